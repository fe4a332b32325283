import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import { type AuditSearch, boundsOf, filterOf } from '../../features/audit/audit-search.ts'
import { usePages } from '../../lib/application/pages.ts'
import { useRead } from '../../lib/application/queries.ts'

const minute = 60_000
const second = 1000
const day = 86_400_000

/** Later than this is no time of an event: some computer's clock was wrong. A clock that is read in another zone is less than a day ahead. */
const believable = (now: number): number => now + day

/** The moment from which the list looks back: what comes later waits, so that nothing moves while somebody reads. */
interface Moment {
  now: number
  /** The newest event then that is not dated in the future, in milliseconds; null: there was none. */
  newest: number | null
  /** The newest event of the moment before; what came since is marked. */
  before: number | null
}

/** Where a span without an end ends, in milliseconds: now, or the newest event where that is little later. */
const openEnd = ({ now, newest }: Moment): number =>
  newest !== null && newest > now && newest <= believable(now) ? newest : now

/** What the audit screen shows of the archive for an address. */
export function useAudit(search: AuditSearch) {
  const status = useRead('audit.status', {})
  const known = status.data
  const [moment, setMoment] = useState<Moment>(() => ({
    now: Math.floor(Date.now() / minute) * minute,
    newest: null,
    before: null,
  }))
  const kept = known?.last ? Date.parse(known.last) : null
  const last = useNewest(kept, believable(moment.now))
  const newest = useRef(last)
  newest.current = last
  const renew = useCallback(
    () =>
      setMoment((old) => ({
        now: Math.floor(Date.now() / minute) * minute,
        newest: newest.current,
        before: old.newest,
      })),
    [],
  )
  // The first events that are there; the list had none before.
  useEffect(() => {
    if (moment.newest === null && last !== null) renew()
  }, [moment.newest, last, renew])

  const filter = useMemo<AuditFilter>(() => filterOf(search, moment.now, moment.newest), [search, moment])
  const ready = moment.newest !== null
  const pages = usePages('audit.page', filter, ready)
  const head = useRead('audit.page', { ...filter, offset: 0, limit: 1 }, { enabled: ready, keep: true })
  // The bars and the lists of values are asked for once the rows have come: what is typed on the way needs none.
  const settled = ready && !pages.stale && pages.total !== null
  const bounds = useMemo(() => boundsOf(search, moment.now), [search, moment.now])
  const first = known?.first ? Date.parse(known.first) : null
  const span = {
    from: bounds.from ?? first ?? moment.now - 7 * day,
    to: bounds.to ?? openEnd(moment),
  }
  const later = useMemo<AuditFilter | null>(() => {
    if (moment.newest === null || bounds.to !== null) return null
    const from = new Date(moment.newest + second).toISOString()
    return { ...filterOf(search, moment.now, believable(moment.now)), from }
  }, [search, moment, bounds.to])
  const waiting = useRead(
    'audit.page',
    { ...(later ?? {}), offset: 0, limit: 1 },
    { enabled: later !== null && last !== null && moment.newest !== null && last > moment.newest },
  )
  const fresh = later !== null && last !== null && last > (moment.newest ?? last) ? (waiting.data?.total ?? 0) : 0
  return {
    status: known,
    failure: status.error,
    retry: () => void status.refetch(),
    filter,
    pages,
    byCategory: head.data?.byCategory,
    settled,
    /** Nothing is being fetched: what goes through the whole archive is asked for only then. */
    calm: known !== undefined && known.fetching === null,
    span,
    /** Events that came since, under the same filter. */
    fresh,
    /** Shows them. */
    renew,
    moment,
    /** The newest event of all that are kept, whatever its date, in milliseconds. */
    kept,
  }
}
export type Audit = ReturnType<typeof useAudit>

/** The newest event up to a limit, where later ones are kept as well; of these, the newest where there is no other. Null: not known yet. */
function useNewest(kept: number | null, limit: number): number | null {
  const isBeyond = kept !== null && kept > limit
  const until = { to: new Date(limit).toISOString(), offset: 0, limit: 1 }
  const { data } = useRead('audit.page', until, { enabled: isBeyond, keep: true })
  if (!isBeyond) return kept
  if (data === undefined) return null
  return data.rows[0] === undefined ? kept : Date.parse(data.rows[0].time)
}
