import { useSyncExternalStore } from 'react'

let opened = false
const listeners = new Set<() => void>()

/** Opens or closes the palette, from wherever: a key, the menu, the field at the top. */
export function showPalette(show: boolean): void {
  opened = show
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const usePaletteOpened = (): boolean => useSyncExternalStore(subscribe, () => opened)
