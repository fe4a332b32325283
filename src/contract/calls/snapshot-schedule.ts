import { z } from 'zod'
import { act, adminOnly, nothing, read } from '../call.ts'
import { Day, GroupName, Instant } from '../model.ts'
import { snapshotPeople } from '../scores/snapshot.ts'

const wanted = {
  every: z.enum(['week', 'month']),
  groups: z.array(GroupName).max(100).default([]),
  departments: z.array(z.string().min(1).max(300)).max(100).default([]),
  people: z.enum(snapshotPeople).default('hidden'),
  minimumGroup: z.int().min(2).max(1000).default(5),
  /** Days after which each of them expires. */
  expires: z.int().min(1).max(3650),
}

export const SnapshotSchedule = z.object({
  ...wanted,
  /** The folder into which they go, as an admin chose it on this workstation. */
  folder: z.string(),
  /** Whether each is encrypted with the passphrase that the keychain has. */
  sealed: z.boolean(),
  /** The day by whose place in the week or month they are due. */
  since: Day,
})
export type SnapshotSchedule = z.infer<typeof SnapshotSchedule>

const ScheduleState = z.object({
  /** Null: none are written by themselves. */
  schedule: SnapshotSchedule.nullable(),
  /** The day on which the next is due. */
  next: Day.nullable(),
  /** The last that was written. `late`: days after it was due, because Provost did not run or could not write; `missed`: how many before it are left out. */
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
  /** Why the one that is due could not be written; it is tried again each hour. */
  problem: z.string().nullable(),
})
export type ScheduleState = z.infer<typeof ScheduleState>

/** Snapshots that an admin's console writes by itself while it runs. */
export const snapshotScheduleCalls = {
  'snapshots.schedule': read(nothing, ScheduleState, adminOnly),
  /** Sets what is written and when; the folder is chosen in the system's dialog where there is none yet, or another is wanted. */
  'snapshots.setSchedule': act(
    () =>
      z.strictObject({
        ...wanted,
        /** Ask for a folder though there is one. */
        chooseFolder: z.boolean().default(false),
        /** Null: not encrypted; left out: as it is. It is kept in the keychain. */
        passphrase: z.string().min(8, 'A passphrase has at least 8 characters.').max(200).nullable().optional(),
      }),
    ScheduleState,
    adminOnly,
  ),
  /** Ends it, and forgets the passphrase; files that were written stay. */
  'snapshots.stopSchedule': act(nothing, ScheduleState, adminOnly),
}
