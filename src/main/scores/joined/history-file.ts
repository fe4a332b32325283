import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Day, Instant } from '../../../contract/model.ts'
import { Base64, openWith, PassphraseSeal, sealWith } from '../../keychain/passphrase-seal.ts'
import { fingerprintOf, isSigned, type Signer } from '../../keychain/signing-key.ts'

/** How every such file begins. */
export const historyMark = '{"provost":"history"'
/** The most bytes that a file may have. */
export const longestHistory = 200_000_000
const longestHeader = 16_384

const About = z.strictObject({
  provost: z.literal('history'),
  version: z.literal(1),
  tenant: z.string().max(300),
  /** The company's account number in LastPass. */
  cid: z.string().max(20),
  /** The zone whose calendar its days are of. */
  zone: z.string().max(100),
  /** Who wrote it, and on which computer. */
  by: z.string().max(600),
  created: Instant,
  days: z.int().min(1),
  from: Day,
  to: Day,
})
/** What stands readable at the beginning of a history's file. */
export type About = z.infer<typeof About>
const Header = About.extend({
  cipher: PassphraseSeal,
  /** SHA-256 of all that follows the header. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  key: Base64,
})
const Signed = Header.extend({ signature: Base64 })

/** The encrypted content of a file, and what its header says of it. */
export interface SealedContent {
  content: Uint8Array
  cipher: PassphraseSeal
  digest: string
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** The company is covered by the passphrase's seal too. */
const associated = ({ cid, created }: Pick<About, 'cid' | 'created'>) => Buffer.from(JSON.stringify({ cid, created }))

/** Encrypts what a file holds. */
export function sealContent(
  folded: Uint8Array,
  about: Pick<About, 'cid' | 'created'>,
  passphrase: string,
): SealedContent {
  const { content, seal } = sealWith(passphrase, folded, associated(about))
  return { content, cipher: seal, digest: digestOf(content) }
}

/** The first line of a file: it is about all that follows. */
export function signHeader(about: About, { cipher, digest }: SealedContent, signer: Signer): string {
  const header: z.infer<typeof Header> = {
    ...about,
    ...{ cipher, digest, key: Buffer.from(signer.publicKey).toString('base64') },
  }
  const signature = Buffer.from(signer.sign(Buffer.from(JSON.stringify(header)))).toString('base64')
  return `${JSON.stringify({ ...header, signature })}\n`
}

/** What was found out about a file; `about` and `signedBy` are there only where every byte is as it was signed. */
export type OpenedHistory =
  | { state: 'whole'; about: About; signedBy: string; open(passphrase: string): Buffer | null }
  | { state: 'altered' | 'newer' | 'unreadable'; reason: string }

const unreadable = (reason: string) => ({ state: 'unreadable' as const, reason })

/**
 * Checks a history's file. Security rule: every byte counts. The header has to be spelt as it is signed, and what follows it has to be
 * what it names. Test: test/main/scores/joined.test.ts.
 */
export function openHistory(bytes: Uint8Array): OpenedHistory {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = file.subarray(0, longestHeader).indexOf(10)
  if (end < 0) return unreadable('This is not a history of scores, or it was cut short.')
  const line = file.toString('utf8', 0, end)
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return unreadable('This is not a history of scores, or it was altered at its very beginning.')
  }
  const version = z.looseObject({ provost: z.literal('history'), version: z.int() }).safeParse(parsed)
  if (!version.success) return unreadable('This is not a history of scores.')
  if (version.data.version > 1)
    return { state: 'newer', reason: 'A newer Provost wrote this history. Update Provost to join it.' }
  const altered = { state: 'altered' as const, reason: 'It was altered after it was signed: nothing of it is joined.' }
  const signed = Signed.safeParse(parsed)
  if (!signed.success) return altered
  const { signature, ...header } = signed.data
  const content = file.subarray(end + 1)
  const key = Buffer.from(header.key, 'base64')
  const isCanonical = [header.key, signature, ...Object.values(header.cipher)].every(
    (text) => Buffer.from(text, 'base64').toString('base64') === text,
  )
  if (
    !isCanonical ||
    JSON.stringify({ ...header, signature }) !== line ||
    !file.subarray(0, end).equals(Buffer.from(line)) ||
    !isSigned(key, Buffer.from(JSON.stringify(header)), Buffer.from(signature, 'base64')) ||
    digestOf(content) !== header.digest
  )
    return altered
  const { cipher, digest: _, key: __, ...about } = header
  return {
    state: 'whole',
    about,
    signedBy: fingerprintOf(key),
    open: (passphrase) => openWith(passphrase, content, cipher, associated(about)),
  }
}
