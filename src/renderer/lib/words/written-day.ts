/** Whether a field holds a day as YYYY-MM-DD. */
export const isWrittenDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

/** What a field for a day says of what stands in it; null: it is one. */
export const dayProblem = (text: string): string | null => (isWrittenDay(text) ? null : 'Write the day as 2027-03-31.')
