import type { JoinedSource } from '../../../contract/scores/joined-source.ts'
import { dayText } from '../../clock/calendar-day.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRow } from '../../store/text.ts'

/** A file that was joined; days name it by its place in the list, counted from 1. */
export type KeptSource = Omit<JoinedSource, 'days' | 'from' | 'to'>

/** All files that were joined here, in the order in which they were. */
export function readSources(store: Store): KeptSource[] {
  const row = store.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = 'joined'`).get()
  return row === undefined ? [] : parseStored<KeptSource[]>(wholeRow<{ json: string }>(row).json)
}

export function writeSources(store: Store, sources: readonly KeptSource[]): void {
  store
    .prepare("INSERT INTO meta (name, json) VALUES ('joined', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json")
    .run(JSON.stringify(sources))
}

/** The days within a span that came from elsewhere: by day, the place of their source. */
export const joinedDays = (store: Store, { from, to }: { from: number; to: number }): Map<number, number> =>
  new Map(
    (
      store
        .prepare(
          'SELECT day + 0 AS day, source + 0 AS source FROM days WHERE source IS NOT NULL AND day BETWEEN ? AND ? ORDER BY day',
        )
        .all(from, to) as { day: number; source: number }[]
    ).map(({ day, source }) => [day, source]),
  )

/** Where these days came from: each source with how many of them it brought. `days`: in order. */
export function sourcesOf(store: Store, days: ReadonlyMap<number, number>): JoinedSource[] {
  if (days.size === 0) return []
  return readSources(store).flatMap((source, index) => {
    const mine = [...days].flatMap(([day, place]) => (place === index + 1 ? [day] : []))
    const [first, last] = [mine[0], mine.at(-1)]
    if (first === undefined || last === undefined) return []
    return [{ ...source, days: mine.length, from: dayText(first), to: dayText(last) }]
  })
}
