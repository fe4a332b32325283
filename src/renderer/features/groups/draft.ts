import type { DraftItem } from '../../../contract/calls/groups.ts'
import type { Failure } from '../../../contract/failure.ts'
import { call, failureOf } from '../../lib/application/client.ts'
import { act, queryClient, readKey } from '../../lib/application/queries.ts'
import { toastFailure } from '../../lib/toast.ts'

/** Drafted memberships by person and group. */
export type Draft = ReadonlyMap<string, DraftItem>

export const draftKey = (username: string, group: string): string => `${username.toLowerCase()}\n${group}`

interface State {
  items: Draft
  past: readonly Draft[]
  future: readonly Draft[]
  loaded: boolean
  /** Why what was drafted before could not be read; null: it was, or was not asked for. */
  unread: Failure | null
}
const none: State = { items: new Map(), past: [], future: [], loaded: false, unread: null }
/** So many steps can be taken back. */
const mostSteps = 200

let state: State = none
/** The draft with its steps, as it stands. */
export const draftState = (): Readonly<State> => state
const listeners = new Set<() => void>()
function set(next: State): void {
  state = next
  for (const listener of listeners) listener()
}
export const subscribeDraft = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** How the draft stands is asked once nothing more was drafted for so long: what was ticked a moment ago seldom stands otherwise. */
const standingAfterMs = 300
let standing: ReturnType<typeof setTimeout> | undefined

let saving: Promise<unknown> = Promise.resolve()
/** One save after the other, always of the newest draft. */
function save(): void {
  const { items } = state
  saving = saving
    .then(async () => {
      if (state.items !== items) return
      await act('groups.saveDraft', { items: [...items.values()] })
      clearTimeout(standing)
      // The lists of groups are as before.
      standing = setTimeout(
        () => void queryClient.invalidateQueries({ queryKey: readKey('groups.draft', {}) }),
        standingAfterMs,
      )
    })
    .catch((error: unknown) => toastFailure('The draft was not kept', error))
}

/** Waits until what is drafted has been kept. */
export const draftSaved = (): Promise<unknown> => saving

/** A reading that is under way, and of which company's empty draft. */
let reading: { asked: Draft; done: Promise<void> } | null = null
/** Reads the draft that was kept, once for all who ask meanwhile; again once another company is open. */
export function loadDraft(): Promise<void> {
  const { items: asked } = state
  if (reading?.asked === asked) return reading.done
  const mine: typeof reading = {
    asked,
    done: read(asked).finally(() => {
      if (reading === mine) reading = null
    }),
  }
  reading = mine
  return mine.done
}

async function read(asked: Draft): Promise<void> {
  const answer = await call('groups.draft', {}).catch((error: unknown) => {
    if (state.items === asked) set({ ...state, unread: failureOf(error) })
    throw error
  })
  // Another company was opened meanwhile: it is read by whoever shows it.
  if (state.items !== asked) return
  const { items } = answer
  set({
    ...none,
    loaded: true,
    items: new Map(
      items.map(({ username, group, member, id }) => [draftKey(username, group), { username, group, member, id }]),
    ),
  })
}
/** Of another company nothing is drafted here until it is read. */
export const forgetDraft = (): void => set({ ...none, items: new Map() })

function step(items: Draft): void {
  set({ ...state, items, past: [...state.past, state.items].slice(-mostSteps), future: [] })
  save()
}

/** What somebody is to be in, beside what they are in now. */
export interface Wanted extends DraftItem {
  /** Whether the person is in the group now: what is so already needs no draft. */
  now: boolean
}

/** Drafts memberships, as one step. Before what was drafted is read nothing is: it would be kept in place of that. */
export function draftMemberships(wanted: readonly Wanted[]): void {
  if (!state.loaded) {
    loadDraft().then(
      () => state.loaded && draftMemberships(wanted),
      (error: unknown) => toastFailure('Nothing was drafted: what was drafted before could not be read', error),
    )
    return
  }
  const items = new Map(state.items)
  let changed = false
  for (const { now, ...item } of wanted) {
    const key = draftKey(item.username, item.group)
    const before = items.get(key)
    if (item.member === now) changed = items.delete(key) || changed
    else if (before?.member !== item.member) {
      items.set(key, item)
      changed = true
    }
  }
  if (changed) step(items)
}

/** Takes the last step back. */
export function undoDraft(): void {
  const before = state.past.at(-1)
  if (before === undefined) return
  set({ ...state, items: before, past: state.past.slice(0, -1), future: [state.items, ...state.future] })
  save()
}
/** Takes the step that was taken back. */
export function redoDraft(): void {
  const [next, ...rest] = state.future
  if (next === undefined) return
  set({ ...state, items: next, past: [...state.past, state.items], future: rest })
  save()
}
/** Drops everything that is drafted; it can be taken back. */
export const discardDraft = (): void => (state.items.size === 0 ? undefined : step(new Map()))
