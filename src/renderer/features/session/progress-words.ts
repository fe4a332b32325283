import type { SyncProgress } from '../../../contract/signals.ts'
import { count } from '../../lib/words/format.ts'

const steps: Record<SyncProgress['step'], string> = {
  users: 'Reading people',
  folders: 'Reading shared folders',
  saving: 'Saving',
}

/** How far a refresh is, in words: "Reading people, 2,000 of 12,431". */
export function progressWords(progress: SyncProgress): string {
  if (progress.done === 0 && progress.total === null) return steps[progress.step]
  const done = count(progress.done)
  return progress.total === null
    ? `${steps[progress.step]}, ${done}`
    : `${steps[progress.step]}, ${done} of ${count(progress.total)}`
}
