import { describe, expect, it } from 'vitest'
import { bindHash } from '../../../src/main/keychain/bound-hash.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import { createSeatVault, type Lock, newLockSecret } from '../../../src/main/seats/lock.ts'

const account = 'abc/provisioning-hash'
const hash = 'f00df00df00df00df00df00df00df00d'
const lock: Lock = {
  seat: 'help-desk',
  limits: { kinds: ['disable'], exports: false, cap: null },
  until: null,
  label: 'Desk 4',
  signer: 'AAAA',
  imported: '2026-11-20T09:00:00.000Z',
  cid: '1',
  baseUrl: 'https://lastpass.com/enterpriseapi.php',
  secret: newLockSecret(),
}

async function kept(current: { lock: Lock | null; ended?: boolean }) {
  const plain = createMemoryVault()
  const noted: string[] = []
  const state = { ended: false, previous: null as Lock | null, orphans: 0, ...current }
  const vault = createSeatVault(plain, {
    lock: () => state.lock,
    previous: () => state.previous,
    orphaned: () => void state.orphans++,
    ended: () => state.ended,
    noteSecret: (secret) => noted.push(secret),
  })
  await vault.write(account, hash)
  return { plain, vault, state, noted }
}

describe('the credential of a locked seat', () => {
  it('is given under the seat, known to the redactor, and unreadable beside it', async () => {
    const { plain, vault, noted } = await kept({ lock })
    expect(await vault.read(account)).toBe(bindHash(hash, lock))
    expect(noted).toEqual([hash])
    const stored = (await plain.read(account)) ?? ''
    expect(stored).not.toContain(hash)
    expect(Buffer.from(stored.slice(6), 'base64').toString('latin1')).not.toContain(hash)
  })

  it('goes where the seat says, and is not given for another place', async () => {
    const { vault } = await kept({ lock })
    await vault.write(account, bindHash(hash, { cid: lock.cid, baseUrl: 'https://lastpass.example.com/' }))
    expect(await vault.read(account)).toBeNull()
  })

  it('is not given when the record was removed, edited, or moved to another tenant, or its time is over', async () => {
    const { plain, vault, state } = await kept({ lock })
    const edits: (Lock | null)[] = [
      null,
      { ...lock, seat: 'admin' },
      { ...lock, limits: { ...lock.limits, kinds: ['disable', 'delete'] } },
      { ...lock, until: '2030-01-01T00:00:00.000Z' },
      { ...lock, secret: newLockSecret() },
    ]
    for (const edited of edits) {
      state.lock = edited
      expect(await vault.read(account)).toBeNull()
    }
    state.lock = lock
    await plain.write('other/provisioning-hash', (await plain.read(account)) ?? '')
    expect(await vault.read('other/provisioning-hash')).toBeNull()
    state.ended = true
    expect(await vault.read(account)).toBeNull()
    state.ended = false
    // The same record with its parts in another order is the same record.
    const { secret, seat, ...rest } = lock
    state.lock = { secret, ...rest, seat }
    expect(await vault.read(account)).toBe(bindHash(hash, lock))
  })

  it('is kept as before on an open workstation, and other entries always are', async () => {
    const { plain, vault } = await kept({ lock: null })
    expect(await plain.read(account)).toBe(hash)
    expect(await vault.read(account)).toBe(hash)
    const locked = await kept({ lock })
    await locked.vault.write('abc/journal-secret', 'aa')
    expect(await locked.plain.read('abc/journal-secret')).toBe('aa')
    await locked.vault.erase(account)
    expect(await locked.vault.read(account)).toBeNull()
  })
})

describe('the key of the local data under a locked seat', () => {
  const key = 'abc/database-key'

  it('is given under the seat alone, and told where the record is gone or altered', async () => {
    const { plain, vault, state } = await kept({ lock })
    await vault.write(key, 'ab12')
    expect(await plain.read(key)).not.toContain('ab12')
    expect(await vault.read(key)).toBe('ab12')
    for (const edited of [null, { ...lock, seat: 'admin' as const }]) {
      state.lock = edited
      await expect(vault.read(key)).rejects.toMatchObject({ failure: { code: 'not-allowed' } })
    }
    expect(state.orphans).toBe(2)
  })

  it('that was there before the seat, or under the seat before it, is under this one from its first use on', async () => {
    const { plain, vault, state } = await kept({ lock: null })
    await vault.write(key, 'ab12')
    state.lock = lock
    expect(await vault.read(key)).toBe('ab12')
    expect(await plain.read(key)).not.toContain('ab12')
    state.previous = lock
    state.lock = { ...lock, label: 'Desk 5', secret: newLockSecret() }
    expect(await vault.read(key)).toBe('ab12')
    state.previous = null
    expect(await vault.read(key)).toBe('ab12')
  })
})
