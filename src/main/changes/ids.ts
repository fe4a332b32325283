import { randomBytes } from 'node:crypto'

/** A new name for a plan or a job: 96 random bits, and short, because each line of the journal carries it. */
export const newId = (): string => randomBytes(12).toString('base64url')
