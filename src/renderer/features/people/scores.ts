import type { ScoreSettings } from '../../../contract/calls/scores.ts'
import type { UserFilter } from '../../../contract/model.ts'
import { usualGood, usualThreshold } from '../../../contract/scores/scores.ts'
import { useRead } from '../../lib/application/queries.ts'
import { score as scoreWords } from '../../lib/words/format.ts'
import type { Tone } from '../../ui/badge.tsx'

/** Where the company has a score begin to be fair, and good: what the words beside scores go by. */
export type ScoreBands = Pick<ScoreSettings, 'threshold' | 'goodAbove'>
export const usualBands: ScoreBands = { threshold: usualThreshold, goodAbove: usualGood }
export const useScoreBands = (): ScoreBands => useRead('scores.settings', {}).data ?? usualBands

/** How a security score is called: low below the threshold, then fair, good above the other one. */
export function scoreBand(score: number | null, { threshold, goodAbove }: ScoreBands): { word: string; tone: Tone } {
  if (score === null) return { word: 'no score yet', tone: 'slate' }
  if (score < threshold) return { word: 'low', tone: 'red' }
  if (score <= goodAbove) return { word: 'fair', tone: 'amber' }
  return { word: 'good', tone: 'green' }
}

/** The rule of the words, as a sentence. */
export const bandRule = ({ threshold, goodAbove }: ScoreBands): string =>
  threshold > goodAbove
    ? `Under ${scoreWords(threshold)} low, above good.`
    : `Under ${scoreWords(threshold)} low, to ${scoreWords(goodAbove)} fair, above good.`

/** Master-password strength comes in steps of 25. */
export function strengthWord(strength: number): string {
  if (strength < 25) return 'very weak'
  if (strength < 50) return 'weak'
  if (strength < 75) return 'fair'
  if (strength < 100) return 'strong'
  return 'very strong'
}

/** Bands of the filter menu, in the order of the facets' counts; upper bounds belong to the band. */
export const filterBands = [
  { label: '0–25', filter: { minScore: 0, maxScore: 25 } },
  { label: '26–50', filter: { aboveScore: 25, maxScore: 50 } },
  { label: '51–75', filter: { aboveScore: 50, maxScore: 75 } },
  { label: '76–100', filter: { aboveScore: 75, maxScore: 100 } },
] as const

/** The band that a score belongs to. */
export const filterBandOf = (score: number): (typeof filterBands)[number] =>
  filterBands[score <= 25 ? 0 : score <= 50 ? 1 : score <= 75 ? 2 : 3]

type Bounds = Pick<UserFilter, 'minScore' | 'maxScore' | 'aboveScore' | 'belowScore'>

/** How bounds are said: a band by its name, else in words; undefined: there are none. */
export function bandWords({ minScore, maxScore, aboveScore, belowScore }: Bounds): string | undefined {
  const band = filterBands.find(({ filter }) => {
    const one: Bounds = filter
    return (
      one.minScore === minScore &&
      one.maxScore === maxScore &&
      one.aboveScore === aboveScore &&
      one.belowScore === belowScore
    )
  })
  if (band) return band.label
  const parts = [
    minScore === undefined ? null : `at least ${minScore}`,
    aboveScore === undefined ? null : `above ${aboveScore}`,
    maxScore === undefined ? null : `at most ${maxScore}`,
    belowScore === undefined ? null : `below ${belowScore}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? undefined : parts.join(' and ')
}

/** What a security score is, for its (i). */
export const scoreExplained = {
  definition:
    'LastPass’ security score of one person, 0 to 100. It is worked out in the person’s own vault and sent at login.',
  numerator: 'How good the person’s passwords, master password and multifactor are, by LastPass’ own formula',
  denominator: '100, which needs at least 50 saved sites',
  leftOut: 'People who never logged in have none. A score of 0 can mean “no data” as often as “bad”.',
} as const
