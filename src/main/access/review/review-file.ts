import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ReviewLine } from '../../../contract/calls/reviews.ts'
import { fingerprintOf, isSigned, type Signer } from '../../keychain/signing-key.ts'
import type { ReviewScope } from './review-lines.ts'

/** A review as it was signed off: what was shown, what was decided, by whom. */
export interface ReviewRecord {
  review: string
  title: string
  scope: ReviewScope
  startedAt: string
  startedBy: string
  asOf: string | null
  signedAt: string
  signedBy: string
  lines: readonly ReviewLine[]
}

/** How the file of a record begins. */
export const reviewMark = '{"provost":"access-review"'

/** The digest that the journal keeps of a record. */
export const digestOf = (record: ReviewRecord): string =>
  createHash('sha256').update(JSON.stringify(record)).digest('hex')

const signedText = (digest: string): Buffer => Buffer.from(`provost-access-review\n${digest}`)
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** A record as a file, signed by this workstation. */
export function reviewFile(record: ReviewRecord, signer: Signer): string {
  const sha256 = digestOf(record)
  const signature = hex(signer.sign(signedText(sha256)))
  return JSON.stringify({
    provost: 'access-review',
    version: 1,
    record,
    sha256,
    key: hex(signer.publicKey),
    signature,
  })
}

const File = z.object({
  provost: z.literal('access-review'),
  version: z.literal(1),
  record: z.record(z.string(), z.unknown()),
  sha256: z.string(),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})

/** Checks every byte of a record's file. Needs neither a network nor a secret. */
export function checkReviewFile(text: string): { valid: boolean; reason: string | null; signedBy: string | null } {
  const wrong = (reason: string) => ({ valid: false, reason, signedBy: null })
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return wrong('It is cut off, or no record of an access review.')
  }
  const parsed = File.safeParse(given)
  // As it was written, to the byte: what reads alike need not be alike.
  if (!parsed.success || JSON.stringify(given) !== text) return wrong('It is not as Provost writes such a record.')
  const { record, sha256, key, signature } = parsed.data
  const publicKey = Buffer.from(key, 'hex')
  const digest = createHash('sha256').update(JSON.stringify(record)).digest('hex')
  if (digest !== sha256 || !isSigned(publicKey, signedText(sha256), Buffer.from(signature, 'hex')))
    return wrong('It was altered after it was signed.')
  return { valid: true, reason: null, signedBy: fingerprintOf(publicKey) }
}
