import { ScheduleForm } from './schedule-form.tsx'
import { ScoreHistory } from './score-history.tsx'

/** Snapshots that are written by themselves, and the history that they are made of. */
export function SnapshotSettings() {
  return (
    <>
      <ScheduleForm />
      <ScoreHistory />
    </>
  )
}
