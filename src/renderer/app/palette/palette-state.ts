import { useSyncExternalStore } from 'react'

let opened = false
const listeners = new Set<() => void>()
/** What was typed since the palette was asked for and before its field was there. */
let typed = ''

/** Opens or closes the palette, from wherever: a key, the menu, the field at the top. */
export function showPalette(show: boolean): void {
  if (show && !opened) document.addEventListener('keydown', keep, true)
  if (!show) takeTyped()
  opened = show
  for (const listener of listeners) listener()
}

/** A person who types at once must not have to wait for the field, nor have the letters do something else. */
function keep(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Shift' || event.isComposing) return
  event.preventDefault()
  event.stopPropagation()
  if (event.key === 'Escape') showPalette(false)
  else if (event.key === 'Backspace') typed = typed.slice(0, -1)
  else if (event.key.length === 1) typed += event.key
}

/** What was typed so far; from now on the field itself hears the keys. */
export function takeTyped(): string {
  document.removeEventListener('keydown', keep, true)
  const text = typed
  typed = ''
  return text
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const usePaletteOpened = (): boolean => useSyncExternalStore(subscribe, () => opened)
