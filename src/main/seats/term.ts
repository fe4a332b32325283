/** The time of a seat: it may have an end. */
export interface Term {
  /** Whether it is over. Once it is, no clock that is set back brings it back, until another seat comes. */
  over(): boolean
  /** Another seat, or none, counts from now on. */
  renew(): void
  close(): void
}

/** 30 seconds: timers stand still while a computer sleeps and do not follow a clock that is set, so the clock itself is looked at. */
const lookMs = 30_000

/** Watches the end of a seat. `until`: when it is; null: it has none. `ended` is told once, at that moment or when the clock is seen to be past it. */
export function createTerm(options: { until: () => string | null; now: () => number; ended: () => void }): Term {
  const { until, now, ended } = options
  let isOver = false
  let timer: NodeJS.Timeout | undefined

  function over(): boolean {
    const end = until()
    if (isOver || end === null || Date.parse(end) > now()) return isOver
    isOver = true
    clearTimeout(timer)
    // Who asked has its answer first.
    queueMicrotask(ended)
    return true
  }
  function watch(): void {
    clearTimeout(timer)
    const end = until()
    if (end === null || over()) return
    timer = setTimeout(watch, Math.min(Math.max(0, Date.parse(end) - now()) + 50, lookMs))
    timer.unref()
  }
  watch()
  return {
    over,
    renew() {
      isOver = false
      watch()
    },
    close: () => clearTimeout(timer),
  }
}
