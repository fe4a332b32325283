import { randomUUID } from 'node:crypto'
import type { ChangeKind } from '../../../contract/change.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { Changes } from '../../changes/changes.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { Reads } from '../../directory/reads.ts'
import { personTitle } from '../../text/names/person-title.ts'
import { folderRights, type Leaving } from '../impact/impact-view.ts'
import type { Batch, Case } from './case.ts'
import type { Cases, PlanLink } from './case-store.ts'
import { leavingWords } from './choices.ts'
import { gatherNext, type Next, notePlan, unplan } from './next-step.ts'
import { type Choice, makeSteps, type Step, titleOf } from './steps.ts'
import { undoableJobs } from './undo-case.ts'

/** Why people leave. */
export interface Wish extends Choice {
  reason: string | null
  ticket: string | null
  requestedBy: string | null
  requestedAt: string | null
  /** The list that they come from, so that one that has shrunk stops the plan; null: no list. */
  source: { name: string; entries: number } | null
}

interface Options {
  cases: Cases
  changes: Pick<Changes, 'plans' | 'jobs'>
  reads: () => Reads
  allowed: () => ReadonlySet<ChangeKind>
  /** Who works here, and with which seat. */
  operator: () => { operator: string; seat: string }
  now: () => number
}

/** Starting, planning and sending of batches. The caller sees to it that one works at a time. */
export interface Batches {
  start(
    leaving: Leaving,
    wish: Wish,
    signal: AbortSignal,
  ): Promise<{ batch: string; plan: string | null; cases: number }>
  next(
    batch: string,
    signal: AbortSignal,
  ): Promise<{ plan: string | null; people: number; held: { username: string; reason: string }[] }>
  apply(batch: string, confirm: string | undefined, signal: AbortSignal): Promise<{ job: string }>
  undo(one: Case, signal: AbortSignal): Promise<string[]>
  /** Closes cases; plans that wait with them in are dropped, the others can be planned again. */
  close(ids: readonly string[], reason: string): Promise<void>
}

const namesOf = (people: readonly { username: string; fullname: string }[]): string =>
  people.length === 1 && people[0] !== undefined
    ? personTitle(people[0])
    : `${people.length.toLocaleString('en-US')} leavers`

/** 5,000: ten times what is ever left at once; more would make a plan that nobody can read. */
const mostPeople = 5000

export function createBatches({ cases, changes, reads, allowed, operator, now }: Options): Batches {
  const time = () => new Date(now()).toISOString()
  const reasonOf = ({ reason, ticket, requestedBy }: Pick<Wish, 'reason' | 'ticket' | 'requestedBy'>) => ({
    ...(reason === null ? {} : { reason }),
    ...(ticket === null ? {} : { ticket }),
    ...(requestedBy === null ? {} : { requestedBy }),
  })

  function require(...kinds: ChangeKind[]): void {
    const missing = kinds.find((kind) => !allowed().has(kind))
    if (missing !== undefined)
      throw new Refusal(
        'not-allowed',
        `This workstation's seat does not allow changes of the kind "${missing}". An admin seat can make them.`,
      )
  }

  /** Previews everybody's next step; null where nobody has one. */
  async function planNext(next: Next, batch: Batch, source: Wish['source'], signal: AbortSignal) {
    if (next.changes.length === 0) return null
    return changes.plans.plan(
      {
        changes: next.changes,
        accounts: next.steps.map(({ one }) => one.account ?? null),
        reason: reasonOf(batch),
        title: planTitle(next, batch),
        ...(source === null ? {} : { source }),
      },
      { offset: 0, limit: 10_000 },
      signal,
    )
  }

  /** A plan is called by the step that it sends, not by where the leaving ends. */
  function planTitle({ steps }: Next, batch: Batch): string {
    const titles = new Set(steps.map(({ one, index }) => titleOf(one.steps[index] as Step)))
    const [title] = titles
    return (titles.size === 1 ? `${title}: ${namesOf(steps.map(({ one }) => one))}` : batch.title).slice(0, 200)
  }

  const sendable = (preview: Awaited<ReturnType<Changes['plans']['plan']>>) =>
    preview.rows.some(({ verdict }) => verdict === 'change')

  function discard(plan: string): void {
    try {
      changes.plans.discard(plan)
    } catch (error) {
      // A plan that is not there any more needs no discarding.
      if (!(error instanceof Refusal && error.failure.code === 'not-found')) throw error
    }
  }

  /** Drops the plans of a batch that were not sent. */
  async function drop(batch: string): Promise<void> {
    for (const link of cases.links(batch)) {
      if (!waits(link)) continue
      discard(link.plan)
      await inSlices(cases.save(unplan(await inSlices(cases.ofBatch(batch)), link.plan)))
      cases.link({ ...link, open: false })
    }
  }

  return {
    async start({ people }, wish, signal) {
      require('disable', ...(wish.action === 'disable' ? [] : [wish.action]), ...(wish.removeFromGroups
        ? (['groups'] as const)
        : []))
      if (people.length === 0)
        throw new Refusal(
          'invalid',
          'Nobody is left to disable: all of them are disabled already, or not in the data at hand.',
          { path: 'usernames' },
        )
      if (people.length > mostPeople)
        throw new Refusal(
          'invalid',
          `At most ${mostPeople.toLocaleString('en-US')} people can leave at once. Split the list.`,
          { path: 'usernames' },
        )
      const { source, ...given } = wish
      const created = time()
      const batch: Batch = {
        ...given,
        ...operator(),
        id: randomUUID(),
        title: `${leavingWords[wish.action]}: ${namesOf(people.map(({ user }) => user))}`,
        created,
        people: people.length,
      }
      const folders = folderRights(
        reads(),
        people.map(({ at }) => at),
      )
      const made = people.map(
        ({ at, user }): Case => ({
          id: randomUUID(),
          batch: batch.id,
          username: user.username,
          account: user.id,
          fullname: user.fullname,
          created,
          wasAdmin: user.admin,
          lastLoginBefore: user.lastLogin,
          groupsBefore: [...user.groups],
          foldersBefore: folders.get(at) ?? [],
          steps: makeSteps(wish, user.groups),
          disabled: null,
          ended: null,
          undo: [],
          lastCheck: null,
          closed: null,
        }),
      )
      const next = gatherNext(made, batch)
      const preview = await planNext(next, batch, source, signal)
      const noted = preview === null ? made : notePlan(next, preview.plan, preview.rows, created)
      await inSlices(cases.add(batch, noted))
      if (preview === null || !sendable(preview)) return { batch: batch.id, plan: null, cases: made.length }
      cases.link({ plan: preview.plan, batch: batch.id, purpose: 'step', job: null, open: true })
      return { batch: batch.id, plan: preview.plan, cases: made.length }
    },
    async next(id, signal) {
      const batch = cases.batch(id)
      // A newer plan takes the place of one that was not sent.
      await drop(id)
      const next = gatherNext(await inSlices(cases.ofBatch(id)), batch)
      const preview = await planNext(next, batch, null, signal)
      const noted = notePlan(
        preview === null ? { ...next, steps: [] } : next,
        preview?.plan ?? '',
        preview?.rows ?? [],
        time(),
      )
      await inSlices(cases.save(noted))
      const plan = preview !== null && sendable(preview) ? preview.plan : null
      if (plan !== null) cases.link({ plan, batch: id, purpose: 'step', job: null, open: true })
      return {
        plan,
        people: next.steps.length,
        held: next.held.map(({ one, reason }) => ({ username: one.username, reason })),
      }
    },
    async apply(id, confirm, signal) {
      const batch = cases.batch(id)
      const link = cases.links(id).findLast(waits)
      if (link === undefined)
        throw new Refusal('conflict', 'No plan for these leavers is waiting to be sent. Plan the next step first.')
      const { job } = await changes.plans.apply(
        { plan: link.plan, ...(confirm === undefined ? {} : { confirm }), ...reasonOf(batch) },
        signal,
      )
      cases.link({ ...link, job, open: true })
      return { job }
    },
    async close(ids, reason) {
      const found = ids.map((id) => cases.one(id))
      const under = found.find(({ steps }) =>
        steps.some(({ state, job }) => job !== null && (state === 'planned' || state === 'sent')),
      )
      if (under !== undefined)
        throw new Refusal(
          'conflict',
          `The change of ${under.username} is being sent. Wait for it, or cancel the job first.`,
        )
      for (const batch of new Set(found.map((one) => one.batch))) await drop(batch)
      const closed = { time: time(), by: operator().operator, reason }
      await inSlices(cases.save(ids.map((id) => ({ ...cases.one(id), closed }))))
    },
    async undo(one, signal) {
      const undo: Case['undo'] = []
      for (const job of undoableJobs(one)) {
        const { plan } = await changes.jobs.undo({ job, usernames: [one.username] }, signal)
        undo.push({ plan, job: null, confirmed: null })
      }
      await inSlices(cases.save([{ ...one, undo }]))
      for (const { plan } of undo) cases.link({ plan, batch: one.batch, purpose: 'undo', job: null, open: true })
      return undo.map(({ plan }) => plan)
    },
  }
}

/** Whether a plan is a step that was not sent. */
export const waits = ({ purpose, job, open }: PlanLink): boolean => purpose === 'step' && job === null && open
