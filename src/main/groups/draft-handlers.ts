import type { DraftStanding } from '../../contract/calls/groups.ts'
import { Refusal } from '../../contract/failure.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Kept } from '../store/kept.ts'
import type { Session } from '../tenants/session.ts'
import { keyOf } from '../text/user-key.ts'
import { draftChanges, itemKey, type KeptItem, type StandingItem, saidTwice, standingOf, withBases } from './draft.ts'
import { blocked } from './plan-group.ts'

type DraftCall = 'groups.draft' | 'groups.saveDraft' | 'groups.decideDraft' | 'groups.planDraft'

/** Handlers of drafted memberships. `room`: the open company's store of drafts. */
export function createDraftHandlers(room: () => { session: Session; kept: Kept }): HandlersOf<DraftCall> {
  // The company that is open when a call comes stays the one that it is about.
  const begin = () => {
    const { session, kept } = room()
    return {
      session,
      drafted: () => kept.get<KeptItem[]>('draft', 'memberships')?.value ?? [],
      keep: (items: readonly KeptItem[]) => kept.put('draft', 'memberships', items),
      standing: (items: readonly KeptItem[], signal: AbortSignal) =>
        inSlices(standingOf(session.directory.reads, items), signal),
    }
  }
  type Begun = ReturnType<typeof begin>
  // A draft is read, compared and written whole: one after the other.
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: (begun: Begun) => Promise<T>): Promise<T> {
    const begun = begin()
    const next = last.then(
      () => work(begun),
      () => work(begun),
    )
    last = next.catch(() => undefined)
    return next
  }

  return {
    'groups.draft': (_, signal) =>
      inTurn(async ({ drafted, standing }) => ({
        items: (await standing(drafted(), signal)).map(({ current: _, ...item }) => item),
      })),
    'groups.saveDraft': ({ items: given }, signal) =>
      inTurn(async ({ drafted, keep, standing }) => {
        refuseTwice(saidTwice(given, (one, other) => one.member === other.member && one.id === other.id))
        const items = [...new Map(given.map((item) => [itemKey(item), item])).values()]
        keep(withBases(await standing(items, signal), drafted()))
        return {}
      }),
    'groups.decideDraft': ({ choices }, signal) =>
      inTurn(async ({ drafted, keep, standing }) => {
        refuseTwice(saidTwice(choices, (one, other) => one.choice === other.choice && one.state === other.state))
        const items = drafted()
        const now = new Map((await standing(items, signal)).map((item) => [itemKey(item), item]))
        const chosen = new Map(choices.map((each) => [itemKey(each), each]))
        let [decided, again] = [0, 0]
        const left = items.flatMap((item): KeptItem[] => {
          const choice = chosen.get(itemKey(item))
          const found = now.get(itemKey(item))
          if (choice === undefined || found === undefined) return [item]
          if (choice.state !== found.state) {
            again++
            return [item]
          }
          decided++
          return choice.choice === 'theirs' ? [] : [{ ...item, base: found.current }]
        })
        keep(left)
        return { decided, again }
      }),
    'groups.planDraft': ({ limit }, signal) =>
      inTurn(async ({ session, drafted, standing }) => {
        const items = await standing(drafted(), signal)
        const changes = draftChanges(items)
        const undecided = items.filter((item) => item.standing === 'changed')
        if (changes.length + undecided.length === 0)
          throw new Refusal(
            'invalid',
            'Nothing drafted is left to do: the memberships are already as drafted, or the people are no longer there.',
          )
        const people = changes.length || new Set(undecided.map(({ username }) => keyOf(username))).size
        const left = items.filter((item) => item.standing !== 'clean').length
        const title = `Change the groups of ${people === 1 ? '1 person' : `${people.toLocaleString('en-US')} people`}${left === 0 ? '' : `, ${left} drafted left out`}`
        const further = undecided.map((item) => rowOf(session, item))
        return session.changes.plans.plan({ changes, further, reason: {}, title }, { offset: 0, limit }, signal)
      }),
  }
}

function refuseTwice(item: { username: string; group: string } | null): void {
  if (item === null) return
  const { username, group } = item
  throw new Refusal(
    'invalid',
    `The membership of ${username} in "${group.slice(0, 200)}" is given twice, with different values. Nothing was kept: give it once.`,
  )
}

const questionWords: { readonly [Q in DraftStanding['questions'][number]]: (group: string) => string } = {
  others: () => 'some of what was drafted for this person has been done by somebody else',
  'group-gone': (group) => `nobody is in "${group}" any more, so this would make it anew`,
  disabled: () => 'the account has been disabled',
  enabled: () => 'the account has been enabled',
}

/** A drafted membership that is to be decided first, as a row that says why nothing is done. */
function rowOf({ directory }: Session, { username, group, member, questions }: StandingItem) {
  const user = directory.reads.lookup([username])[0]?.[0] ?? null
  const change = {
    kind: 'groups' as const,
    username: user?.username ?? username,
    add: member ? [group] : [],
    remove: member ? [] : [group],
  }
  const why = questions.map((question) => questionWords[question](group)).join('; ')
  return blocked(
    change,
    `Left out until it is decided: since this was drafted, ${why}. Decide it where the draft is shown.`,
    user,
  )
}
