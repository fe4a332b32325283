import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { Change, PlanSource, Reason } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import { Instant } from '../../contract/model.ts'

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
  reason: Reason,
  source: PlanSource.nullable(),
  changes: z.array(Change).min(1).max(10_000),
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
})
export type AnswerFile = z.infer<typeof AnswerFile>

const Sealed = z.strictObject({ payload: z.string(), key: z.string().max(200), signature: z.string().max(200) })

/** A new signing key, as it is kept in the keychain: Ed25519, PKCS #8, base64. */
export const newSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')

const privateOf = (kept: string) => createPrivateKey({ key: Buffer.from(kept, 'base64'), format: 'der', type: 'pkcs8' })
const publicOf = (kept: string): string =>
  createPublicKey(privateOf(kept)).export({ format: 'der', type: 'spki' }).toString('base64')

/** A key in a form that two people can read to each other: 80 bits as five groups of four hexadecimal digits. */
const fingerprint = (publicKey: string): string =>
  createHash('sha256')
    .update(Buffer.from(publicKey, 'base64'))
    .digest('hex')
    .slice(0, 20)
    .replace(/(.{4})(?=.)/g, '$1-')

export const fingerprintOf = (kept: string): string => fingerprint(publicOf(kept))

/** Signs a file; the very text that was signed is in it, so that no two programs need agree on how JSON is written. */
export function seal(file: RequestFile | AnswerFile, kept: string): string {
  const payload = JSON.stringify(file)
  const signature = sign(null, Buffer.from(payload, 'utf8'), privateOf(kept)).toString('base64')
  return `${JSON.stringify({ payload, key: publicOf(kept), signature })}\n`
}

const unreadable = (why: string) =>
  new Refusal('invalid', `This is not a request that Provost can read: ${why}. Nothing was taken over.`, {
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
  if (!isSigned(sealed)) throw unreadable('it was altered after it was signed')
  const file = z.union([RequestFile, AnswerFile]).safeParse(payload)
  if (!file.success) throw unreadable('a newer Provost may have written it')
  return { file: file.data, fingerprint: fingerprint(sealed.key) }
}

function isSigned({ payload, key, signature }: z.infer<typeof Sealed>): boolean {
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
    return (
      publicKey.asymmetricKeyType === 'ed25519' &&
      verify(null, Buffer.from(payload, 'utf8'), publicKey, Buffer.from(signature, 'base64'))
    )
  } catch {
    return false
  }
}
