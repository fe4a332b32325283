const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** The day of an instant by a zone's calendar, as days since 1970. */
export function dayAt(instant: number, zone: string): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(zone, format)
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(parts.get('year') ?? 1970, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1) / dayMs
}

/** A day as `2026-11-26`. */
export const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** The day of an instant on this computer's calendar, as `2026-11-26`. */
export const computerDay = (instant: number): string =>
  dayText(dayAt(instant, new Intl.DateTimeFormat().resolvedOptions().timeZone))

/** What `dayText` wrote, as days since 1970. */
export const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / dayMs
