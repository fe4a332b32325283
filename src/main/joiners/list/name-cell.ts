import type { JoinerField } from '../../../contract/joiners.ts'
import { garbledText, perhapsCentral } from '../../text/garbled.ts'
import { type Question, short, words } from './question.ts'

/** Names are cut at so many characters. */
export const longestName = 500

/** Signs that stand in no name: what letters become in the wrong encoding. */
const strangeSign =
  /[\p{Sc}¦§©®±¬¿¡¹²³¼½¾†‡‰‹›ˆ˜¸¨¯•™]|(?<!\p{L})ª(?=\p{L})|(?<=\p{L})[“”„…‚](?=\p{L})|(?<=\p{L})[–—‘](?=\p{Ll})/u

/** Signs that nobody sees; joiners of letters and marks of direction are part of some scripts. */
const unseen = /[\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu
/** Signs of programs, which stand in no name. */
const ofPrograms =
  /[<>{}[\]|;=\\~#]|\u0335|\u0336|\u0337|\u0338|(?![©®™])\p{Extended_Pictographic}|[✓✔✗✘☐☑☒]|['"`]\s*,\s*['"`]/u

/** What a spreadsheet or a person writes where there is no value: "#N/A", "#REF!", "n/a", "-", "TBD". */
const noValue =
  /^(?:#(?:n\/?[av]|ref!|bezug!|value!|wert!|name\?|null!|num!|zahl!|div\/0!|getting_data|spill!|überlauf!|calc!|field!|\p{Lu}{3,12}[!?])|n\/?a\.?|n\.a\.|[-–—_.?]+|null|nil|none|undefined|nan|tb[acd]|unknown|unbekannt|inconnu|desconocido|vacan(?:t|cy)|vakant|n\.?\s?n\.?|(?:new|next|open|to be) (?:hires?|hired|starter|joiner|position|employee)(?:\s*#?\d+)?|neuer? mitarbeiter(?:in)?(?:\s*\d+)?)$/iu
export const isNoValue = (cell: string): boolean => noValue.test(words(cell))

/** What parts the names of two people: "Ann Abel & Bob Bell". */
const between = /\p{L}[\p{L}.](?: ?[&+＆] ?| \/ | (?:and|und|et|och) )\p{L}[\p{L}.]/iu

/** What stands before the address of whoever made a list, or answers questions about it. */
const maker =
  /\b(?:by|von|par|por|door)\s*:?$|^(?:contacts?|questions|fragen|kontakt|ansprechpartner(?:in)?|author|cc|from|to)\s*:?$|:$/iu
const isOfMaker = (name: string): boolean => maker.test(name)

/** The name of a cell, with what has to be asked about it. */
export function readName(field: JoinerField, cell: string, ask: (question: Question) => void): string {
  if (cell === '') return ''
  const name = words(cell.replace(unseen, ''))
  if (cell.search(unseen) !== -1)
    ask({
      field,
      message: 'Signs that nobody sees, or that turn the writing around, were taken out.',
      suggestions: [],
      blocks: false,
    })
  const garbled = garbledText(cell.trim().slice(0, 2000))
  if (garbled !== null)
    ask({
      field,
      message: `"${short(name)}" was read in the wrong encoding${garbled.meant === null ? ', and letters are lost' : ''}.`,
      suggestions: garbled.meant === null ? [] : [garbled.meant],
      blocks: true,
    })
  else if (isNoValue(name))
    ask({ field, message: `"${short(name)}" stands where the name would be.`, suggestions: [], blocks: true })
  else if (isOfMaker(name))
    ask({
      field,
      message: `"${short(name)}" is no name: the row may say who made the list.`,
      suggestions: [],
      blocks: true,
    })
  else if (field === 'fullname' && between.test(name))
    ask({
      field,
      message: `"${short(name)}" may be several people. Give each a row and an address of their own.`,
      suggestions: [],
      blocks: true,
    })
  else if (/^[=+\-@]/u.test(name))
    ask({ field, message: 'It begins like a formula and is kept as text.', suggestions: [], blocks: false })
  else if (name.includes('?'))
    ask({ field, message: `"${short(name)}" has a question mark in place of a letter.`, suggestions: [], blocks: true })
  else if (ofPrograms.test(name))
    ask({
      field,
      message: `"${short(name)}" has the sign “${ofPrograms.exec(name)?.[0] ?? ''}”, which stands in no name.`,
      suggestions: [],
      blocks: true,
    })
  else if (strangeSign.test(name))
    ask({
      field,
      message: `"${short(name)}" has the sign “${strangeSign.exec(name)?.[0] ?? ''}”, which stands in no name: it may have been read in the wrong encoding.`,
      suggestions: [],
      blocks: true,
    })
  else {
    const central = perhapsCentral(name)
    if (central !== null)
      ask({
        field,
        message: `"${short(name)}" may have been read in the wrong encoding, and mean "${short(central)}".`,
        suggestions: [central],
        blocks: false,
      })
  }
  if (name.length > longestName) {
    ask({ field, message: `The name is longer than ${longestName} characters.`, suggestions: [], blocks: true })
    return name.slice(0, longestName)
  }
  return name
}

/** The name in how a directory writes whom it means: "CN=Hart\, Sue,OU=Staff,DC=example,DC=com"; any other text as it is. */
export function inDirectory(text: string): string {
  const name = /^CN=((?:\\.|[^,\\])+),(?:CN|OU|DC|O)=/iu.exec(text)?.[1]
  return name === undefined ? text : name.replace(/\\(.)/gu, '$1').trim()
}
