import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

// A part of a file: nonce 12 | tag 16 | AES-256-GCM. The name that it is sealed under holds what it is and its version, so that an
// older copy, or another part in its place, does not open.

/** The bytes of an authenticated file are not those that were written. */
export class DamagedLeaf extends Error {}

const nonceBytes = 12
const tagBytes = 16

/** Seals bytes that are given in pieces. */
export function sealPart(pieces: readonly Uint8Array[], name: string, key: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(name))
  const body = pieces.map((piece) => cipher.update(piece))
  body.push(cipher.final())
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body])
}

/** So many bytes are opened at a time, and put where they belong: all at once would take as much memory again. */
const openedAtOnce = 65_536
/** Where parts lie open whose columns are copied: memory that is used again need not be got. */
let desk = Buffer.alloc(0)
const largestDesk = 8 * 2 ** 20

/** Opens a part into the bytes that are given. @throws DamagedLeaf when a byte is not as it was written, or it was sealed under another name */
function openPart(part: Uint8Array, name: string, key: Buffer, plain: Uint8Array): void {
  const sealed = part.subarray(nonceBytes + tagBytes)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, part.subarray(0, nonceBytes))
    decipher.setAAD(Buffer.from(name))
    decipher.setAuthTag(part.subarray(nonceBytes, nonceBytes + tagBytes))
    for (let at = 0; at < sealed.length; at += openedAtOnce)
      plain.set(decipher.update(sealed.subarray(at, at + openedAtOnce)), at)
    decipher.final()
  } catch (error) {
    throw new DamagedLeaf(error instanceof Error ? error.message : String(error))
  }
}

/** Takes a part's columns out, one after another. */
interface PartReader<Head> {
  head: Head
  /** A column's bytes in a buffer of their own, which threads can share. */
  take(bytes: number): SharedArrayBuffer
}

/** Opens a part and takes it apart: its head, then columns, each beginning at a multiple of 8. @throws DamagedLeaf */
export function readPart<Head>(part: Uint8Array, name: string, key: Buffer): PartReader<Head> {
  const size = sizeOf(part)
  if (desk.length < size || desk.length > largestDesk) desk = Buffer.allocUnsafeSlow(size)
  const plain = desk.subarray(0, size)
  openPart(part, name, key, plain)
  const headLength = Number(plain.readBigUInt64LE())
  return {
    head: JSON.parse(plain.toString('utf8', 8, 8 + headLength)) as Head,
    take: takingFrom(plain, 8 + headLength).take,
  }
}

/**
 * The same of a part whose bytes stay where they were opened, in memory that threads share; `late`: the last member of its head, which
 * is read when it is asked for.
 */
export function openStaying<Head>(part: Uint8Array, name: string, key: Buffer, late: string) {
  const plain = Buffer.from(new SharedArrayBuffer(sizeOf(part)))
  openPart(part, name, key, plain)
  const headEnd = 8 + Number(plain.readBigUInt64LE())
  // No member before it holds a text.
  const marker = `,"${late}":`
  const lateAt = plain.indexOf(marker)
  const head = JSON.parse(`${plain.toString('utf8', 8, lateAt)}}`) as Head
  const { take, stay } = takingFrom(plain, headEnd)
  return {
    head,
    take,
    /** A column's bytes where they lie. */
    stay,
    late: (): unknown =>
      JSON.parse(
        plain
          .toString('utf8', lateAt + marker.length, headEnd)
          .trimEnd()
          .slice(0, -1),
      ),
  }
}

function sizeOf(part: Uint8Array): number {
  if (part.length < nonceBytes + tagBytes + 8) throw new DamagedLeaf('It is too short.')
  return part.length - nonceBytes - tagBytes
}

function takingFrom(plain: Buffer, begin: number) {
  let at = begin
  const stay = (bytes: number): Uint8Array => {
    at += bytes
    // Not a `Buffer`: who makes room for more makes an array of the same class.
    return new Uint8Array(plain.buffer, plain.byteOffset + at - bytes, bytes)
  }
  return {
    stay,
    take(bytes: number): SharedArrayBuffer {
      const shared = new SharedArrayBuffer(bytes)
      new Uint8Array(shared).set(stay(bytes))
      return shared
    },
  }
}
