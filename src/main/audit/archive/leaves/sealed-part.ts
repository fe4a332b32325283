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

/** @throws DamagedLeaf when a byte is not as it was written, or it was sealed under another name */
function openPart(part: Uint8Array, name: string, key: Buffer): Buffer {
  if (part.length < nonceBytes + tagBytes) throw new DamagedLeaf('It is too short.')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, part.subarray(0, nonceBytes))
    decipher.setAAD(Buffer.from(name))
    decipher.setAuthTag(part.subarray(nonceBytes, nonceBytes + tagBytes))
    const plain = decipher.update(part.subarray(nonceBytes + tagBytes))
    const rest = decipher.final()
    return rest.length === 0 ? plain : Buffer.concat([plain, rest])
  } catch (error) {
    throw new DamagedLeaf(error instanceof Error ? error.message : String(error))
  }
}

/**
 * Opens a part and takes it apart: its head, then columns of their own buffers, which so begin at a multiple of 8, and which threads can
 * share. @throws DamagedLeaf
 */
export function readPart<Head>(part: Uint8Array, name: string, key: Buffer) {
  const plain = openPart(part, name, key)
  const headLength = Number(plain.readBigUInt64LE())
  const head = JSON.parse(plain.toString('utf8', 8, 8 + headLength)) as Head
  let at = 8 + headLength
  const take = (bytes: number): SharedArrayBuffer => {
    const shared = new SharedArrayBuffer(bytes)
    new Uint8Array(shared).set(plain.subarray(at, at + bytes))
    at += bytes
    return shared
  }
  return { head, take }
}
