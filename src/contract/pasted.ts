/** What a secret was cleaned of, in the order in which it is told. */
const dirt = [
  [
    'quotation marks',
    /["'`´\u00ab\u00bb\u2018-\u201f\u2032-\u2037\u2039\u203a\u275b-\u275e\u300c-\u300f\u301d-\u301f\uff02\uff07]/gu,
  ],
  ['line breaks', /[\n\r\u0085\u2028\u2029]+/gu],
  ['blanks', /[\p{Z}\t\v\f\u2800]+/gu],
  ['invisible characters', /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu],
] as const

/** A number or a hash as it was meant, and what was left out of it, by name. */
export interface Pasted {
  text: string
  removed: string[]
}

/** Takes out of a copied account number or hash what never belongs there: quotation marks, blanks, line breaks, invisible characters. */
export function cleanPasted(given: string): Pasted {
  const removed: string[] = []
  let text = given
  for (const [name, characters] of dirt) {
    const next = text.replace(characters, '')
    if (next !== text) removed.push(name)
    text = next
  }
  return { text, removed }
}

/** What was left out of an entry, as a sentence; null: nothing. `what`: "the provisioning hash". */
export function leftOut(what: string, { removed }: Pasted): string | null {
  const last = removed.at(-1)
  if (last === undefined) return null
  const words = removed.length === 1 ? last : `${removed.slice(0, -1).join(', ')} and ${last}`
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} in ${what} were left out.`
}
