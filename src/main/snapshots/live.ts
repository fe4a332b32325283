import type { SeatLimits } from '../../contract/calls/company/seats.ts'
import type { Output, Parsed } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import type { SnapshotBody } from '../../contract/scores/snapshot.ts'
import { dayNumber, dayText } from '../clock/calendar-day.ts'
import { scopeNumber } from '../scores/history/trend.ts'
import type { Store } from '../store/store.ts'

/** Days for which the numbers of a seat without people stay as they were told: of nearer days too few people moved. */
const renewedAfter = 7
/** As in a snapshot: of fewer people nothing is told. */
const fewest = 5

type Wanted = Omit<Parsed<'snapshots.preview'>, 'expires'>

export interface LiveOptions {
  store: Store
  today: number
  /** The departments and groups that the seat is limited to; null: the whole company. */
  scopes: NonNullable<SeatLimits['scopes']> | null
  /** Whether the seat file lets it see people by name: nothing is withheld then. */
  people: 'hidden' | 'named'
  /** Builds what a snapshot would hold. */
  build(wanted: Wanted): Promise<{ body: SnapshotBody; remember(): void }>
}

/**
 * What a seat that sees nobody's account is shown of the data at hand. Security rule: it is told as a snapshot without names is, and
 * remembered like one, so that neither two groups, nor a group and the whole, nor two days tell of fewer people than the minimum.
 * Test: test/main/scores/manager.test.ts.
 */
export async function liveNumbers({
  store,
  today,
  scopes,
  people,
  build,
}: LiveOptions): Promise<Output<'snapshots.live'>> {
  const wanted: Wanted = { people, minimumGroup: fewest, ...(scopes === null ? {} : known(store, scopes)) }
  const given = ({ body }: { body: SnapshotBody }, renews: number | null): Output<'snapshots.live'> => ({
    body,
    renews: renews === null ? null : dayText(renews),
    asOf: takenOn(store, body.to),
  })
  if (people === 'named') return given(await build(wanted), null)
  // Whatever is shown is remembered: of a day that was told, a seat that names other groups is told more.
  const shown = async (of: Wanted, renews: (to: string | null) => number | null) => {
    const built = await build(of)
    built.remember()
    return given(built, renews(built.body.to))
  }
  const toldOn = lastTold(store, today)
  if (toldOn !== null && today - toldOn < renewedAfter)
    return shown({ ...wanted, to: dayText(toldOn) }, () => toldOn + renewedAfter)
  const fresh = await build(wanted)
  // Of a day on which too few people moved the numbers that were told before are shown again.
  if (fresh.body.summary.withheld !== null && toldOn !== null)
    return shown({ ...wanted, to: dayText(toldOn) }, () => null)
  fresh.remember()
  const { to } = fresh.body
  return given(fresh, to === null ? null : dayNumber(to) + renewedAfter)
}

/** When the state of a day was read; null: nothing was kept of it. */
function takenOn(store: Store, day: string | null): string | null {
  if (day === null) return null
  const row = store.prepare('SELECT taken + 0 AS taken FROM days WHERE day = ?').get(dayNumber(day)) as
    | { taken: number }
    | undefined
  return row === undefined ? null : new Date(row.taken * 1000).toISOString()
}

/** The newest day up to today of which anything was told without names; null: none was. A clock that was ahead may have told later ones. */
function lastTold(store: Store, today: number): number | null {
  const row = store.prepare('SELECT max(day) AS day FROM published WHERE day <= ?').get(today)
  return (row as { day: number | null }).day
}

/** Those of a seat's departments and groups of which something was kept. @throws Refusal `not-found` where there are none */
function known(store: Store, { departments, groups }: NonNullable<SeatLimits['scopes']>) {
  const found = {
    departments: departments.filter((name) => scopeNumber(store, 'department', name) !== null),
    groups: groups.filter((name) => scopeNumber(store, 'group', name) !== null),
  }
  if (found.departments.length + found.groups.length > 0) return found
  throw new Refusal(
    'not-found',
    `No scores were kept of what this seat is limited to: ${[...departments, ...groups].join(', ').slice(0, 500)}. It may have been renamed; ask for a new seat file.`,
  )
}
