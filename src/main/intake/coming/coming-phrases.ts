import { fold } from '../../text/folding.ts'
import { wordSet } from '../../text/word-set.ts'
import { locales, monthsByName } from '../dates.ts'

// Words for what is still to come, in the languages in which lists and mails about leavers are written; all are folded. Those of the
// calendar are of the runtime's languages, the others are listed.

/** Stands before a month that is named alone, as in "in April": the name alone can be a person's. */
const beforeMonth = wordSet(`
  in during end mid middle early late beginning of from per until till by im ende mitte anfang ab bis en fin mi debut courant des finales
  final mediados principios a nel fine meta inizio da em fim meados inicio eind begin vanaf tegen w koniec poczatek od v konec i slutet
  av slutningen
`)
/** Stands between a day, a month and a year: "31 de enero de 2027", "the 3rd of May". */
const joining = wordSet('de of the di da del d los st nd rd th er')
/** Stands before a day of numbers without a year: "on 12/18". */
const beforeDay = wordSet(
  'on by from until till effective am zum ab per bis den le du au el dia al il dal em ate op tot na do den fra fran til',
)
/** Says that the day or the month after it is the coming one. */
const nextWords = wordSet(`
  next coming upcoming nachste nachsten nachster nachstes kommende kommenden kommender prochain prochaine prochains proximo proxima prossimo
  prossima volgende komende aankomende przyszly przyszla najblizszy nasta kommande naeste neste pristi ensi
`)
/** Stands before a day of the week on which something begins. */
const beginning = wordSet('from starting ab vanaf des partir dal od fran fra')
/** Says that a day of the week beside it is one of the past. */
const lastWords = wordSet(
  'last past previous letzten letzter letzte vergangenen dernier derniere passe pasado pasada scorso scorsa afgelopen vorige',
)
/** Says that what is told has happened, or happens today. */
const past = wordSet(`
  left ended was were gone departed exited retired dismissed fired terminated yesterday today now immediately asap already since ago
  verliess verlassen ausgeschieden ausgetreten gegangen weg war waren gestern heute jetzt sofort bereits schon seit parti partie partis
  etait hier aujourdhui depuis dejo causo salio fue era ayer hoy desde vertrokken verlaten gisteren vandaag nu sinds lasciato uscito
  uscita ieri oggi cessato cessata saiu deixou ontem hoje desligado desligada odszedl odeszla wczoraj dzis slutade slutat igar idag
  stoppet sluttet
`)

export const standsBeforeMonth = (word: string): boolean => beforeMonth.has(word)
export const joinsDate = (word: string): boolean => joining.has(word)
export const standsBeforeDay = (word: string): boolean => beforeDay.has(word)
export const saysNext = (word: string): boolean => nextWords.has(word)
export const saysBeginning = (word: string): boolean => beginning.has(word)
export const saysLast = (word: string): boolean => lastWords.has(word)
export const saysPast = (word: string): boolean => past.has(word)

/** What says so by itself: ends of what goes on, notice, and verbs of what is going to be. */
const ownPhrases = [
  'end of (?:the |this )?(?:week|month|quarter|year)|(?:month|quarter|year)[ -]?end|later this (?:week|month|year)',
  '(?:monats|quartals|jahres)ende|ende (?:des|der|dieses|dieser) (?:monats|woche|quartals|jahres)|kommende[nrs]? (?:woche|monat|jahr)',
  'fin (?:du|de|del) (?:mois|mes|trimestre|annee|ano|semaine|semana)|fine (?:mese|anno)|fim d[eo] (?:mes|ano)',
  'einde? (?:van )?(?:de |deze )?(?:maand|week|jaar)|komende (?:week|maand)|koniec (?:miesiaca|roku)',
  'notice period|(?:on|serving|working) (?:his|her|their) notice|kundigungsfrist|preavis|preaviso|preavviso|opzegtermijn|okres wypowiedzenia',
  '(?:upcoming|future) leavers?|will (?:be )?(?:leav|depart|resign|retir|exit|finish)\\p{L}*|(?:going|about|due|set|planning) to (?:leave|depart|retire)',
  'wird (?:uns|das|die|den|zum|am|im) [^.;]{0,40}(?:verlassen|ausscheiden)|(?:verlassen|ausscheiden) wird',
  'quittera|partira|dejara|causara baja|za[l] [^.;]{0,40}(?:verlaten|vertrekken)|gaat [^.;]{0,20}verlaten|lascera|deixara|odejdzie',
]

/** What the calendar's languages call what comes next. */
export interface Coming {
  /** The first whole phrase in a folded text, of languages that part words; `words`: all of the text. Null: it has none. */
  phraseIn(folded: string, words: readonly string[]): string | null
  /** The same, of those that do not. */
  unparted: RegExp
  /** Of these words a text has at least one where it has such a phrase, or a month or a day of the week. */
  words: ReadonlySet<string>
  /** The days of the week, from Sunday as 0. */
  weekdays: ReadonlyMap<string, number>
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
const isUnparted = (text: string): boolean => /[\p{Script=Han}\p{Script=Hangul}]/u.test(text)
/** Shorter names of days are words of other languages. */
const shortestDay = 5
/** A number in digits or as a word. */
const count = '(?:\\d+|\\p{L}{2,8})'
const unpartedCount = '[\\d一二三四五六七八九十]+'
/** Times of a day too: "Guten Morgen", "por la mañana". */
const onlyTomorrow: Readonly<Record<string, string>> = {
  morgen: '(?<!guten |am |heute |gestern )morgen',
  manana: '(?<!la |esta )manana',
}

/** Phrases such as "tomorrow", "nächsten Monat", "dans 2 semaines", "来月", as expressions; those of one language follow one another. */
export function comingPhrases(): { phrases: readonly string[]; weekdays: ReadonlyMap<string, number> } {
  const phrases = new Set<string>()
  const weekdays = new Map<string, number>()
  for (const locale of [...locales, 'ja', 'zh', 'ko']) {
    const near = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
    for (const unit of ['day', 'week', 'month', 'quarter', 'year'] as const) {
      const phrase = fold(near.format(1, unit))
      phrases.add(onlyTomorrow[phrase] ?? escaped(phrase))
    }
    const far = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
    for (const unit of ['day', 'week', 'month'] as const)
      for (const by of [2, 5]) {
        const parts = far.formatToParts(by, unit)
        const number = parts.some(({ value }) => isUnparted(value)) ? unpartedCount : count
        phrases.add(parts.map(({ type, value }) => (type === 'integer' ? number : escaped(fold(value)))).join(''))
      }
    const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
    for (let day = 0; day < 7; day++) {
      // The 4th of January 2026 was a Sunday.
      const name = fold(weekday.format(Date.UTC(2026, 0, 4 + day))).replace(/[^\p{L}]/gu, '')
      if (name.length >= shortestDay && !weekdays.has(name)) weekdays.set(name, day)
    }
  }
  return { phrases: [...phrases, ...ownPhrases], weekdays }
}

const whole = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.join('|')})(?![\\p{L}\\p{N}])`, 'u')

/** The last word of a phrase with a count, which a text has where it has the phrase; null: it is none of those. */
const lastWord = (phrase: string): string | null =>
  phrase.includes(count) ? (/\p{L}+$/u.exec(phrase)?.[0] ?? null) : null

/**
 * Finds the first of these phrases. All in one expression would take half a second to be compiled, because a count may be any word: so those
 * with a count are looked for where their last word is in the text, and of two that begin together the one that stands first is found.
 */
function phraseFinder(phrases: readonly string[]): Coming['phraseIn'] {
  const own = new Set(ownPhrases)
  const counted = new Map<string, string[]>()
  const others: string[] = []
  for (const phrase of phrases) {
    const last = lastWord(phrase)
    if (last === null) {
      if (!own.has(phrase)) others.push(phrase)
    } else counted.set(last, [...(counted.get(last) ?? []), phrase])
  }
  const plain = whole([...others, `(${ownPhrases.join('|')})`])
  const made = new Map<string, RegExp>()
  const countedBy = (word: string): RegExp | null => {
    const some = counted.get(word)
    if (some === undefined) return null
    const known = made.get(word) ?? whole(some)
    made.set(word, known)
    return known
  }
  return (folded, words) => {
    let first = plain.exec(folded)
    let isOwn = first?.[1] !== undefined
    for (const word of words) {
      const found = countedBy(word)?.exec(folded) ?? null
      if (found === null) continue
      if (first !== null && (found.index > first.index || (found.index === first.index && !isOwn))) continue
      first = found
      isOwn = false
    }
    return first?.[0] ?? null
  }
}

let made: Coming | null = null

/** Made when a text asks for them. */
export function coming(): Coming {
  if (made !== null) return made
  const { phrases, weekdays } = comingPhrases()
  const parted = phrases.filter((phrase) => !isUnparted(phrase))
  const written = parted.map((phrase) => phrase.replace(/\\p\{L\}|\\d|\(\?<?[=!:]/gu, ' ')).join(' ')
  made = {
    phraseIn: phraseFinder(parted),
    unparted: new RegExp(phrases.filter(isUnparted).join('|'), 'u'),
    words: new Set([...(written.match(/\p{L}{3,}/gu) ?? []), ...monthsByName().keys(), ...weekdays.keys()]),
    weekdays,
  }
  return made
}
