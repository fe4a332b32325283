import { z } from 'zod'
import { Day, Instant } from '../model.ts'

/** Days that were kept by another workstation and joined here. */
export const JoinedSource = z.object({
  /** Who wrote the file, and on which computer. */
  by: z.string(),
  /** Fingerprint of the key that signed it. */
  signedBy: z.string(),
  /** When the file was written there. */
  created: Instant,
  joined: Instant,
  /** How many days of it are shown here. */
  days: z.int(),
  from: Day,
  to: Day,
})
export type JoinedSource = z.infer<typeof JoinedSource>
