import { fold } from '../../text/folding.ts'
import { wordSet, wordsIn } from '../../text/word-set.ts'
import { calendarWords } from '../dates.ts'
import { goneWords, standingOfWords } from '../employment/employment-words.ts'
import { saysLeavingUnparted } from '../employment/word-stems.ts'
import { isDeed, isOfOthers } from './others-words.ts'

// Words of lines that say of their own person that they leave, or where they work. They take the doubt off a line only where no name
// of somebody else stands in it, so verbs that could speak of two people ("needs", "gets", "works") are in none of these sets.

/** Where somebody works and as what. Departments that others write to about leavers (personnel, computers, security) are left out. */
const attributes = wordSet(`
  sales marketing finance accounting controlling legal procurement purchasing logistics operations production manufacturing engineering
  development research design product products communications pr warehouse retail branch office unit division cost costs centre center code
  ext extension tel phone mobile contractor freelancer intern trainee temp apprentice consultant
  vertrieb einkauf buchhaltung finanzen recht logistik produktion entwicklung forschung lager filiale niederlassung standort bereich
  kostenstelle personalnummer rechnungswesen
  service commercial ventes vente achats comptabilite finances juridique logistique recherche developpement communication magasin agence
  departement equipe direction centre cout
  ventas compras contabilidad finanzas legal logistica produccion investigacion desarrollo comunicacion almacen oficina departamento equipo
  centro coste
  verkoop inkoop boekhouding financien juridisch logistiek productie onderzoek ontwikkeling magazijn filiaal afdeling kantoor kostenplaats
`)

const sentence = wordsIn(`
  two three four five six seven eight nine ten both zwei drei vier funf sechs deux trois quatre cinq dos tres cuatro cinco twee drie vier vijf
  you we us our can could would ended immediately tonight yesterday done ok okay fired leaves former contract end ex
  hallo hi hello ist hat sind verlasst verlassen unternehmen firma uns scheidet aus ausscheiden rente ruhestand wird werden gelost ende am
  merci svp est sont entreprise societe compte quittee fin bonjour jour
  hay que bloquear dar causo deja empresa hola dia
  heeft het bedrijf verlaten gaat uitschakelen blokkeren deactiveren aub bedankt uit dag eind
`)

/** Words of one language that say the opposite in another: "data fine" is a last day, "Bob is fine" is none. */
const misread: ReadonlySet<string> = new Set(['fine'])

let told: ReadonlySet<string> | null = null

/** Whether a folded word says where somebody works, or as what. */
export const isAttribute = (word: string): boolean => attributes.has(word)

/** Whether a folded word is of a sentence about somebody's leaving: employment, days, and what stands between. */
export function isTold(word: string): boolean {
  told ??= new Set(
    [...sentence, ...leaving, ...goneWords, ...calendarWords()].filter(
      (each) => !isOfOthers(each) && !misread.has(each),
    ),
  )
  return told.has(word)
}

const leaving = wordsIn(`
  leaver leavers leaving departing exiting ausscheidend ausscheidende ausscheidenden departures departure redundancies resignations retirements dismissals layoffs offboarding offboard terminations termination exits disable deactivate remove
  austritte austritt abgange abgang ausgeschieden sperren departs depart sorties sortie bajas baja salidas uscite dimessi cessati saidas
  desligamentos vertrekkers uitstroom odchodza odejscia zwolnieni slutar fratradelser odchody ayrilanlar cikanlar увольнения уволены 退職 退職者 离职
`)
const leavers = new Set(leaving)
/** Whether a word of a heading says that the people under it leave. */
export const isLeaving = (word: string): boolean => leavers.has(fold(word))
/** Whether a word says that somebody leaves, or what is then done with their account. */
export const isOfLeaving = (word: string): boolean => isLeaving(word) || isDeed(fold(word))

/** Whether a word of a short text says that somebody leaves, or all of it that they have left: "Leavers:", "(left)". */
export const saysLeaving = (text: string): boolean =>
  text.split(/[^\p{L}-]+/u).some(isLeaving) || saysLeavingUnparted(text) || standingOfWords(text, false) === 'left'

const actions =
  'disabled?|deactivated?|removed?|offboard(?:ed)?|deleted?|locked?|blocked?|suspended?|revoked?|terminated?'

/** Phrases of a "not" that says that somebody is gone. */
const gonePhrases = [
  /\bno longer (?:(?:works?|working|employed)(?: (?:here|there|for us|with us|at the company))?|here|there|(?:with|at) (?:us|the (?:company|firm|business)))(?![\p{L}\p{N}])/giu,
  /(?<!\p{L})(?:arbeitet|ist) nicht mehr (?:(?:hier|bei uns|für uns|im unternehmen|im haus)(?: (?:tätig|beschäftigt|angestellt))?|beschäftigt|angestellt)(?!\p{L})/giu,
  /(?<!\p{L})ne travaille plus (?:ici|chez nous|pour nous|dans l['’]entreprise)(?!\p{L})|(?<!\p{L})n['’]est plus (?:chez nous|dans l['’]entreprise|employée?)(?!\p{L})/giu,
  /(?<!\p{L})ya no (?:trabaja|está)(?: (?:aquí|con nosotros|en la empresa))(?!\p{L})/giu,
  /(?<!\p{L})(?:werkt (?:hier|bij ons) niet meer|is niet meer (?:in dienst|werkzaam))(?!\p{L})/giu,
]
/** Whether a text says of somebody that they are not there any more. */
export const saysGone = (text: string): boolean => gonePhrases.some((phrase) => text.search(phrase) !== -1)

/** Whole phrases whose words alone would mean something else: a "not" that says that somebody is gone, a "from" that means the account's own. */
const phrases = [
  // The letter of a list's item is no word.
  /^[\s>*•-]{0,8}\(?\p{L}\)\s/gu,
  ...gonePhrases,
  new RegExp(`\\b(?:needs?|has|have|wants?) to (?:be )?(?:${actions})\\b`, 'giu'),
  /(?<!\p{L})(?:zugang|zugänge|konto|konten|account|accounts|lizenz) von(?=\s+\S+@)/giu,
]
const mayHavePhrase = /(?:mehr|meer|longer|plus|ya no|to|von)(?:\s|$)|^[\s>*•-]{0,8}\(?\p{L}\)\s/iu

/** A line without phrases about leaving, and whether there was one. */
export function withoutPhrases(line: string): { line: string; spoken: boolean } {
  if (!mayHavePhrase.test(line)) return { line, spoken: false }
  const rest = phrases.reduce((text, phrase) => text.replace(phrase, ' '), line)
  return { line: rest, spoken: rest !== line }
}

/** Words between things, of which the one that follows tells whether they give an address to somebody. */
const binding = new Set(['to', 'by', 'from', 'with'])
export const isBinding = (word: string): boolean => binding.has(word)
