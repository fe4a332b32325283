import { useEffect, useState } from 'react'

/** Whole seconds until an instant, counted down; 0 once it has passed. */
export function useSecondsUntil(instant: string | null): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (instant === null) return
    setNow(Date.now())
    const timer = window.setInterval(() => setNow(Date.now()), 250)
    return () => window.clearInterval(timer)
  }, [instant])
  return instant === null ? 0 : Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000))
}
