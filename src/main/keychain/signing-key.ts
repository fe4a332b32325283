import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { signingKeyName } from './secret-names.ts'
import type { Vault } from './vault.ts'

// Who this workstation is to others: one Ed25519 key in the keychain, which signs seat files and requests to other admins.

/** Signs files that this workstation gives to others. */
export interface Signer {
  /** The public key: 32 bytes. */
  publicKey: Uint8Array
  fingerprint: string
  sign(bytes: Uint8Array): Uint8Array
}

/** Bytes before the key in a DER-encoded Ed25519 public key. */
const prefix = Buffer.from('302a300506032b6570032100', 'hex')

const raw = (key: KeyObject): Uint8Array => key.export({ format: 'der', type: 'spki' }).subarray(prefix.byteLength)

/** How people compare keys: 128 bits of the key's SHA-256, in groups of four. */
export const fingerprintOf = (publicKey: Uint8Array): string =>
  createHash('sha256')
    .update(publicKey)
    .digest('hex')
    .slice(0, 32)
    .toUpperCase()
    .replace(/(.{4})(?!$)/g, '$1 ')

/** Whether the owner of a key signed these bytes. */
export function isSigned(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.byteLength !== 32 || signature.byteLength !== 64) return false
  try {
    const key = createPublicKey({ key: Buffer.concat([prefix, publicKey]), format: 'der', type: 'spki' })
    return verify(null, bytes, key, signature)
  } catch {
    return false
  }
}

const signerWith = (key: KeyObject): Signer => {
  const publicKey = raw(createPublicKey(key))
  return { publicKey, fingerprint: fingerprintOf(publicKey), sign: (bytes) => sign(null, bytes, key) }
}

/** The identity of this workstation. */
export interface Identity {
  /** The signer, if there is one. */
  find(): Promise<Signer | null>
  /** The signer, made now if there is none. Without a keychain it lasts as long as the process. */
  need(): Promise<Signer>
}

export function createIdentity(vault: Vault): Identity {
  let passing: Signer | null = null
  async function find(): Promise<Signer | null> {
    if (passing !== null) return passing
    const kept = await vault.read(signingKeyName)
    return kept === null
      ? null
      : signerWith(createPrivateKey({ key: Buffer.from(kept, 'base64'), format: 'der', type: 'pkcs8' }))
  }
  return {
    find,
    async need() {
      const { available } = await vault.available()
      const known = available ? await find() : passing
      if (known !== null) return known
      const { privateKey } = generateKeyPairSync('ed25519')
      const made = signerWith(privateKey)
      if (available)
        await vault.write(signingKeyName, privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'))
      else passing = made
      return made
    },
  }
}
