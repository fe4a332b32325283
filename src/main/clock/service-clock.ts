import { sinceStart } from './believed-time.ts'

/** 5 minutes: clocks that nobody sets by hand are apart by less. */
const clearlyMs = 5 * 60_000
/** Answers whose times are apart by more than this, beyond the time between them, do not agree. */
const agreeMs = 60_000

/** The time as the service's answers tell it, beside the computer's clock. */
export interface ServiceClock {
  /**
   * Takes in the Date of an answer that came just now, `tookMs` after its request left; null or odd: it says nothing. Whether `problem`
   * says another thing since.
   */
  heard(date: string | null, tookMs: number): boolean
  /** Epoch milliseconds that it is at least; 0: not known. */
  atLeast(): number
  /** What is to be said of the computer's clock where it is clearly off; null: it is not, or nothing is known. */
  problem(): string | null
}

/** When the service answered, on a clock that nobody sets: between `from` and `to` at the moment `at`. */
interface Seen {
  from: number
  to: number
  at: number
}

/** The one form in which HTTP gives a date, to whole seconds; null: another one, or a day that there is none of. */
function parseDate(text: string | null): number | null {
  const time = Date.parse(text ?? '')
  return Number.isFinite(time) && new Date(time).toUTCString() === text ? time : null
}

/**
 * Compares the clock of the computer with the Date of the service's answers; two in a row have to agree, so that one odd answer says
 * nothing.
 * Security rule: what ends by a certain time may end earlier by it, never later: nothing is opened by a Date that is missing, odd or a lie.
 * Test: test/main/clock/service-clock.test.ts.
 */
export function createServiceClock({
  now,
  passed = sinceStart,
}: {
  now: () => number
  passed?: (() => number) | undefined
}): ServiceClock {
  let known: Seen | null = null
  let candidate: Seen | null = null
  let last = 0

  const agree = (one: Seen, other: Seen): boolean => {
    const between = other.at - one.at
    return one.from + between <= other.to + agreeMs && other.from <= one.to + between + agreeMs
  }
  /** Milliseconds by which the clock is clearly behind, or below zero ahead; 0: it is not. */
  function behind(): number {
    if (known === null) return 0
    const since = passed() - known.at
    const time = now()
    const [late, early] = [known.from + since - time, time - (known.to + since)]
    return late > clearlyMs ? late : early > clearlyMs ? -early : 0
  }

  return {
    heard(date, tookMs) {
      const time = parseDate(date)
      if (time === null) return false
      const seen = { from: time, to: time + 1000 + tookMs, at: passed() }
      if (candidate !== null && agree(candidate, seen)) known = seen
      candidate = seen
      const before = last
      last = Math.sign(behind())
      return last !== before
    },
    atLeast: () => (known === null ? 0 : known.from + (passed() - known.at)),
    problem: () => offInWords(behind()),
  }
}

function inWords(ms: number): string {
  const [unit, length] =
    ms < 2 * 3_600_000 ? ['minutes', 60_000] : ms < 48 * 3_600_000 ? ['hours', 3_600_000] : ['days', 86_400_000]
  return `${Math.round(ms / (length as number)).toLocaleString('en-US')} ${unit}`
}

function offInWords(behindMs: number): string | null {
  if (behindMs === 0) return null
  return behindMs > 0
    ? `This computer's clock is ${inWords(behindMs)} behind the time in LastPass' answers. A seat's end and the 72 hours of waiting plans count by LastPass' time; times in the journal and in lists are this computer's. Correct the clock.`
    : `This computer's clock is ${inWords(-behindMs)} ahead of the time in LastPass' answers. By it, a seat and waiting plans would expire too early; times in the journal and in lists are this computer's. Correct the clock.`
}
