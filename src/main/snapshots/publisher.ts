import { bandOf } from '../../contract/scores/scores.ts'
import type { ScopeDays } from '../scores/history/scope-days.ts'
import type { Store } from '../store/store.ts'
import { bytesOf, wholeRows } from '../store/text.ts'
import { createToldPairs } from './told-pairs.ts'
import { createWithholding } from './withhold.ts'

type Scopes = readonly number[] | 'all'
type What = 'scores' | 'users' | 'bands'

/** Decides line by line what a snapshot tells, given all that earlier ones told. */
export interface Publisher {
  /** The days of a line that can be told, oldest first, the last among them; null: none can. */
  days(scopes: Scopes, last: number, days: readonly number[]): Generator<void, number[] | null>
  /** Whether the bands of a line can be told. */
  bands(scopes: Scopes, day: number): boolean
  /** Whether it can be told how many there are, with a score or without. */
  users(scopes: Scopes, day: number): boolean
  /** Keeps what was told: later snapshots are compared with it. */
  remember(): void
}

/** `threshold` stands with bands alone: those below it were told too. */
const lineOf = (what: What, scopes: Scopes, threshold?: number): string => JSON.stringify([what, scopes, threshold])

/** The band of a score, and on which side of the threshold it is. */
const bandBeside =
  (threshold: number) =>
  (score: number): number =>
    bandOf(score) * 2 + (score < threshold ? 0 : 1)

/** Goes through all that was told before. `open`: people are named, and nothing is withheld. */
export function* openPublisher(
  store: Store,
  days: ScopeDays,
  { minimum, threshold, open }: { minimum: number; threshold: number; open: boolean },
): Generator<void, Publisher> {
  const told = new Map<string, Set<number>>()
  const added: [line: string, day: number][] = []
  const withholding = createWithholding(days.accounts, minimum)
  const valuesOf = (what: What, scopes: Scopes, day: number) =>
    what === 'users' ? days.members(scopes, day) : days.scores(scopes, day)

  const pairs = createToldPairs(withholding, days, minimum)

  if (!open) {
    for (const { line, day } of wholeRows<{ line: string; day: number }>(
      store.prepare(`SELECT ${bytesOf('line')}, day + 0 AS day FROM published ORDER BY day`).all(),
    ))
      told.set(line, (told.get(line) ?? new Set()).add(day))
    yield* days.read(new Set([...told.values()].flatMap((on) => [...on])))
    for (const [line, on] of told) {
      const [what, scopes, beside] = JSON.parse(line) as [What, Scopes, number | null]
      const each = [...on].map((day) => valuesOf(what, scopes, day))
      if (what === 'bands') withholding.publishBands(each, bandBeside(beside ?? threshold), true)
      else withholding.publish(each, { force: true })
      if (what === 'scores') pairs.add(scopes, [...on], true)
      yield
    }
  }

  /** Tries a line on these days, together with those on which it was told. */
  function tell(what: What, scopes: Scopes, on: readonly number[]): boolean {
    if (open) return true
    const line = lineOf(what, scopes, what === 'bands' ? threshold : undefined)
    const before = told.get(line) ?? new Set()
    // What was told before is told again: nothing new follows from it.
    if (on.every((day) => before.has(day))) return true
    const fresh = on.filter((day) => !before.has(day))
    if (what === 'scores' && !pairs.add(scopes, fresh, false)) return false
    const valuesOn = (list: Iterable<number>) => [...list].map((day) => valuesOf(what, scopes, day))
    const can =
      what === 'bands'
        ? withholding.publishBands(valuesOn(fresh), bandBeside(threshold))
        : withholding.publish(valuesOn(fresh), { before: valuesOn(before) })
    if (!can) return false
    for (const day of fresh) added.push([line, day])
    told.set(line, new Set([...before, ...fresh]))
    return true
  }

  return {
    *days(scopes, last, wanted) {
      if (open) return [...wanted]
      if (!tell('scores', scopes, [last])) return null
      const can = new Set([last])
      for (const day of wanted.toReversed()) {
        yield
        if (day === last || tell('scores', scopes, [day])) can.add(day)
      }
      return [...can].sort((a, b) => a - b)
    },
    bands: (scopes, day) => tell('bands', scopes, [day]),
    users: (scopes, day) => tell('users', scopes, [day]),
    remember() {
      const keep = store.prepare('INSERT INTO published (line, day) VALUES (?, ?) ON CONFLICT DO NOTHING')
      for (const [line, day] of added) keep.run(line, day)
    },
  }
}
