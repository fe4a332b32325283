import { z } from 'zod'

/** How far a sync is; `total` is null until LastPass has said it. */
export const SyncProgress = z.object({
  step: z.enum(['users', 'folders', 'saving']),
  done: z.int(),
  total: z.int().nullable(),
})
export type SyncProgress = z.infer<typeof SyncProgress>

/** What main announces to the page. */
export const Signal = z.discriminatedUnion('name', [
  /** Reads of these families are out of date. */
  z.object({ name: z.literal('changed'), families: z.array(z.string()) }),
  z.object({ name: z.literal('sync'), progress: SyncProgress.nullable() }),
  z.object({ name: z.literal('job'), job: z.string() }),
  /** How many events an export has written so far, of how many. */
  z.object({ name: z.literal('export'), written: z.int(), total: z.int() }),
  z.object({
    name: z.literal('command'),
    command: z.enum(['palette', 'settings', 'sync', 'keys', 'back', 'forward', 'findings']),
  }),
])
export type Signal = z.infer<typeof Signal>
