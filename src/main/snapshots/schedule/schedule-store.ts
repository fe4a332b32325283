import { z } from 'zod'
import { SnapshotSchedule } from '../../../contract/calls/snapshot-schedule.ts'
import { Day, Instant } from '../../../contract/model.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRow } from '../../store/text.ts'

const Kept = z.object({
  schedule: SnapshotSchedule.nullable(),
  last: z
    .object({
      due: Day,
      written: Instant,
      file: z.string(),
      late: z.int(),
      missed: z.int(),
      withheld: z.string().nullable(),
    })
    .nullable(),
  problem: z.string().nullable(),
})
/** What is kept of snapshots that are written by themselves. */
export type KeptSchedule = z.infer<typeof Kept>

const nothing: KeptSchedule = { schedule: null, last: null, problem: null }

/** Reads it from beside the history. */
export function readSchedule(store: Store): KeptSchedule {
  const row = store.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = 'schedule'`).get()
  if (row === undefined) return nothing
  const kept = Kept.safeParse(parseStored<unknown>(wholeRow<{ json: string }>(row).json))
  return kept.success ? kept.data : nothing
}

export function writeSchedule(store: Store, kept: KeptSchedule): void {
  store
    .prepare(
      "INSERT INTO meta (name, json) VALUES ('schedule', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
    )
    .run(JSON.stringify(kept))
}
