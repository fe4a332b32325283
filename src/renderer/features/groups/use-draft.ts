import { useEffect, useSyncExternalStore } from 'react'
import { type Draft, draftState, loadDraft, subscribeDraft } from './draft.ts'

/** The empty draft that one was asked for in place of: another one once another company is open. */
let askedFor: Draft | undefined

/** Reads the draft where it is not here yet. `again`: also where that was tried in vain, as it is not for each row of a table. */
function useLoaded(again: boolean): void {
  const loaded = useSyncExternalStore(subscribeDraft, () => draftState().loaded)
  useEffect(() => {
    const { items } = draftState()
    if (loaded || (askedFor === items && !again)) return
    askedFor = items
    // A banner says what went wrong.
    loadDraft().catch(() => undefined)
  }, [loaded, again])
}

/** The draft that every place shares. */
export function useDraft(): Draft {
  useLoaded(true)
  return useSyncExternalStore(subscribeDraft, () => draftState().items)
}

const counts = new WeakMap<Draft, Map<string, { plus: number; minus: number }>>()
/** How many groups each person would gain and lose, by lower-case user name; counted once for each draft. */
function countsOf(draft: Draft): ReadonlyMap<string, { plus: number; minus: number }> {
  const known = counts.get(draft)
  if (known !== undefined) return known
  const all = new Map<string, { plus: number; minus: number }>()
  for (const { username, member } of draft.values()) {
    const own = all.get(username.toLowerCase()) ?? { plus: 0, minus: 0 }
    own[member ? 'plus' : 'minus']++
    all.set(username.toLowerCase(), own)
  }
  counts.set(draft, all)
  return all
}

/** "+2 −1": how many groups are drafted for somebody to gain and lose; empty: none. */
export function useDraftedMark(username: string): string {
  return useDrafted((draft) => {
    const own = countsOf(draft).get(username.toLowerCase())
    if (own === undefined) return ''
    return [own.plus > 0 && `+${own.plus}`, own.minus > 0 && `−${own.minus}`].filter(Boolean).join(' ')
  }, false)
}

/** Something of the draft: who asks is drawn anew only when it changes. */
export function useDrafted<T extends string | number | boolean>(of: (draft: Draft) => T, again = true): T {
  useLoaded(again)
  return useSyncExternalStore(subscribeDraft, () => of(draftState().items))
}
