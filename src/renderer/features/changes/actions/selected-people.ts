import { useSyncExternalStore } from 'react'

/** The people who are selected in a list: how many, and how their user names are read. */
export interface SelectedPeople {
  selected: number
  addresses: () => Promise<string[]>
}

let now: SelectedPeople | null = null
const listeners = new Set<() => void>()
function set(next: SelectedPeople | null): void {
  now = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tells the palette who is selected; returns how to take it back. */
export function selectPeople(people: SelectedPeople): () => void {
  set(people)
  return () => {
    if (now === people) set(null)
  }
}

/** Who is selected in the list that is shown; null: nobody, or the list has no selection. */
export const useSelectedPeople = (): SelectedPeople | null => useSyncExternalStore(subscribe, () => now)
