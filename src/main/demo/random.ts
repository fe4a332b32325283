/**
 * A number from 0 to 2^32-1 that depends on nothing but its arguments: the made-up company is a function of its seed,
 * so that anything in it can be computed on demand, in any order, and again after a restart.
 */
export function mix(a: number, b: number, c = 0): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h ^= h >>> 15
  h = Math.imul(h, 0x2c1b3c6d) ^ Math.imul(c + 0x165667b1, 0x27d4eb2f)
  h ^= h >>> 13
  h = Math.imul(h, 0x297a2d39)
  h ^= h >>> 16
  return h >>> 0
}

/** As `mix`, from 0 to just below 1. */
export function unit(a: number, b: number, c = 0): number {
  return mix(a, b, c) / 4_294_967_296
}

/** A run of numbers from 0 to just below 1, the same each time for the same start. */
export type Dice = () => number

/** Dice whose throws depend on nothing but `start`. */
export function dice(start: number): Dice {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One of `list`, chosen by a number from 0 to just below 1. */
export function pick<T>(list: readonly T[], at: number): T {
  return list[Math.floor(at * list.length)] as T
}

/** Keeps a number within bounds. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
