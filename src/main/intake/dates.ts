import { atOnce } from '../cooperative/slices.ts'
import { fold } from '../text/folding.ts'
import { foldedWords, wordSet } from '../text/word-set.ts'

/** A day as a list gives it: 'YYYY-MM-DD'; two of them where day and month can be told apart by nobody. */
export type Days = readonly [string] | readonly [string, string]

/** Which of two numbers is the day, where a column's other dates show it. */
export type DayOrder = 'day-first' | 'month-first' | 'unknown'

/** Languages whose months are read. */
export const locales = 'en de fr es it pt nl pl cs sk sv da nb fi hu ro hr sl tr ru uk el et lv lt bg'.split(' ')
let months: ReadonlyMap<string, number> | null = null

/** Months by name, whole and shortened, from the languages of the runtime; made when a date asks for it. */
export function monthsByName(): ReadonlyMap<string, number> {
  months ??= atOnce(madeMonths())
  return months
}

/** Makes them before a date asks, a language at a time: together they take 50 ms. */
export function* readyMonths(): Generator<void, void> {
  months ??= yield* madeMonths()
}

function* madeMonths(): Generator<void, ReadonlyMap<string, number>> {
  const made = new Map<string, number>()
  for (const locale of locales) {
    yield
    for (const form of ['long', 'short'] as const)
      for (const alone of [true, false]) {
        const format = new Intl.DateTimeFormat(locale, {
          month: form,
          ...(alone ? {} : { day: 'numeric' }),
          timeZone: 'UTC',
        })
        for (let month = 0; month < 12; month++) {
          const parts = format.formatToParts(Date.UTC(2024, month, 15))
          const name = fold(parts.find(({ type }) => type === 'month')?.value ?? '').replace(/[^\p{L}]/gu, '')
          // A short form that two languages use for two months says nothing; the first language has it.
          if (name.length >= 3 && !made.has(name)) made.set(name, month + 1)
        }
      }
  }
  return made
}

let days: ReadonlySet<string> | null = null

/** The days of the week, whole and shortened, folded. */
function weekdays(): ReadonlySet<string> {
  days ??= new Set(
    locales.flatMap((locale) =>
      (['long', 'short'] as const).flatMap((weekday) => {
        const format = new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' })
        return [1, 2, 3, 4, 5, 6, 7].map((day) => fold(format.format(Date.UTC(2024, 0, day))).replace(/[^\p{L}]/gu, ''))
      }),
    ),
  )
  return days
}

/** The names of months, days of the week and near days and weeks in all these languages, folded, letters only. */
export function calendarWords(): string[] {
  const words = new Set<string>(monthsByName().keys())
  const add = (text: string) => {
    for (const part of fold(text).split(/[^\p{L}]+/u)) if (part.length > 1) words.add(part)
  }
  for (const locale of locales) {
    const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
    for (let day = 1; day <= 7; day++) add(weekday.format(Date.UTC(2024, 0, day)))
    const near = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
    for (const unit of ['day', 'week', 'month'] as const) for (const by of [-1, 0, 1]) add(near.format(by, unit))
  }
  return [...words]
}

function dayOf(year: number, month: number, day: number): string | null {
  const full = year < 100 ? 2000 + year : year
  const time = Date.UTC(full, month - 1, day)
  const date = new Date(time)
  if (full < 1950 || full > 2199 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return date.toISOString().slice(0, 10)
}

const numbers = /^(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?(?=$|[\sT,(])/u
/** "2031年1月31日", "2031년 1월 31일" and "20310131", which begin with the year. */
const eastern = /^((?:19|20|21)\d{2})(?:\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]|(\d{2})(\d{2})$)/u
/** Days since 1899-12-30, as spreadsheet programs count: 1954 to 2119. */
const serial = /^([2-7]\d{4})(?:[.,]\d+)?$/u

/** A time of day with its zone. */
const time =
  /(?<![\p{L}\p{N}])T?\d{1,2}(?::\d{2}){1,2}(?:[.,]\d{1,9})?\s?(?:[ap]\.?m\.?|uhr|h)?\s?(?:z|utc|gmt)?\s?(?:[+-]\d{2}:?\d{2})?(?![\p{L}\p{N}])/giu
/** What stands beside a day and changes nothing about it. */
const beside = wordSet(
  'at on by until till the of end day eod cob close business last working noon midnight h uhr am pm utc gmt cet cest est edt pst pdt bst ist um bis zum ende de del d le el a y las jusqu au fine van per tot met til dia den г года',
)

/** Whether what a cell has beside its day is a time, a day of the week or a small word: "(extended to 2028)" says something of its own. */
const isPlain = (rest: string): boolean =>
  fold(rest.replace(time, ' '))
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => word === '' || beside.has(word) || weekdays().has(word))

/** The day that a cell names and nothing else; null: none can be read. `order` counts for numbers with slashes or hyphens; with full stops the day is first. */
export function readDay(cell: string, order: DayOrder): Days | null {
  const text = cell.normalize('NFKC').trim()
  const east = eastern.exec(text)
  if (east !== null) {
    const day = dayOf(Number(east[1]), Number(east[2] ?? east[4]), Number(east[3] ?? east[5]))
    return day === null ? null : [day]
  }
  const [whole = '', first = '', mark = '', second = '', third = ''] = numbers.exec(text) ?? []
  if (first !== '') {
    if (!isPlain(text.slice(whole.length))) return null
    const only = (day: string | null): Days | null => (day === null ? null : [day])
    if (first.length > 2) return only(dayOf(Number(first), Number(second), Number(third)))
    const dayFirst = dayOf(Number(third), Number(second), Number(first))
    const monthFirst = dayOf(Number(third), Number(first), Number(second))
    if (mark === '.' || order === 'day-first') return only(dayFirst ?? (mark === '.' ? null : monthFirst))
    if (order === 'month-first') return only(monthFirst ?? dayFirst)
    if (dayFirst === null || monthFirst === null || dayFirst === monthFirst) return only(dayFirst ?? monthFirst)
    return [dayFirst, monthFirst]
  }
  const count = serial.exec(text)?.[1]
  if (count !== undefined)
    return [new Date(Date.UTC(1899, 11, 30) + Number(count) * 86_400_000).toISOString().slice(0, 10)]
  return withName(text)
}

/** The later of the days that a cell may mean. */
export const laterOf = (days: Days | null): string | null => days?.toSorted().at(-1) ?? null

/** A day or a year as sentences have it: "31", "31st", "1er", "2031". */
const ordinal = /^(\d{1,4})(?:st|nd|rd|th|er|º|ª)?$/iu

/** "31 January 2031", "Jan 31, 2031", "31. Januar 2031", "31-Jan-31". */
function withName(text: string): Days | null {
  if (text.length > 60) return null
  const words = text
    .replace(time, ' ')
    .split(/[\s.,/()'’-]+/u)
    .filter((word) => word !== '')
  const named = words.flatMap((word) => monthsByName().get(fold(word)) ?? [])
  const digits = words.flatMap((word) => ordinal.exec(word)?.[1] ?? [])
  const [month] = named
  const [one = '', two = ''] = digits
  if (named.length !== 1 || month === undefined || digits.length !== 2) return null
  const others = words.filter((word) => !monthsByName().has(fold(word)) && !ordinal.test(word))
  if (!isPlain(others.join(' '))) return null
  const day = one.length > 2 ? dayOf(Number(one), month, Number(two)) : dayOf(Number(two), month, Number(one))
  return day === null ? null : [day]
}

/** Which numbers of a column's dates can only be days, by where they stand. */
function daysShown(cells: readonly string[]): { dayFirst: boolean; monthFirst: boolean } {
  let dayFirst = false
  let monthFirst = false
  for (const cell of cells) {
    // A year first says nothing.
    if (/^\d{3}/.test(cell)) continue
    const [, first = '', mark = '', second = ''] = numbers.exec(cell.trim()) ?? []
    if (first === '' || first.length > 2 || mark === '.') continue
    if (Number(first) > 12) dayFirst = true
    if (Number(second) > 12) monthFirst = true
  }
  return { dayFirst, monthFirst }
}

/** Words of headers in languages that write the day first. */
const dayFirstWords = wordSet(`
  am zum letzter letzte arbeitstag tag vertragsende enddatum datum eintritt eintrittsdatum austritt austrittsdatum abgang abgangsdatum kundigung beginn
  depart sortie fin dernier jour entree embauche debut arrivee fecha salida baja cese ultimo ingreso alta inicio uscita cessazione giorno assunzione inizio
  saida desligamento demissao termino admissao dia uit dienst uitdiensttreding indiensttreding einddatum startdatum laatste werkdag
  slutdato sluttdato fratraedelsesdato fratredelsesdato startdato zwolnienia zakonczenia odejscia zatrudnienia ostatni dzien ukonceni odchodu nastupu posledni den
  ayrilis cikis tarihi дата увольнения звільнення последний
`)
/** Which of two numbers is the day by the header of a column: its pattern, or its language; for columns of which no date shows it. */
export function orderOfHeader(header: string): DayOrder {
  const folded = fold(header)
  if (/d{1,2}[./ -]?m{1,3}/u.test(folded)) return 'day-first'
  if (/(?<!\p{L})m{1,2}[./ -]?d{1,2}/u.test(folded)) return 'month-first'
  return foldedWords(header).some((word) => dayFirstWords.has(word)) ? 'day-first' : 'unknown'
}
/** Which of two numbers is the day in a column: by its dates, else by its header; `unknown` where nothing shows it, or dates contradict each other. */
export function orderIn(header: string, cells: readonly string[]): DayOrder {
  const { dayFirst, monthFirst } = daysShown(cells)
  if (dayFirst !== monthFirst) return dayFirst ? 'day-first' : 'month-first'
  return dayFirst ? 'unknown' : orderOfHeader(header)
}
