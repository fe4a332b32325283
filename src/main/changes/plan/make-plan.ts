import type { Change, ChangeKind, PlanSource, Reason } from '../../../contract/change.ts'
import { inSlices } from '../../cooperative/slices.ts'
import { lookAlikesFor } from '../../text/look-alikes.ts'
import { keyOf } from '../../text/user-key.ts'
import { newId } from '../ids.ts'
import type { Work } from '../job/context.ts'
import { movedAddress, type State, stateOf } from '../kinds/common/account-state.ts'
import { kindOf } from '../kinds/kinds.ts'
import { isDestructive, namesOf } from '../kinds/of-change.ts'
import { confirmationOf, createGuard, type Guard, type Guards } from '../safety/guards.ts'
import { titleOf } from '../words.ts'
import { evaluate, type Known, type Row } from './evaluate.ts'
import { type Impact, withNotes } from './impact-notes.ts'
import type { PlanRecord, Plans } from './store/plan-store.ts'

/** What planning needs of the rest. */
export interface Planning extends Pick<Work, 'people' | 'now' | 'store' | 'latest' | 'passwords'> {
  impact: Impact | undefined
  plans: Plans
  guards: () => Guards
  allowed: () => ReadonlySet<ChangeKind>
}

/** 72 hours: what approvals of bulk acts elsewhere last; after that the people concerned are too likely to be in another place. */
export const expiryMs = 72 * 3_600_000

/** The directory as evaluating sees it; what was read just now counts before what the store has. */
function knownFrom(people: Planning['people'], read?: ReadonlyMap<string, State | null>): Known {
  return {
    lookup: (names) =>
      people.lookup(names).map((stored, index) => {
        const fresh = read?.get((names[index] as string).toLowerCase())
        // One reading by name cannot show that two accounts have the same name.
        return fresh === undefined || stored.length > 1 ? stored.map(stateOf) : fresh === null ? [] : [stateOf(fresh)]
      }),
    groupNames: people.groupNames(),
    isUnreadable: (name) => !read?.has(name.toLowerCase()) && people.isUnreadable(name),
  }
}

/** The guards as they stand now. `ended`: keys of people who cannot log in any more, whatever the store says. */
export const guardNow = (
  { people, guards, allowed }: Pick<Planning, 'people' | 'guards' | 'allowed'>,
  ended?: ReadonlySet<string>,
): Guard =>
  createGuard({
    guards: guards(),
    admins: people.admins().filter((name) => !ended?.has(name.toLowerCase())),
    allowed: allowed(),
  })

/** Judges changes against the newest known state, guards included; what was `read` just now counts first. */
export async function evaluateNow(
  planning: Pick<Planning, 'people' | 'guards' | 'allowed'>,
  changes: readonly Change[],
  signal: AbortSignal,
  {
    read,
    ended,
    holds,
  }: {
    read?: ReadonlyMap<string, State | null>
    ended?: ReadonlySet<string>
    holds?: (username: string) => boolean
  } = {},
): Promise<Row[]> {
  const known = knownFrom(planning.people, read)
  const strange = changes
    .flatMap((change) => kindOf(change).groups(change))
    .filter((name) => !known.groupNames.has(name))
  const names = strange.length === 0 ? [] : [...new Set(strange), ...known.groupNames]
  const looksLike = await lookAlikesFor([...changes.flatMap(newAddressOf), ...names])
  return inSlices(evaluate(changes, { ...known, looksLike, holds }, guardNow(planning, ended)), signal)
}

const newAddressOf = (change: Change): string[] => {
  const address = kindOf(change).newAddress(change)
  return address === null ? [] : [address]
}

/** Makes a plan of changes and keeps it. `further`: rows that are part of it only to say why nothing is done about them. */
export async function makePlan(
  planning: Planning,
  given: {
    changes: readonly Change[]
    /** The accounts that the changes were decided for, where they were decided elsewhere. */
    accounts?: readonly (string | null)[] | undefined
    further?: readonly Omit<Row, 'row'>[]
    reason: Reason
    title?: string | undefined
    source?: PlanSource | undefined
    undoOf?: string
    /** Why the whole plan is doubtful, in a sentence. */
    doubt?: string | undefined
    request?: PlanRecord['request']
    /** What one of those who are added is to log in with first. */
    firstPassword?: { username: string; password: string } | undefined
  },
  signal: AbortSignal,
): Promise<{ plan: PlanRecord; rows: Row[] }> {
  const { people, now, plans, store, passwords } = planning
  const id = newId()
  const { firstPassword } = given
  if (firstPassword !== undefined) passwords.keep(id, firstPassword.username, firstPassword.password)
  const judged = await evaluateNow(planning, given.changes, signal, { holds: passwords.holder(id) })
  const meant = judged.map((row, index) => {
    const id = given.accounts?.[index] ?? null
    const moved = id === null || row.before === null ? null : movedAddress({ ...row.before, id }, row.before)
    return moved === null
      ? row
      : { ...row, verdict: 'blocked' as const, reason: moved, send: null, undo: null, differences: [] }
  })
  const bare = [...meant, ...(given.further ?? [])].map((row, index): Row => ({ ...row, row: index }))
  const rows = await withNotes(planning, bare, signal)
  const { source = null } = given
  const before =
    source === null
      ? undefined
      : store.prepare('SELECT CAST(entries AS INTEGER) AS entries FROM sources WHERE name = ?').get(source.name)
  const plan: PlanRecord = {
    id,
    state: 'open',
    created: now(),
    latest: planning.latest.seen(),
    title:
      given.title ??
      titleOf(
        rows.map(({ change }) => change),
        rows[0]?.before?.fullname,
      ),
    reason: given.reason,
    asOf: people.asOf(),
    accounts: people.count(),
    source,
    sourceBefore: (before as { entries: number } | undefined)?.entries ?? null,
    undoOf: given.undoOf ?? null,
    request: given.request ?? null,
    ...(given.doubt === undefined ? {} : { doubt: given.doubt }),
    ...(firstPassword === undefined ? {} : { firstPassword: true }),
  }
  await inSlices(plans.save(plan, rows), signal)
  return { plan, rows }
}

/** When the destructive rows of a plan that waits expire; null: they do not. */
export const expiryOf = (plan: PlanRecord, rows: readonly Row[]): number | null =>
  plan.state === 'kept' && rows.some((row) => row.verdict === 'change' && isDestructive(row.change))
    ? plan.created + expiryMs
    : null

/** The rows as they stand at the moment: destructive ones that waited too long are not sent any more. */
export function rowsNow(plan: PlanRecord, rows: readonly Row[], now: number): Row[] {
  const expiry = expiryOf(plan, rows)
  if (expiry === null || now < expiry) return [...rows]
  return rows.map((row) =>
    row.verdict === 'change' && isDestructive(row.change)
      ? {
          ...row,
          verdict: 'blocked',
          reason: 'This has waited for more than 72 hours. Preview it again.',
          send: null,
          undo: null,
        }
      : row,
  )
}

/** What has to be typed, said or asked of somebody else before these rows are sent. */
export function demandsOf(plan: PlanRecord, rows: readonly Row[], guards: Guards) {
  const sent = rows.flatMap((row) => (row.send === null || row.verdict !== 'change' ? [] : [row.send]))
  const admins = new Set(
    rows.filter(({ before }) => before?.admin === true).map(({ change }) => keyOf(change.username)),
  )
  const { confirm, words } = confirmationOf(sent, guards, plan.state === 'kept', admins)
  const { secondPersonAbove } = guards
  return {
    sent,
    confirm,
    words,
    reasonRequired: guards.reasonRequired,
    needsSecondPerson:
      secondPersonAbove !== null &&
      sent.filter(isDestructive).length > secondPersonAbove &&
      !(plan.request?.received === true && plan.request.decision === 'approved'),
  }
}

/** Why a whole plan must not be sent; `overridable`: unless a person says that fewer is right. */
export function stoppedBy(
  plan: PlanRecord,
  people: Planning['people'],
): { reason: string; overridable: boolean } | null {
  if (people.suspicious())
    return {
      reason:
        'LastPass last answered with suspiciously few people. Look into it and refresh before changing anything on that basis.',
      overridable: false,
    }
  const { source, sourceBefore } = plan
  if (source !== null && sourceBefore !== null && (source.entries === 0 || source.entries * 2 < sourceBefore))
    return {
      reason: `The list "${source.name}" has ${source.entries} entries; when a plan from it was last sent it had ${sourceBefore}. It may be incomplete.`,
      overridable: true,
    }
  if (plan.doubt !== undefined) return { reason: plan.doubt, overridable: true }
  if (people.count() * 2 < plan.accounts)
    return {
      reason: `There are ${people.count()} accounts now; when this was previewed there were ${plan.accounts}.`,
      overridable: true,
    }
  return null
}

/** Reads the people of these changes again. */
export const rereadFor = (
  { people }: Pick<Planning, 'people'>,
  changes: readonly Change[],
  signal: AbortSignal,
): Promise<Map<string, State | null>> => people.reread(changes.flatMap(namesOf), { signal, about: 'all' })
