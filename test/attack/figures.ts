/** What a kind of attack came to; `silent`: something is another than before, and nothing says so. */
export interface Figures {
  kind: string
  tried: number
  told: number
  harmless: number
  silent: number
  internal: number
  /** Changes that the service received more than once without a person's asking, by its own count of requests. */
  sentTwice: number
  hashes: number
}

export const noFigures = (kind: string): Figures => ({
  ...{ kind, tried: 0, told: 0, harmless: 0, silent: 0, internal: 0, sentTwice: 0, hashes: 0 },
})

/** Numbers from 0 to below 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** How an attack is run. */
export interface Round {
  seed: number
  /** Epoch milliseconds after which nothing more is begun. */
  until: number
  log: (text: string) => void
}
