import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { z } from 'zod'

/** 32 MB and about a tenth of a second for each try at a passphrase. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }

export const Base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)
/** What stands beside content that was encrypted with a passphrase. */
export const PassphraseSeal = z.strictObject({ salt: Base64, iv: Base64, tag: Base64 })
export type PassphraseSeal = z.infer<typeof PassphraseSeal>

const keyFrom = (passphrase: string, salt: Uint8Array): Buffer =>
  scryptSync(passphrase.normalize('NFC'), salt, 32, cost)

/** Encrypts content with a passphrase; `associated` is covered by the seal and stays readable. */
export function sealWith(
  passphrase: string,
  content: Uint8Array,
  associated: Uint8Array,
): { content: Buffer; seal: PassphraseSeal } {
  const [salt, iv] = [randomBytes(16), randomBytes(12)]
  const sealing = createCipheriv('aes-256-gcm', keyFrom(passphrase, salt), iv)
  sealing.setAAD(associated)
  const sealed = Buffer.concat([sealing.update(content), sealing.final()])
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return { content: sealed, seal: { salt: base64(salt), iv: base64(iv), tag: base64(sealing.getAuthTag()) } }
}

/** What `sealWith` encrypted; null: the passphrase is another one, or something was altered. */
export function openWith(
  passphrase: string,
  content: Uint8Array,
  { salt, iv, tag }: PassphraseSeal,
  associated: Uint8Array,
): Buffer | null {
  const bytes = (text: string) => Buffer.from(text, 'base64')
  try {
    const opening = createDecipheriv('aes-256-gcm', keyFrom(passphrase, bytes(salt)), bytes(iv), {
      authTagLength: 16,
    })
    opening.setAAD(associated)
    opening.setAuthTag(bytes(tag))
    return Buffer.concat([opening.update(content), opening.final()])
  } catch {
    return null
  }
}
