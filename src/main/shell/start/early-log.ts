import type { Log } from '../../ports.ts'
import type { Report } from '../guards.ts'

/** A report that can be made before there is a log: what is said early is written once the log is open. */
export interface EarlyReport {
  report: Report
  attach(log: Log): void
}

/** More than this many lines before the log opens is a page in a loop, not news. */
const mostEarly = 200

/** Guards stand before the log does, because loading the log would delay the window. */
export function createEarlyReport(): EarlyReport {
  const early: [string, Record<string, unknown>?][] = []
  let log: Log | null = null
  return {
    report(message, more) {
      if (log) log.warn(message, more)
      else if (early.length < mostEarly) early.push([message, more])
    },
    attach(opened) {
      log = opened
      for (const [message, more] of early.splice(0)) opened.warn(message, more)
    },
  }
}
