import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
// The build for browsers has nothing of Node in it: the other declares a `require`, and so does the bundler.
import { Zip, ZipDeflate } from 'fflate/browser'
import type { Signer } from '../../keychain/signing-key.ts'

// A pack is a zip. Its comment, which is the end of the file, holds the key and a signature over every byte before it: so not one byte
// of the file, be it of the zip's own tables, is left out.

const mark = 'provost-evidence-pack 1'
/** Bytes of the comment: its mark, a key of 32 and a signature of 64 bytes in hexadecimal, and blanks between. */
export const sealLength = mark.length + 1 + 64 + 1 + 128
export const sealPattern = new RegExp(`^${mark} ([0-9a-f]{64}) ([0-9a-f]{128})$`)
/** What is signed for all bytes before the seal. */
export const signedText = (digest: string): Buffer => Buffer.from(`${mark}\n${digest}`)
/** Bytes of the zip's last record, which ends with the length of the comment. */
const endRecord = 22

/** One file of a pack as it was written. */
export interface PackedFile {
  name: string
  bytes: number
  sha256: string
}

/** A pack that is being written. */
export interface PackWriter {
  /** Adds a file; `fill` writes it piece by piece. */
  add(name: string, fill: (write: (text: string | Uint8Array) => Promise<void>) => Promise<void>): Promise<PackedFile>
  /** Writes the end, signed; gives the SHA-256 of the whole file. */
  finish(signer: Signer): Promise<string>
}

export function writePack(file: FileHandle, made: Date): PackWriter {
  const whole = createHash('sha256')
  /** Of the seal too: what other tools tell of the file. */
  const all = createHash('sha256')
  /** Made by the zip and not written yet. */
  let pending: Uint8Array[] = []
  let failed: Error | null = null
  const zip = new Zip((error, chunk) => {
    failed ??= error
    pending.push(chunk)
  })
  async function flush(): Promise<void> {
    if (failed !== null) throw failed
    const chunks = pending
    pending = []
    for (const chunk of chunks) {
      whole.update(chunk)
      all.update(chunk)
      await file.write(chunk)
    }
  }
  return {
    async add(name, fill) {
      const hash = createHash('sha256')
      let bytes = 0
      const entry = new ZipDeflate(name, { level: 6 })
      entry.mtime = made
      zip.add(entry)
      await fill(async (part) => {
        const piece = typeof part === 'string' ? Buffer.from(part) : part
        hash.update(piece)
        bytes += piece.byteLength
        entry.push(new Uint8Array(piece))
        await flush()
      })
      entry.push(new Uint8Array(), true)
      await flush()
      return { name, bytes, sha256: hash.digest('hex') }
    },
    async finish(signer) {
      zip.end()
      const tail = Buffer.concat(pending)
      pending = []
      if (failed !== null) throw failed
      // The last record says how long the comment after it is.
      if (tail.length < endRecord) throw new Error('The zip has no end.')
      tail.writeUInt16LE(sealLength, tail.length - 2)
      whole.update(tail)
      const signature = signer.sign(signedText(whole.digest('hex')))
      const hex = (part: Uint8Array) => Buffer.from(part).toString('hex')
      const seal = Buffer.from(`${mark} ${hex(signer.publicKey)} ${hex(signature)}`)
      await file.write(Buffer.concat([tail, seal]))
      return all.update(tail).update(seal).digest('hex')
    },
  }
}
