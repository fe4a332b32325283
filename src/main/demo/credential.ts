import { mix } from './random.ts'

/** What a made-up company is told apart by, and what opens it: no secret, because it opens nothing but this company. */
export interface DemoCredential {
  cid: string
  hash: string
}

/** The credential of the company of this size and seed, after its hash was made anew so often. */
export function demoCredential({ people, seed }: { people: number; seed: number }, resets = 0): DemoCredential {
  if (!Number.isInteger(people) || people < 20 || people > 100_000)
    throw new RangeError(`a demo company has 20 to 100,000 people, not ${people}`)
  return {
    cid: String(10_000_000 + (mix(seed, 1, people) % 90_000_000)),
    hash: [2, 3, 4, 5]
      .map((n) =>
        mix(seed, n + 10 * resets, people)
          .toString(16)
          .padStart(8, '0'),
      )
      .join(''),
  }
}
