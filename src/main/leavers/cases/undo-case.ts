import { type Case, endedAt, latestOf, undoneAt } from './case.ts'

/** The jobs whose undo brings the account back as it was, the disabling first. */
export function undoableJobs(one: Case): string[] {
  const latest = latestOf(one)
  const made = one.steps.filter(
    ({ kind, state, job }) => (kind === 'disable' || kind === 'groups') && state === 'confirmed' && job !== null,
  )
  // Who was disabled again by another job is brought back from that one; the groups were given back before.
  if (latest?.kind === 'disabled') return latest.job === null ? [] : [latest.job]
  return made.flatMap(({ job }) => job ?? [])
}

/** Why a case cannot be undone; null: it can. */
export function undoProblem(one: Case): string | null {
  if (endedAt(one) !== null) return 'The account was removed or deleted; that cannot be undone from here.'
  if (undoneAt(one) !== null) return 'Already undone: the account was enabled again.'
  const latest = latestOf(one)
  if (latest?.kind === 'disabled')
    return latest.job === null
      ? 'The account was disabled again outside Provost, so there is no job to undo. It can be enabled in Users.'
      : null
  if (latest !== null) return 'The account was changed outside Provost since, so there is nothing to undo here.'
  const step = one.steps.find(({ kind }) => kind === 'disable')
  if (step?.state !== 'confirmed' || step.job === null) return 'Nothing that could be undone is confirmed yet.'
  if (one.undo.some(({ job }) => job !== null)) return 'An undo is under way.'
  return null
}
