import { useSyncExternalStore } from 'react'

let now = Date.now()
const listeners = new Set<() => void>()
let timer: number | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) now = Date.now()
  timer ??= window.setInterval(() => {
    now = Date.now()
    for (const one of listeners) one()
  }, 30_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.clearInterval(timer)
    timer = undefined
  }
}

/** The time, renewed twice a minute, for saying how long ago something was. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now)
