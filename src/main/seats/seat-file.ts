import { createCipheriv, createDecipheriv, createHash, randomBytes, type ScryptOptions, scrypt } from 'node:crypto'
import { z } from 'zod'
import { SeatLimits } from '../../contract/calls/company/seats.ts'
import { Refusal } from '../../contract/failure.ts'
import { Instant, Seat } from '../../contract/model.ts'
import { fingerprintOf, isSigned, type Signer } from '../keychain/signing-key.ts'

/** What a seat file says of itself to everybody. */
const Header = z.strictObject({
  label: z.string().min(1).max(100),
  created: Instant,
  expires: Instant,
  signer: z.string(),
  salt: z.string(),
  nonce: z.string(),
})
type Header = z.infer<typeof Header>

/** What only the passphrase opens: the credential and the limits. */
const Sealed = z.strictObject({
  seat: Seat,
  limits: SeatLimits,
  until: Instant.nullable(),
  tenant: z.strictObject({
    cid: z.string().regex(/^\d{1,12}$/),
    baseUrl: z.string().max(300),
    timeZone: z.string().max(60),
    label: z.string().min(1).max(60),
    colour: z.string().max(20),
  }),
  hash: z.string().min(8).max(512),
})
export type Sealed = z.infer<typeof Sealed>

const title = 'PROVOST SEAT 1'
/** 128 MB and about half a second for each guess: what scrypt's author advises for files that must keep for years. */
const cost: ScryptOptions = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1_048_576 }

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
/** Only the one way in which bytes are written: two writings of the same bytes would let a file be altered unseen. */
function decode(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return encode(bytes) === text ? bytes : null
}

const keyFrom = (passphrase: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    // One writing for each letter, so that another keyboard's accents make the same passphrase.
    scrypt(passphrase.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key))),
  )

const noSeat = () =>
  new Refusal('invalid', 'This is not a seat file, or it was altered. Nothing was changed. Ask for a new one.', {
    path: 'content',
  })

/**
 * Security rule: the passphrase (scrypt) opens what is sealed (AES-256-GCM); the header, with the signer's key in it, is
 * sealed with it, so that nobody can sign anew what they cannot open; the signature covers both. Test: test/main/seats/seat-file.test.ts.
 */
export async function sealSeat(
  sealed: Sealed,
  about: { label: string; created: string; expires: string },
  passphrase: string,
  signer: Signer,
): Promise<string> {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const header: Header = { ...about, signer: encode(signer.publicKey), salt: encode(salt), nonce: encode(nonce) }
  const open = `${title}\n${encode(Buffer.from(JSON.stringify(header)))}`
  const cipher = createCipheriv('aes-256-gcm', await keyFrom(passphrase, salt), nonce)
  cipher.setAAD(Buffer.from(open))
  const body = Buffer.concat([cipher.update(JSON.stringify(sealed)), cipher.final(), cipher.getAuthTag()])
  const signed = `${open}\n${encode(body)}`
  return `${signed}\n${encode(signer.sign(Buffer.from(signed)))}\n`
}

interface Read {
  header: Header
  fingerprint: string
  /** What is authenticated with the sealed part. */
  open: string
  body: Buffer
}

/** Reads the outside of a seat file and checks its signature. @throws Refusal `invalid` when it is none, or altered */
export function readSeat(content: string): Read {
  const parts = /^PROVOST SEAT 1\n([A-Za-z0-9_-]+)\n([A-Za-z0-9_-]+)\n([A-Za-z0-9_-]+)\n$/.exec(content)
  if (parts === null) throw noSeat()
  const [, head = '', sealed = '', signature = ''] = parts
  const [headBytes, body, signatureBytes] = [decode(head), decode(sealed), decode(signature)]
  if (headBytes === null || body === null || signatureBytes === null) throw noSeat()
  const header = parse(Header, headBytes)
  const key = decode(header.signer)
  if (key === null || !isSigned(key, Buffer.from(`${title}\n${head}\n${sealed}`), signatureBytes)) throw noSeat()
  return { header, fingerprint: fingerprintOf(key), open: `${title}\n${head}`, body }
}

/** Opens a seat file. @throws Refusal `invalid` for a wrong passphrase, and for a file that is expired, altered or none at all */
export async function openSeat(
  content: string,
  passphrase: string,
  now: number,
): Promise<Sealed & { about: Header; fingerprint: string; proof: string }> {
  const { header, fingerprint, open, body } = readSeat(content)
  if (Date.parse(header.expires) <= now)
    throw new Refusal(
      'invalid',
      `This seat file expired on ${header.expires.slice(0, 10)}. Nothing was changed. Ask for a new one.`,
      { path: 'content' },
    )
  const [salt, nonce] = [decode(header.salt), decode(header.nonce)]
  if (salt?.byteLength !== 16 || nonce?.byteLength !== 12 || body.byteLength < 17) throw noSeat()
  const key = await keyFrom(passphrase, salt)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAAD(Buffer.from(open))
  decipher.setAuthTag(body.subarray(-16))
  let text: Buffer
  try {
    text = Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()])
  } catch {
    throw new Refusal(
      'invalid',
      'The passphrase does not open this seat file. Nothing was changed. Type it again, or ask for it.',
      {
        path: 'passphrase',
      },
    )
  }
  return { ...parse(Sealed, text), about: header, fingerprint, proof: proofOf(salt, key) }
}

const proofOf = (salt: Uint8Array, key: Uint8Array): string =>
  `${encode(salt)}.${createHash('sha256').update('provost seat proof').update(key).digest('base64url')}`

/** Whether this is the passphrase that a proof was made with. */
export async function isPassphrase(passphrase: string, proof: string): Promise<boolean> {
  const salt = decode(proof.split('.')[0] ?? '')
  return salt !== null && proofOf(salt, await keyFrom(passphrase, salt)) === proof
}

function parse<T>(schema: z.ZodType<T>, bytes: Uint8Array): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    throw noSeat()
  }
}
