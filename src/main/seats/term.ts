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
export function createTerm(options: {
  until: () => string | null
  /** The time that was seen to pass. */
  now: () => number
  /** What the clock says; left out: the same. */
  wall?: () => number
  ended: () => void
}): Term {
  const { until, now, wall = now, ended } = options
  let isOver = false
  /** Over by a clock that went ahead of the time that passed: it comes back with the right time. */
  let suspended = false
  let timer: NodeJS.Timeout | undefined

  function over(): boolean {
    const end = until()
    if (isOver || end === null) return isOver
    if (Date.parse(end) > now()) {
      const ahead = Date.parse(end) <= wall()
      // Whoever shows it hears of both: that it rests, and that it counts again.
      if (ahead !== suspended) queueMicrotask(ended)
      suspended = ahead
      return suspended
    }
    isOver = true
    clearTimeout(timer)
    // Who asked has its answer first.
    queueMicrotask(ended)
    return true
  }
  function watch(): void {
    clearTimeout(timer)
    const end = until()
    if (end === null) return
    over()
    if (isOver) return
    timer = setTimeout(watch, Math.min(Math.max(0, Date.parse(end) - now()) + 50, lookMs))
    timer.unref()
  }
  watch()
  return {
    over,
    renew() {
      isOver = false
      suspended = false
      watch()
    },
    close: () => clearTimeout(timer),
  }
}
