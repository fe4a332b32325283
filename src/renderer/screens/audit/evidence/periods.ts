/** A stretch of whole days on this computer's clock. */
export interface Period {
  from: Date
  to: Date
}

export const periodNames = {
  'last-quarter': 'Last quarter',
  'this-quarter': 'This quarter',
  'this-year': 'This year',
  own: 'Other days',
} as const
export type PeriodName = keyof typeof periodNames

/** A period by its name, up to now where it is not over; null: it is chosen by its days. */
export function periodOf(name: PeriodName, now: Date): Period | null {
  const [year, quarter] = [now.getFullYear(), Math.floor(now.getMonth() / 3)]
  const last = Math.floor(now.getTime() / 1000) * 1000
  switch (name) {
    case 'last-quarter':
      return { from: new Date(year, quarter * 3 - 3, 1), to: new Date(new Date(year, quarter * 3, 1).getTime() - 1000) }
    case 'this-quarter':
      return { from: new Date(year, quarter * 3, 1), to: new Date(last) }
    case 'this-year':
      return { from: new Date(year, 0, 1), to: new Date(last) }
    case 'own':
      return null
  }
}

/** The days of two date fields; null where they are no days, or the last one lies before the first. */
export function periodBetween(first: string, last: string): Period | null {
  const [from, to] = [new Date(`${first}T00:00:00`), new Date(`${last}T23:59:59`)]
  return from.getTime() <= to.getTime() ? { from, to } : null
}

const pad = (value: number) => String(value).padStart(2, '0')
/** A day as a date field has it. */
export const dayField = (date: Date): string =>
  `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
