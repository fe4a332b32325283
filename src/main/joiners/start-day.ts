import { createHash } from 'node:crypto'
import type { Returned } from '../../contract/calls.ts'
import { Change } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import { computerDay } from '../clock/calendar-day.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Session } from '../tenants/session.ts'
import type { Room, Rooms } from './joiners-room.ts'

type StartCall = 'joiners.waiting' | 'joiners.approveStart'
type Plan = Returned<'changes.preview'>

/** A joiner whose plan waits for the start date. */
export interface WaitingJoiner {
  username: string
  fullname: string
  day: string
  approval?: Approval
  /** Why the last approval does not count any more. */
  asks?: string
}

/** What was approved beforehand: exactly this, by this seat. */
interface Approval {
  at: string
  digest: string
  seat: string
}

interface StartDayOptions {
  /** The open company; null: none. */
  current: () => Session | null
  now: () => number
  /** Who works here, for the journal. */
  actor: () => Record<string, unknown>
  /** What this workstation is and may do, as text: an approval is another one's when it differs. */
  seat: () => string
  /** Why the computer's clock is not believed; null: it is. */
  clockProblem: () => string | null
  changed: () => void
}

/** Data older than this say too little of who has the address and which groups there are. */
const oldestMs = 24 * 3_600_000
/** Looked at so often whether somebody's day has come. */
const tickMs = 30_000

/** Stands for all that a preview says of its rows: a row that would be sent otherwise, warned of or weighed otherwise is another one. */
const digestOf = ({ rows }: Pick<Plan, 'rows'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        rows.map(({ change, verdict, warning, reason, differences, account, notes = [] }) => [
          change,
          verdict,
          warning,
          reason,
          differences,
          account,
          notes.map(({ code, message }) => [code, message]),
        ]),
      ),
    )
    .digest('hex')

/** Why a plan cannot be approved beforehand; null: it can. */
function demandOf({ counts, confirm, reasonRequired, reason, needsSecondPerson, stopped }: Plan): string | null {
  if (stopped !== null) return stopped
  if (counts.change === 0 || counts.blocked > 0) return 'The plan has changes that cannot be made as it stands.'
  if (confirm !== null) return 'Sending it needs something to be typed.'
  if (needsSecondPerson) return 'Sending it needs a second person.'
  const gave = [reason.reason, reason.ticket].some((text) => (text ?? '').trim() !== '')
  return reasonRequired && !gave ? 'Sending it needs a reason.' : null
}

/** Joiners who wait for their day: those whose going was approved beforehand go by themselves, while changes are enabled. */
export function createStartDay({ room, settings }: Rooms, options: StartDayOptions) {
  const { current, now, actor, seat, clockProblem, changed } = options
  const { signal } = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  /** The day that was begun last. */
  let lastDay = computerDay(now())

  /** The change of a plan that waits, previewed anew; the preview is not kept. */
  async function previewOf({ session }: Room, plan: string): Promise<Plan> {
    const range = { offset: 0, limit: 100 }
    const kept = await session.changes.handlers['changes.plan']({ plan, ...range }, signal)
    const given = {
      changes: kept.rows.map(({ change }) => Change.parse(change)),
      reason: kept.reason,
      title: kept.title,
    }
    const fresh = await session.changes.plans.plan(given, range, signal)
    session.changes.plans.discard(fresh.plan)
    return fresh
  }

  /** Why an approved joiner does not go by itself; null: everything is as it was approved. */
  async function differs(open: Room, plan: string, { digest, seat: before }: Approval): Promise<string | null> {
    if (before !== seat()) return 'The seat or the person at this workstation is another one than when it was approved.'
    const asOf = open.session.directory.meta()?.asOf ?? null
    if (asOf === null || now() - Date.parse(asOf) > oldestMs) return 'The data at hand is older than a day.'
    const fresh = await previewOf(open, plan)
    if (digestOf(fresh) !== digest)
      return 'Something is no longer as it was approved: the address, a group, or what is known of them.'
    return demandOf(fresh)
  }

  async function goThrough(open: Room): Promise<void> {
    const { kept, session } = open
    const { changes } = session
    if (!settings().sendOnStartDate || changes.writing.until() === null) return
    // Nobody goes on a day that only a wrong clock says it is.
    if (clockProblem() !== null) return
    const { plans } = await changes.handlers['changes.waiting']({}, signal)
    const there = new Set(plans.map(({ plan }) => plan))
    const today = computerDay(now())
    for (const { key: plan, value } of kept.all<WaitingJoiner>('waiting')) {
      const { approval, day, username } = value
      if (approval === undefined || day > today || !there.has(plan)) continue
      let why: string | null
      let job: string | null = null
      try {
        why = await differs(open, plan, approval)
        if (why === null) job = (await changes.plans.apply({ plan }, signal)).job
      } catch (error) {
        why = error instanceof Refusal ? error.failure.message : String(error)
      }
      // Whichever way: an approval is used once.
      const { approval: _, ...rest } = value
      if (why === null) kept.remove('waiting', plan)
      else kept.put('waiting', plan, { ...rest, asks: why } satisfies WaitingJoiner)
      changes.note('start-day', { plan, username, day, approved: approval.at, job, ...(why === null ? {} : { why }) })
      changed()
    }
  }

  /** Looks whether somebody's day has come. On another day others are due, whoever goes by themselves. */
  function look(): Promise<void> {
    const session = current()
    const today = computerDay(now())
    if (today !== lastDay) changed()
    lastDay = today
    if (session === null) return Promise.resolve()
    running ??= goThrough(room())
      .catch(() => undefined)
      .finally(() => {
        running = null
      })
    return running
  }

  const handlers: HandlersOf<StartCall> = {
    'joiners.waiting': async () => {
      const { kept, session: open } = room()
      const { plans } = await open.changes.handlers['changes.waiting']({}, signal)
      const there = new Set(plans.map(({ plan }) => plan))
      const today = computerDay(now())
      const rows = kept.all<WaitingJoiner>('waiting').flatMap(({ key, value }) => {
        if (!there.has(key)) {
          kept.remove('waiting', key)
          return []
        }
        const { approval, asks = null, ...rest } = value
        return [{ plan: key, ...rest, due: value.day <= today, approved: approval?.at ?? null, asks }]
      })
      return {
        rows: rows.sort((a, b) => (a.day < b.day ? -1 : 1)).slice(0, 200),
        bySetting: settings().sendOnStartDate,
      }
    },
    'joiners.approveStart': async ({ plan, approve }) => {
      const open = room()
      const { kept, session } = open
      const found = kept.get<WaitingJoiner>('waiting', plan)
      if (found === null) throw new Refusal('not-found', 'This joiner does not wait any more.', { path: 'plan' })
      const { approval: before, asks: _, ...rest } = found.value
      if (approve) {
        session.changes.writing.require()
        if (!settings().sendOnStartDate)
          throw new Refusal(
            'conflict',
            'Sending automatically on the start date is turned off in the rules of joiners.',
          )
        const fresh = await previewOf(open, plan)
        const demand = demandOf(fresh)
        if (demand !== null) throw new Refusal('conflict', `This cannot be approved beforehand. ${demand}`)
        const approval = { at: new Date(now()).toISOString(), digest: digestOf(fresh), seat: seat() }
        kept.put('waiting', plan, { ...rest, approval } satisfies WaitingJoiner)
        const changes = fresh.rows.map(({ change }) => change)
        session.changes.note('start-approved', { plan, username: rest.username, day: rest.day, changes, by: actor() })
        return { approved: approval.at }
      }
      kept.put('waiting', plan, rest)
      if (before !== undefined)
        session.changes.note('start-approved', {
          plan,
          username: rest.username,
          day: rest.day,
          taken: true,
          by: actor(),
        })
      return { approved: null }
    },
  }
  return {
    handlers,
    look,
    watch() {
      timer = setInterval(() => void look(), tickMs)
      timer.unref()
    },
    close: () => clearInterval(timer),
  }
}
