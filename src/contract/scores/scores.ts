/** The four bands of scores: the upper edge belongs to the band, so that 25.5 is in the second and 50 as well. */
export const bandNames = ['0–25', '26–50', '51–75', '76–100'] as const

/** Which band a score is in. */
export const bandOf = (score: number): 0 | 1 | 2 | 3 => (score <= 25 ? 0 : score <= 50 ? 1 : score <= 75 ? 2 : 3)

/** A score below this is low, unless the company chose another threshold. */
export const usualThreshold = 50
/** A score above this is good, unless the company chose another one; between the two it is fair. */
export const usualGood = 75

/** A score that fell by so many points within so many days needs somebody. */
export const falling = { points: 10, days: 30 }

/** An invitation is old once it was seen so many days ago. */
export const longInvited = 30

/** One decimal, halves away from zero; the one place where a number of the scores is rounded. */
export const rounded = (value: number): number => (Math.sign(value) * Math.round(Math.abs(value) * 10 + 1e-9)) / 10

/** The score of one person, or a threshold, as it was given, in full: rounded, 49.95 would be called low and shown as 50. */
export const scoreText = (value: number): string => String(Math.round(value * 1e6) / 1e6)

/** Letters of the longest snapshot; a larger file is none. */
export const longestSnapshot = 16_000_000
