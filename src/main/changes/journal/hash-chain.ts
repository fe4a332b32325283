import { hash } from 'node:crypto'

/** What the first line has in the place of the line before. */
export const beginning = '0'.repeat(64)

/** The hash of a line: over the hash of the line before and the line itself, so that none can be altered, moved or left out alone. */
export const hashLine = (previous: string, body: string): string => hash('sha256', `${previous}\n${body}`)

/** Seals texts with a secret, so that nobody without it can make a chain that looks right. */
export type Sealer = (text: string) => string

/** 64 bytes: the block that HMAC-SHA256 works in. */
const block = 64
/** Texts up to so many bytes are sealed without room of their own: a hash has 64. */
const usual = 256

/**
 * HMAC-SHA256 under a secret of at most 64 bytes, as hex. Written out over one-shot hashes because Node's own HMAC objects cost
 * ten times as much, and a journal is checked line by line; the test compares the two.
 */
export function createSealer(secret: Uint8Array): Sealer {
  if (secret.length === 0 || secret.length > block) throw new Error('a secret of 1 to 64 bytes is needed')
  const inner = Buffer.alloc(block, 0x36)
  const outer = Buffer.alloc(block, 0x5c)
  for (const [index, byte] of secret.entries()) {
    inner[index] = 0x36 ^ byte
    outer[index] = 0x5c ^ byte
  }
  const innerText = Buffer.concat([inner, Buffer.alloc(usual)])
  const outerHash = Buffer.concat([outer, Buffer.alloc(32)])
  return (text) => {
    const bytes = innerText.write(text, block, 'utf8')
    // A longer text, and one whose last letter has no room, is put together anew.
    const given =
      bytes < usual - 4 ? innerText.subarray(0, block + bytes) : Buffer.concat([inner, Buffer.from(text, 'utf8')])
    hash('sha256', given, 'buffer').copy(outerHash, block)
    return hash('sha256', outerHash)
  }
}

/** What is sealed about the end of the journal. */
export const headText = (seq: number, last: string): string => `head ${seq} ${last}`
