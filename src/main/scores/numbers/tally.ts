import { bandOf, rounded, usualThreshold } from '../../../contract/scores/scores.ts'

/** What the scores of some people add up to: whole numbers, so that the order of adding does not matter. */
export interface Tally {
  /** Accounts that are not disabled. */
  users: number
  /** Of these, how many have a score. */
  scored: number
  /** Of the scores, in millionths. */
  sum: number
  bands: [number, number, number, number]
  /** Below the threshold that was counted with. */
  below: number
}

const million = 1_000_000

export const emptyTally = (): Tally => ({ users: 0, scored: 0, sum: 0, bands: [0, 0, 0, 0], below: 0 })

/** Counts one person in; `score`: NaN where there is none. Days are kept with the usual threshold, whatever is chosen later. */
export function count(tally: Tally, score: number, threshold = usualThreshold): void {
  tally.users++
  if (Number.isNaN(score)) return
  tally.scored++
  tally.sum += Math.round(score * million)
  tally.bands[bandOf(score)]++
  if (score < threshold) tally.below++
}

/** Counts everybody of another tally in; nobody is in both. */
export function addTally(tally: Tally, other: Tally): void {
  tally.users += other.users
  tally.scored += other.scored
  tally.sum += other.sum
  other.bands.forEach((people, band) => {
    tally.bands[band as 0 | 1 | 2 | 3] += people
  })
  tally.below += other.below
}

/** The average to full precision; null: nobody has a score. */
export const meanOf = ({ scored, sum }: Pick<Tally, 'scored' | 'sum'>): number | null =>
  scored === 0 ? null : sum / scored / million

/** The average as it is shown. */
export const averageOf = (tally: Pick<Tally, 'scored' | 'sum'>): number | null => {
  const mean = meanOf(tally)
  return mean === null ? null : rounded(mean)
}
