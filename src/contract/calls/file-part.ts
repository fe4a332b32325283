import { z } from 'zod'

// A call takes less than 1 MB, so a file comes in parts. It stays in memory and never touches the disk.

/** The name that a file has while it is taken. */
export const TakenFile = z.string().max(60)
/** A part of a file, as base64; `file`: null for the first one. */
export const FilePart = z.strictObject({ file: TakenFile.nullable(), base64: z.string().max(900_000) })
/** The name to go on with, and how many bytes were taken so far. */
export const TakenPart = z.object({ file: z.string(), bytes: z.int() })
