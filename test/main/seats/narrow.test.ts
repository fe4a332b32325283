import { afterEach, describe, expect, it } from 'vitest'
import type { Refusal } from '../../../src/contract/failure.ts'
import { createIdentity } from '../../../src/main/keychain/signing-key.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import { effectiveSeat } from '../../../src/main/seats/effective.ts'
import { isWider, usualLimits } from '../../../src/main/seats/limits.ts'
import { sealSeat } from '../../../src/main/seats/seat-file.ts'
import { createSeatImport } from '../../../src/main/seats/seat-import.ts'
import { createSeats } from '../../../src/main/seats/seats.ts'
import { createTries } from '../../../src/main/seats/tries.ts'

const desk = { seat: 'help-desk' as const, limits: usualLimits['help-desk'], until: null }

describe('a seat', () => {
  it('is wider than another by anything that the other has not', () => {
    expect(isWider(desk, desk)).toBe(false)
    expect(isWider({ ...desk, limits: { ...desk.limits, kinds: ['disable'] } }, desk)).toBe(false)
    expect(isWider({ ...desk, seat: 'admin', limits: usualLimits.admin }, desk)).toBe(true)
    expect(isWider({ ...desk, seat: 'manager' }, desk)).toBe(false)
    expect(isWider({ ...desk, limits: { ...desk.limits, kinds: ['groups'] } }, desk)).toBe(true)
    expect(isWider({ ...desk, limits: { ...desk.limits, exports: true } }, desk)).toBe(true)
    expect(isWider(desk, { ...desk, limits: { ...desk.limits, cap: 3 } })).toBe(true)
    expect(isWider(desk, { ...desk, until: '2027-01-01T00:00:00.000Z' })).toBe(true)
    expect(
      isWider({ ...desk, until: '2026-12-01T00:00:00.000Z' }, { ...desk, until: '2027-01-01T00:00:00.000Z' }),
    ).toBe(false)
  })

  it('under a policy that cannot be trusted is the narrower of the two, and an admin is none', () => {
    const known = { lock: null, marked: false, keychainProblem: null, over: false }
    const seatUnder = (named: 'admin' | 'help-desk' | 'manager' | null) =>
      effectiveSeat({ ...known, policy: { path: '', found: true, policy: {}, problem: 'It is a link.', named } })
    expect(seatUnder(null)).toMatchObject({ seat: 'manager', limits: { kinds: [], exports: false } })
    expect(seatUnder('manager').seat).toBe('manager')
    expect(seatUnder('help-desk').seat).toBe('help-desk')
    expect(seatUnder('admin').seat).toBe('help-desk')
  })
})

describe('what came with a seat whose record is gone', () => {
  it('keeps the workstation narrow at once and from then on, whichever of the two marks is lost', async () => {
    const vault = createMemoryVault()
    await vault.write('t/provisioning-hash', 'seat1.AAAA')
    const marks: boolean[] = []
    const seats = await createSeats({
      vault,
      identity: { find: async () => null, need: () => Promise.reject(new Error('none')) } as never,
      // A folder that cannot be written keeps no mark.
      preferences: { seatMark: () => false, setSeatMark: (locked) => void marks.push(locked) },
      policy: { path: '', found: false, policy: {}, problem: null },
      now: () => 0,
      noteSecret: () => {},
    })
    expect(seats.effective()).toMatchObject({ seat: 'admin', by: 'open' })
    expect(await seats.vault.read('t/provisioning-hash')).toBeNull()
    expect(seats.effective()).toMatchObject({ seat: 'manager', by: 'lost', limits: { kinds: [], exports: false } })
    expect(marks).toEqual([true])
    seats.close()
  })
})

describe('a seat file under a policy that cannot be trusted', () => {
  it('is not taken, and nothing is asked of it', async () => {
    const vault = createMemoryVault()
    const signer = await createIdentity(createMemoryVault()).need()
    const about = { label: 'Desk 4', created: '2026-11-20T09:00:00.000Z', expires: '2026-11-27T09:00:00.000Z' }
    const tenant = { cid: '1', baseUrl: 'https://lastpass.com/', timeZone: 'UTC', label: 'Example Co', colour: 'blue' }
    const content = await sealSeat({ ...desk, tenant, hash: 'f00df00df00df00d' }, about, 'a passphrase', signer)
    const handlers = createSeatImport({
      seats: { policy: () => ({ policy: {}, problem: 'It is a link.' }), lock: () => null } as never,
      vault,
      tenants: { list: () => [], handlers: {} as never },
      now: () => Date.parse('2026-11-21T09:00:00Z'),
      changed: () => {},
    })
    const { signal } = new AbortController()
    expect(await handlers['seats.inspect']({ content }, signal)).toMatchObject({
      problem: expect.stringContaining('It is a link.'),
    })
    const given = { content, passphrase: 'wrong', signer: signer.fingerprint }
    await expect(async () => handlers['seats.import'](given, signal)).rejects.toMatchObject({
      failure: { code: 'not-allowed', message: expect.stringContaining('It is a link.') },
    })
    expect(await vault.read('workstation/seat-tries')).toBeNull()
  })
})

describe('wrong passphrases', () => {
  let now = 0
  afterEach(() => {
    now = 0
  })
  const about = { label: 'Desk 4', created: '2026-11-20T09:00:00.000Z', expires: '2026-11-27T09:00:00.000Z' }
  const tenant = { cid: '1', baseUrl: 'https://lastpass.com/', timeZone: 'UTC', label: 'Example Co', colour: 'blue' }

  /** An import on a workstation that has this seat, or none; how it goes with which passphrases. */
  async function importing(present: object | null) {
    const vault = createMemoryVault()
    const signer = await createIdentity(createMemoryVault()).need()
    const seat = { ...desk, limits: { ...desk.limits, exports: true } }
    const content = await sealSeat({ ...seat, tenant, hash: 'f00df00df00df00d' }, about, 'a passphrase', signer)
    const handlers = createSeatImport({
      seats: {
        policy: () => ({ policy: {}, problem: null }),
        lock: () => present && { ...desk, ...present, signer: signer.fingerprint, imported: about.created },
      } as never,
      vault,
      tenants: { list: () => [], handlers: {} as never },
      elapsed: () => now,
      now: () => Date.parse('2026-11-21T09:00:00Z'),
      changed: () => {},
    })
    const { signal } = new AbortController()
    /** Why it is not taken. */
    const refusalOf = async (passphrase: string, presentPassphrase?: string) => {
      const given = { content, passphrase, signer: signer.fingerprint, presentPassphrase }
      return Promise.resolve(handlers['seats.import'](given, signal)).then(
        () => null,
        (error: Refusal) => error.failure,
      )
    }
    return { refusalOf, counted: () => vault.read('workstation/seat-tries') }
  }

  it('of a seat file are counted, and then the right one waits too', async () => {
    const { refusalOf, counted } = await importing(null)
    for (const passphrase of ['wrong 1', 'wrong 2', 'wrong 3'])
      expect(await refusalOf(passphrase)).toMatchObject({ path: 'passphrase' })
    expect(await counted()).toBe('3')
    expect(await refusalOf('a passphrase')).toMatchObject({ code: 'rate-limited', retryAfterMs: 5000 })
  }, 60_000)

  it('are counted one after another also where many are tried at once', async () => {
    const { refusalOf, counted } = await importing(null)
    const codes = await Promise.all([1, 2, 3, 4, 5, 6].map(async (n) => (await refusalOf(`wrong ${n}`))?.code))
    expect(codes).toEqual(['invalid', 'invalid', 'invalid', 'rate-limited', 'rate-limited', 'rate-limited'])
    expect(await counted()).toBe('3')
  }, 60_000)

  it('are not asked for where the file is older than the present seat: whoever has them all does not go back', async () => {
    const { refusalOf } = await importing({ created: '2026-11-20T09:00:00.001Z', limits: usualLimits.admin })
    expect(await refusalOf('a passphrase', 'a passphrase')).toMatchObject({
      code: 'not-allowed',
      path: 'content',
      message: expect.stringContaining('was made before the one'),
    })
  }, 60_000)

  it('of the present seat are counted by who knows the passphrase of a wider file', async () => {
    const { refusalOf, counted } = await importing({})
    for (const guess of ['guess 1', 'guess 2', 'guess 3'])
      expect(await refusalOf('a passphrase', guess)).toMatchObject({ path: 'presentPassphrase' })
    expect(await counted()).toBe('3')
    expect(await refusalOf('a passphrase', 'guess 4')).toMatchObject({ code: 'rate-limited' })
  }, 60_000)

  it('are free three times, then slowed, also for who starts Provost anew, until the right one came', async () => {
    const vault = createMemoryVault()
    const tries = createTries(vault, () => now)
    for (let at = 0; at < 3; at++) {
      await tries.require()
      await tries.wrong()
    }
    await expect(tries.require()).rejects.toMatchObject({ failure: { code: 'rate-limited', retryAfterMs: 5000 } })
    now += 5000
    await tries.require()
    await tries.wrong()
    now += 9999
    await expect(tries.require()).rejects.toMatchObject({ failure: { path: 'passphrase' } })
    await expect(createTries(vault, () => now).require()).rejects.toMatchObject({ failure: { code: 'rate-limited' } })
    now += 1
    await tries.require()
    await tries.right()
    await tries.require()
    expect(await vault.read('workstation/seat-tries')).toBeNull()
  })
})
