// Plain values, without schemas: both sides read labels.

/** Label of Provost's requests that only read, as LastPass' own log shows it. */
export const readingLabel = 'Provost reading'

/** Label of the requests of a job. */
export const jobLabel = (job: string): string => `Provost job ${job}`

/** What a label in LastPass' log says where it is Provost's; `job` is null for readings, and where nothing is said (older versions). */
export interface CallerLabel {
  job: string | null
}

const ours = /^provost\b(?:\s+job\s+(\S+))?/iu

/** Reads a label; null: it is not Provost's. Whoever has the provisioning hash can use any label. */
export function readCallerLabel(label: string): CallerLabel | null {
  const found = ours.exec(label.trim())
  return found === null ? null : { job: found[1] ?? null }
}
