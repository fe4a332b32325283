import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate/browser'
import { z } from 'zod'
import { checkSlice } from '../../changes/journal/slice-file.ts'
import { fingerprintOf, isSigned } from '../../keychain/signing-key.ts'
import { sealLength, sealPattern, signedText } from './pack-file.ts'

/** What checking a pack found; `reason` says what is wrong. */
export interface PackCheck {
  valid: boolean
  reason: string | null
  signedBy: string | null
}

const Manifest = z.object({
  provost: z.literal('evidence-pack'),
  version: z.literal(1),
  files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
})

const zipMark = Buffer.from('PK\u0003\u0004')
const sealMark = Buffer.from('provost-evidence-pack')

/** Whether a file is a pack by its beginning or its end. */
export const isPack = (bytes: Buffer): boolean =>
  bytes.subarray(0, 4).equals(zipMark) || bytes.subarray(-sealLength).includes(sealMark)

const wrong = (reason: string, signedBy: string | null = null): PackCheck => ({ valid: false, reason, signedBy })

/** Checks every byte of a pack against its seal, and its files against their list. Needs neither a network nor a secret. */
export function checkPack(bytes: Buffer): PackCheck {
  const seal = sealPattern.exec(bytes.subarray(-sealLength).toString('latin1'))
  if (seal === null)
    return wrong('It has no seal at its end: the file was cut off, packed again, or is no evidence pack of Provost.')
  const [, key = '', signature = ''] = seal
  const publicKey = Buffer.from(key, 'hex')
  const signedBy = fingerprintOf(publicKey)
  const digest = createHash('sha256').update(bytes.subarray(0, -sealLength)).digest('hex')
  if (!isSigned(publicKey, signedText(digest), Buffer.from(signature, 'hex')))
    return wrong(`It was altered after it was signed. ${whatIsOff(bytes)}`)
  const problem = problemOf(bytes, publicKey)
  return problem === null ? { valid: true, reason: null, signedBy } : wrong(problem, signedBy)
}

/** What of a pack does not fit its own list; null: all of it does. */
function problemOf(bytes: Buffer, publicKey: Uint8Array): string | null {
  const files = new Map(Object.entries(unzipSync(bytes)))
  const text = files.get('manifest.json')
  const signature = files.get('manifest.sig')
  if (text === undefined || signature === undefined) return 'Its list of files is missing.'
  if (!isSigned(publicKey, text, Buffer.from(Buffer.from(signature).toString('latin1').trim(), 'base64')))
    return 'Its list of files is not signed by the key that signed the pack.'
  const manifest = Manifest.parse(JSON.parse(Buffer.from(text).toString('utf8')))
  for (const { name, bytes: length, sha256 } of manifest.files) {
    const file = files.get(name)
    if (file === undefined) return `The file ${name} is missing.`
    if (file.byteLength !== length || createHash('sha256').update(file).digest('hex') !== sha256)
      return `The file ${name} is not as it was listed.`
  }
  const listed = new Set([...manifest.files.map(({ name }) => name), 'manifest.json', 'manifest.sig'])
  const more = [...files.keys()].find((name) => !listed.has(name))
  if (more !== undefined) return `The file ${more.slice(0, 100)} is not in the list of files.`
  const slice = files.get('journal.txt')
  return slice === undefined ? null : checkSlice(Buffer.from(slice).toString('utf8'))
}

/** As much as can be told of a pack whose seal does not hold: nothing of it can be relied on. */
function whatIsOff(bytes: Buffer): string {
  try {
    const seal = sealPattern.exec(bytes.subarray(-sealLength).toString('latin1'))
    return (
      problemOf(bytes, Buffer.from(seal?.[1] ?? '', 'hex')) ??
      "Its files fit their list: what was altered is the zip's own tables, or the seal."
    )
  } catch {
    return 'Its files cannot be unpacked.'
  }
}
