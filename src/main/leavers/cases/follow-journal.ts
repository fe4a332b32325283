import type { JournalLine } from '../../../contract/change.ts'
import type { Changes } from '../../changes/changes.ts'
import { inSlices } from '../../cooperative/slices.ts'
import { keyOf } from '../../text/user-key.ts'
import { type AccountEvent, eventOf, withEvent } from './account-event.ts'
import { type Case, isAnother } from './case.ts'
import type { Cases } from './case-store.ts'
import { endsOf } from './job-results.ts'
import type { Step } from './steps.ts'

/** 500: the most that one page of the journal has. */
const pageRows = 500

/** Who began a job, and what it is called. */
interface Author {
  by: string
  title: string | null
}

/**
 * Takes the journal's newest outcomes into the cases: whichever way Provost changed an account, its cases know. Doing it twice
 * changes nothing. @returns whether any case is another than before
 */
export async function takeOutcomes(cases: Cases, journal: Changes['journal']): Promise<boolean> {
  const authors = new Map<string, Author>()
  const authorOf = (job: string): Author => {
    const known = authors.get(job)
    if (known !== undefined) return known
    const { rows } = journal.page({ job, kind: 'apply', newestFirst: false, offset: 0, limit: 1 })
    const author = readAuthor(rows[0]?.data)
    authors.set(job, author)
    return author
  }
  let changed = false
  for (let place = cases.journalPlace(); ; ) {
    const page = journal.page({ kind: 'outcome', newestFirst: false, offset: place, limit: pageRows })
    // The journal is another than before, and shorter: it was lost and begun anew.
    if (page.total < place) {
      place = 0
      continue
    }
    const touched = new Map<string, Case>()
    for (const { line, event } of page.rows.flatMap(eventsOf)) {
      for (const stored of cases.ofKey(keyOf(line.change?.username ?? ''))) {
        const one = touched.get(stored.id) ?? stored
        if (line.time < one.created || isOwn(one, line.job)) continue
        const { account } = line.data
        if (typeof account === 'string' && isAnother(one, account)) continue
        const next = taking(one, { ...event, ...authorOf(line.job ?? '') })
        if (next !== one) touched.set(one.id, next)
      }
    }
    await inSlices(cases.save([...touched.values()]))
    changed ||= touched.size > 0
    if (page.rows.length > 0) cases.keepJournalPlace(place + page.rows.length)
    place += page.rows.length
    if (page.rows.length < pageRows) return changed
  }
}

type Told = { line: JournalLine; event: Omit<AccountEvent, 'by' | 'title'> }

function eventsOf(line: JournalLine): Told[] {
  if (line.change === null || line.data.outcome !== 'confirmed') return []
  const kind = eventOf(line.change.kind)
  return kind === null ? [] : [{ line, event: { kind, time: line.time, job: line.job } }]
}

/** Whether a job carries out a step of the case: what it does is known by its rows. */
const isOwn = ({ steps }: Case, job: string | null): boolean => job !== null && steps.some((step) => step.job === job)

/** The step that each kind of event is what it was to do. */
const stepKinds: Partial<Record<AccountEvent['kind'], Step['kind']>> = {
  disabled: 'disable',
  removed: 'remove',
  deleted: 'delete',
}
const isOpen = ({ state }: Step): boolean =>
  state !== 'confirmed' && state !== 'not-needed' && state !== 'sent' && state !== 'unknown'

/** A case with what another job did: a step of its own that was open is done by it; all else is noted beside the steps. Pure. */
function taking(one: Case, event: AccountEvent): Case {
  const index = one.steps.findIndex((step) => step.kind === stepKinds[event.kind] && isOpen(step))
  if (index !== -1) {
    const { time, job } = event
    const steps = one.steps.map(
      (step, at): Step =>
        at === index ? { ...step, state: 'confirmed', time, job, message: 'Done by another job of Provost.' } : step,
    )
    return { ...one, steps, ...endsOf(steps, one) }
  }
  const before = one.since ?? []
  const since = withEvent(before, event)
  return since === before ? one : { ...one, since }
}

function readAuthor(data: Record<string, unknown> | undefined): Author {
  const by = data?.by as { user?: unknown; computer?: unknown } | undefined
  const name = [by?.user, by?.computer].filter((part) => typeof part === 'string' && part !== '').join(' at ')
  return { by: name || 'Provost', title: typeof data?.title === 'string' ? data.title : null }
}
