import { ScheduleForm } from './schedule-form.tsx'

/** Snapshots that are written by themselves. */
export function SnapshotSettings() {
  return <ScheduleForm />
}
