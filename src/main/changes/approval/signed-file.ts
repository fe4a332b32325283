import { z } from 'zod'
import { Change, PlanSource, Reason } from '../../../contract/change.ts'
import { Refusal } from '../../../contract/failure.ts'
import { Instant } from '../../../contract/model.ts'
import { fingerprintOf, isSigned, type Signer } from '../../keychain/signing-key.ts'

/** What one admin asks another to decide and to send. */
export const RequestFile = z.strictObject({
  provost: z.literal('change-request'),
  version: z.literal(1),
  id: z.string().min(1).max(60),
  cid: z.string().max(20),
  from: z.string().max(300),
  created: Instant,
  expires: Instant,
  title: z.string().max(200),
  /** By which both journals close it; older files have none. */
  number: z.string().max(20).optional(),
  /** The fingerprint of the one workstation that may run it; null or left out: any admin's. */
  runner: z.string().max(100).nullable().optional(),
  reason: Reason,
  source: PlanSource.nullable(),
  changes: z.array(Change).min(1).max(10_000),
  /** LastPass' number of the account behind each change; null: an invitation, or nobody yet. Older files have none. */
  accounts: z.array(z.string().max(40).nullable()).max(10_000).optional(),
})
export type RequestFile = z.infer<typeof RequestFile>

/** What became of a request. */
export const AnswerFile = z.strictObject({
  provost: z.literal('change-answer'),
  version: z.literal(1),
  request: z.string().min(1).max(60),
  cid: z.string().max(20),
  from: z.string().max(300),
  decided: Instant,
  decision: z.enum(['approved', 'rejected']),
  reason: z.string().max(1000),
  number: z.string().max(20).optional(),
})
export type AnswerFile = z.infer<typeof AnswerFile>

const Sealed = z.strictObject({ payload: z.string(), key: z.string().max(200), signature: z.string().max(200) })

/** Signs a file; the very text that was signed is in it, so that no two programs need agree on how JSON is written. */
export function seal(file: RequestFile | AnswerFile, signer: Signer): string {
  const payload = JSON.stringify(file)
  const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return `${JSON.stringify({ payload, key: encode(signer.publicKey), signature: encode(signer.sign(Buffer.from(payload, 'utf8'))) })}\n`
}

const unreadable = (why: string) =>
  new Refusal('invalid', `This is not a request that Provost can read: ${why}. Nothing was imported.`, {
    path: 'text',
  })

/**
 * Checks a file's signature and reads it.
 * @throws Refusal `invalid` when it is no such file, or was altered after it was signed
 */
export function unseal(text: string): { file: RequestFile | AnswerFile; fingerprint: string } {
  let sealed: z.infer<typeof Sealed>
  let payload: unknown
  try {
    sealed = Sealed.parse(JSON.parse(text))
    payload = JSON.parse(sealed.payload)
  } catch {
    throw unreadable('it is damaged or something else')
  }
  const key = Buffer.from(sealed.key, 'base64')
  if (!isSigned(key, Buffer.from(sealed.payload, 'utf8'), Buffer.from(sealed.signature, 'base64')))
    throw unreadable('it was altered after it was signed')
  const file = z.union([RequestFile, AnswerFile]).safeParse(payload)
  if (!file.success) throw unreadable('a newer Provost may have written it')
  return { file: file.data, fingerprint: fingerprintOf(key) }
}
