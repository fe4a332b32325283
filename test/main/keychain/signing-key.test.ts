import { describe, expect, it } from 'vitest'
import { createIdentity, isSigned } from '../../../src/main/keychain/signing-key.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import { createKeptVault } from '../../harness/application.ts'

const bytes = Buffer.from('a file')

describe('the identity of a workstation', () => {
  it('is one key, made when it is first needed, and the same after a restart', async () => {
    const vault = createKeptVault()
    expect(await createIdentity(vault).find()).toBeNull()
    const made = await createIdentity(vault).need()
    const found = await createIdentity(vault).find()
    expect(found?.fingerprint).toBe(made.fingerprint)
    expect(made.fingerprint).toMatch(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/)
    expect(isSigned(made.publicKey, bytes, found?.sign(bytes) ?? new Uint8Array())).toBe(true)
    expect(isSigned((await createIdentity(createKeptVault()).need()).publicKey, bytes, made.sign(bytes))).toBe(false)
  })

  it('lasts as long as the process where there is no keychain, and is written nowhere', async () => {
    const vault = createMemoryVault()
    const identity = createIdentity(vault)
    const made = await identity.need()
    expect((await identity.need()).fingerprint).toBe(made.fingerprint)
    expect(await createIdentity(vault).find()).toBeNull()
  })
})
