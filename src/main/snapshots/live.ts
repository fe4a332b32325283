import type { SeatLimits } from '../../contract/calls/company/seats.ts'
import type { Output, Parsed } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import type { SnapshotBody } from '../../contract/scores/snapshot.ts'
import { dayNumber, dayText } from '../scores/history/day.ts'
import { scopeNumber } from '../scores/history/trend.ts'
import type { Store } from '../store/open.ts'

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
  /** Builds what a snapshot would hold. */
  build(wanted: Wanted): Promise<{ body: SnapshotBody; remember(): void }>
}

/**
 * What a seat that sees nobody's account is shown of the data at hand. Security rule: it is told as a snapshot without names is, and
 * remembered like one, so that neither two groups, nor a group and the whole, nor two days tell of fewer people than the minimum.
 * Test: test/main/scores/manager.test.ts.
 */
export async function liveNumbers({ store, today, scopes, build }: LiveOptions): Promise<Output<'snapshots.live'>> {
  const wanted: Wanted = { people: 'hidden', minimumGroup: fewest, ...(scopes === null ? {} : known(store, scopes)) }
  const toldOn = lastTold(store)
  if (toldOn !== null && today - toldOn < renewedAfter) {
    const { body } = await build({ ...wanted, to: dayText(toldOn) })
    return { body, renews: dayText(toldOn + renewedAfter) }
  }
  const fresh = await build(wanted)
  // Of a day on which too few people moved the numbers that were told before are shown again.
  if (fresh.body.summary.withheld !== null && toldOn !== null) {
    const { body } = await build({ ...wanted, to: dayText(toldOn) })
    return { body, renews: null }
  }
  fresh.remember()
  const { to } = fresh.body
  return { body: fresh.body, renews: to === null ? null : dayText(dayNumber(to) + renewedAfter) }
}

/** The newest day of which anything was told without names; null: none was. */
function lastTold(store: Store): number | null {
  return (store.prepare('SELECT max(day) AS day FROM published').get() as { day: number | null }).day
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
