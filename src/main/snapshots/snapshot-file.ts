import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { Instant } from '../../contract/model.ts'
import { longestSnapshot } from '../../contract/scores/scores.ts'
import { SnapshotBody } from '../../contract/scores/snapshot.ts'
import { Base64, openWith, PassphraseSeal, sealWith } from '../keychain/passphrase-seal.ts'
import { fingerprintOf, isSigned, type Signer } from '../keychain/signing-key.ts'

/** The most that a body may unfold to: a small file cannot fill the memory. */
const mostUnfolded = 64_000_000

const Envelope = z.strictObject({
  provost: z.literal('snapshot'),
  version: z.literal(1),
  tenant: z.string().max(200),
  created: Instant,
  expires: Instant,
  /** Null: the body is not encrypted. */
  cipher: PassphraseSeal.nullable(),
  body: Base64,
  key: Base64,
})
type Envelope = z.infer<typeof Envelope>
const Signed = Envelope.extend({ signature: Base64 })

const dayMs = 86_400_000

/** What was found out about a snapshot; `body` is there only where everything held. */
export interface OpenedSnapshot {
  state: 'valid' | 'expired' | 'altered' | 'unreadable' | 'locked' | 'newer'
  reason: string | null
  signedBy: string | null
  expires: string | null
  body: SnapshotBody | null
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
/** The parts that the passphrase's seal covers besides the body. */
const associated = ({ tenant, created, expires }: Pick<Envelope, 'tenant' | 'created' | 'expires'>): Buffer =>
  Buffer.from(JSON.stringify({ tenant, created, expires }))

/** Writes a snapshot as the text of its file: folded, encrypted where a passphrase is given, and signed as a whole. */
export function sealSnapshot(body: SnapshotBody, signer: Signer, passphrase?: string): string {
  const { tenant, created, expires } = body
  const folded = deflateRawSync(Buffer.from(JSON.stringify(body)))
  const { content, seal } =
    passphrase === undefined ? { content: folded, seal: null } : sealWith(passphrase, folded, associated(body))
  const envelope: Envelope = {
    provost: 'snapshot',
    version: 1,
    tenant,
    created,
    expires,
    cipher: seal,
    body: base64(content),
    key: base64(signer.publicKey),
  }
  const signature = base64(signer.sign(Buffer.from(JSON.stringify(envelope))))
  return `${JSON.stringify({ ...envelope, signature })}\n`
}

const unreadable = (reason: string): OpenedSnapshot => ({
  state: 'unreadable',
  reason,
  signedBy: null,
  expires: null,
  body: null,
})

/**
 * Checks and opens the text of a snapshot. Security rule: every byte counts. What was parsed is written again and has to be the same
 * text, so that nothing is in the file that the signature does not cover. Test: test/main/snapshots/file.test.ts.
 */
export function openSnapshot(
  text: string,
  { now, passphrase }: { now: number; passphrase?: string | undefined },
): OpenedSnapshot {
  if (text.length > longestSnapshot) return unreadable('This file is too large to be a snapshot.')
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return unreadable('This is not a snapshot of Provost, or it was cut short.')
  }
  const version = z.looseObject({ provost: z.literal('snapshot'), version: z.int() }).safeParse(parsed)
  if (!version.success) return unreadable('This is not a snapshot of Provost.')
  if (version.data.version > 1)
    return { ...unreadable('A newer Provost wrote this snapshot. Update Provost to open it.'), state: 'newer' }
  const signed = Signed.safeParse(parsed)
  if (!signed.success)
    return { ...unreadable('It was altered after it was signed: nothing of it is shown.'), state: 'altered' }
  const { signature, ...envelope } = signed.data
  const key = Buffer.from(envelope.key, 'base64')
  const told = { signedBy: fingerprintOf(key), expires: envelope.expires, body: null }
  const altered = {
    ...told,
    state: 'altered',
    reason: 'It was altered after it was signed: nothing of it is shown.',
  } as const
  const exact = `${JSON.stringify({ ...envelope, signature })}\n` === text && isCanonical(envelope, signature)
  if (!exact || !isSigned(key, Buffer.from(JSON.stringify(envelope)), Buffer.from(signature, 'base64'))) return altered
  if (envelope.cipher !== null && passphrase === undefined)
    return { ...told, state: 'locked', reason: 'It asks for the passphrase that it was written with.' }
  const folded = contentOf(envelope, passphrase)
  if (folded === null)
    return { ...told, state: 'locked', reason: 'The passphrase is not the one that it was written with.' }
  const body = bodyOf(folded)
  if (body === null) return { ...told, state: 'unreadable', reason: 'What it holds cannot be read.' }
  if (body.expires !== envelope.expires || body.created !== envelope.created || body.tenant !== envelope.tenant)
    return altered
  if (Date.parse(envelope.expires) <= now)
    return {
      ...told,
      body,
      state: 'expired',
      reason: `It expired on ${envelope.expires.slice(0, 10)}. Ask for a new one.`,
    }
  const reason =
    Date.parse(envelope.created) > now + dayMs
      ? `It was made on ${envelope.created.slice(0, 10)}, a day that this computer’s clock has not reached: whether it has expired cannot be told.`
      : null
  return { ...told, body, state: 'valid', reason }
}

/** Base64 can be spelt in several ways; only one is ours. */
const isCanonical = ({ cipher, body, key }: Envelope, signature: string): boolean =>
  [body, key, signature, ...(cipher === null ? [] : Object.values(cipher))].every(
    (text) => base64(Buffer.from(text, 'base64')) === text,
  )

function contentOf(envelope: Envelope, passphrase = ''): Buffer | null {
  const content = Buffer.from(envelope.body, 'base64')
  return envelope.cipher === null ? content : openWith(passphrase, content, envelope.cipher, associated(envelope))
}

function bodyOf(folded: Buffer): SnapshotBody | null {
  try {
    const body = SnapshotBody.safeParse(
      JSON.parse(inflateRawSync(folded, { maxOutputLength: mostUnfolded }).toString('utf8')),
    )
    return body.success ? body.data : null
  } catch {
    return null
  }
}
