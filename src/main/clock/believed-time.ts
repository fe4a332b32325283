import { uptime } from 'node:os'

/** Milliseconds since the computer was started, its sleep included, whatever its clock is set to. */
export const sinceStart = (): number => uptime() * 1000

/** The time that passes by a clock that a test moves: its steps forward, added up. */
export function onward(now: () => number): () => number {
  let [last, sum] = [now(), 0]
  return () => {
    const time = now()
    sum += Math.max(0, time - last)
    last = time
    return sum
  }
}

/** The network corrects a clock by less, a little at a time. */
const toleranceMs = 60_000

/** A clock, as far as it goes with the time that passes. */
export interface BelievedTime {
  /** Epoch milliseconds: what the clock says, unless it went ahead of the time that passed since Provost was started. */
  time(): number
  /** How many milliseconds the clock is ahead of that; 0: it is not, or by less than the network corrects. */
  ahead(): number
}

/** A clock that was wrong when this was made is not found out: there is nothing to compare it with. */
export function createBelievedTime(now: () => number, passed: () => number = sinceStart): BelievedTime {
  let wall = now()
  let began = passed()
  function look(): { time: number; ahead: number } {
    const time = now()
    const elapsed = passed()
    const expected = wall + (elapsed - began)
    if (time > expected + toleranceMs) return { time: expected, ahead: time - expected }
    // Two clocks drift apart: where they agree, they are compared from there on.
    if (time >= expected - toleranceMs) [wall, began] = [time, elapsed]
    return { time, ahead: 0 }
  }
  return { time: () => look().time, ahead: () => look().ahead }
}
