import { randomBytes } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { createKeytarVault, createMemoryVault, type Keychain } from '../../../src/main/keychain/vault.ts'
import { createWatchedVault } from '../../../src/main/keychain/watched-vault.ts'
import { createRedactor } from '../../../src/main/redact.ts'
import { createFakeKeychain } from '../../fakes/keychain.ts'

const refusal = (message: RegExp) =>
  expect.objectContaining({
    failure: expect.objectContaining({ code: 'storage', message: expect.stringMatching(message) }),
  })

function open(fake: { keychain: Keychain }, timeLimitMs = 10_000) {
  return createKeytarVault({
    service: 'Provost',
    timeLimitMs,
    load: async () => fake.keychain,
    env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/example' },
  })
}

describe('the keychain of this machine', () => {
  const vault = createKeytarVault({ service: `Provost test ${randomBytes(6).toString('hex')}` })

  test('keeps, gives back and forgets a secret, whatever letters it has', async () => {
    const secret = `päss "wörd" 密碼 ${'x'.repeat(1000)}`
    expect(await vault.read('hash:example')).toBeNull()
    await vault.write('hash:example', secret)
    expect(await vault.read('hash:example')).toBe(secret)
    await vault.write('hash:example', 'another')
    expect(await vault.read('hash:example')).toBe('another')
    await vault.erase('hash:example')
    expect(await vault.read('hash:example')).toBeNull()
    await vault.erase('hash:example')
  })

  test('is found to work by trying', async () => {
    expect(await vault.available()).toEqual({ available: true, reason: null })
  })
})

describe('without a D-Bus session on Linux', () => {
  const env = { XDG_RUNTIME_DIR: '/nowhere' }

  test('the keychain is not even loaded: it would hang', async () => {
    const load = vi.fn(async () => createFakeKeychain().keychain)
    vi.spyOn(process, 'getuid').mockReturnValue(4_000_000)
    const vault = createKeytarVault({ service: 'Provost', load, platform: 'linux', env })
    expect(await vault.available()).toEqual({ available: false, reason: expect.stringMatching(/no D-Bus session/) })
    await expect(vault.read('a')).rejects.toEqual(refusal(/no D-Bus session/))
    await expect(vault.write('a', 'secret')).rejects.toEqual(refusal(/no D-Bus session/))
    expect(load).not.toHaveBeenCalled()
  })

  test('what Chromium says where it found none is no session either', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(4_000_000)
    const vault = createKeytarVault({
      service: 'Provost',
      load: async () => createFakeKeychain().keychain,
      platform: 'linux',
      env: { ...env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' },
    })
    await expect(vault.read('a')).rejects.toEqual(refusal(/no D-Bus session/))
  })

  test('other platforms do not need one', async () => {
    const fake = createFakeKeychain()
    const vault = createKeytarVault({ service: 'Provost', load: async () => fake.keychain, platform: 'darwin', env })
    expect(await vault.available()).toEqual({ available: true, reason: null })
  })
})

describe('a keychain that does not answer', () => {
  test('is given up after the limit, and not asked again while its thread hangs', async () => {
    const fake = createFakeKeychain()
    const vault = open(fake, 20)
    fake.hang()
    await expect(vault.read('a')).rejects.toEqual(refusal(/did not answer within/))
    await expect(vault.write('a', 'secret')).rejects.toEqual(refusal(/did not answer within/))
    await expect(vault.erase('a')).rejects.toEqual(refusal(/did not answer within/))
    expect(fake.log).toEqual(['get'])
  })

  test('is asked again once it has answered after all, and found available', async () => {
    const fake = createFakeKeychain()
    const vault = open(fake, 20)
    fake.hang()
    expect(await vault.available()).toEqual({
      available: false,
      reason: expect.stringMatching(/waiting to be unlocked/),
    })
    fake.unlock()
    await expect.poll(() => vault.available()).toEqual({ available: true, reason: null })
    await vault.write('a', 'secret')
    expect(await vault.read('a')).toBe('secret')
  })

  test('never holds more than one thread', async () => {
    const fake = createFakeKeychain()
    const vault = open(fake)
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((account) => vault.write(account, account)))
    expect(fake.watch.most).toBe(1)
    expect(fake.entries.size).toBe(5)
  })
})

describe('a locked keyring, which knows of no entry', () => {
  test('is told from one without the entry: nothing is taken for lost, or for erased', async () => {
    const fake = createFakeKeychain()
    const vault = open(fake)
    await vault.write('key', 'old')
    fake.lock(true)
    await expect(vault.read('key')).rejects.toEqual(refusal(/is locked.*Unlock it/))
    await expect(vault.erase('key')).rejects.toEqual(refusal(/is locked.*Unlock it/))
    fake.lock(false)
    expect(await vault.read('key')).toBe('old')
    expect(await vault.read('other')).toBeNull()
    fake.lock(true)
    await expect(vault.read('other')).rejects.toEqual(refusal(/is locked/))
    fake.lock(false)
    await vault.erase('other')
    await vault.erase('key')
    expect(await vault.read('key')).toBeNull()
  })

  test('is asked again when it was unlocked meanwhile', async () => {
    const fake = createFakeKeychain()
    const vault = open({
      keychain: {
        ...fake.keychain,
        async setPassword(...entry) {
          fake.lock(false)
          await fake.keychain.setPassword(...entry)
        },
      },
    })
    await vault.write('key', 'old')
    fake.lock(true)
    expect(await vault.read('key')).toBe('old')
  })
})

describe('a keychain that refuses', () => {
  test.each([
    ['Cannot create an item in a locked collection', /is locked.*Unlock it/],
    ['Prompt dismissed', /is locked.*Unlock it/],
    ['User interaction is not allowed.', /is locked.*Unlock it/],
    ['The name org.freedesktop.secrets was not provided by any .service files', /No keychain answers.*Log in/],
    ['Could not connect: No such file or directory', /No keychain answers.*Log in/],
    ['A specified logon session does not exist. It may already have been terminated.', /No keychain answers.*Log in/],
    ['libsecret-1.so.0: cannot open shared object file: No such file or directory', /library.*Install it/],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', /no keyring yet.*Make one/],
    ['The stub received bad data.', /^The keychain refused to keep the secret\. Look at it/],
  ])('says of “%s” what to do next', async (said, words) => {
    const fake = createFakeKeychain()
    fake.fail(new Error(said))
    await expect(open(fake).write('a', 'secret')).rejects.toEqual(refusal(words))
  })

  test('is told in words, with its own words as details', async () => {
    const fake = createFakeKeychain()
    fake.fail(new Error('Cannot create an item in a locked collection'))
    const vault = open(fake)
    await expect(vault.write('a', 'secret')).rejects.toMatchObject({
      failure: {
        code: 'storage',
        message: expect.stringMatching(/^The keychain is locked, so it did not keep the secret\. Unlock it/),
        details: 'Cannot create an item in a locked collection',
      },
    })
    expect(await vault.available()).toEqual({ available: false, reason: expect.stringMatching(/locked collection/) })
  })

  test('does not spoil the turn of the next caller', async () => {
    const fake = createFakeKeychain()
    const vault = open(fake)
    fake.fail(new Error('busy'))
    await expect(vault.read('a')).rejects.toEqual(refusal(/refused to give/))
    fake.fail(null)
    expect(await vault.read('a')).toBeNull()
  })

  test('cannot be loaded: that is a refusal too', async () => {
    const vault = createKeytarVault({
      service: 'Provost',
      load: async () => {
        throw new Error('libsecret-1.so.0: cannot open shared object file')
      },
      platform: 'darwin',
    })
    expect(await vault.available()).toEqual({ available: false, reason: expect.stringMatching(/libsecret/) })
  })
})

describe('the probe', () => {
  test('leaves nothing behind and is made once', async () => {
    const fake = createFakeKeychain()
    const vault = open(fake)
    await vault.available()
    await vault.available()
    expect(fake.log).toEqual(['set', 'get', 'delete'])
    expect(fake.entries.size).toBe(0)
  })

  test('is not made where the keychain gave what was kept earlier, and is made where it had nothing', async () => {
    const fake = createFakeKeychain()
    await open(fake).write('key', 'old')
    fake.log.length = 0
    const vault = open(fake)
    expect(await vault.read('key')).toBe('old')
    expect(await vault.available()).toEqual({ available: true, reason: null })
    expect(fake.log).toEqual(['get'])

    const empty = createFakeKeychain()
    const other = createKeytarVault({ service: 'Provost', load: async () => empty.keychain, platform: 'darwin' })
    expect(await other.read('key')).toBeNull()
    await other.available()
    expect(empty.log).toEqual(['get', 'set', 'get', 'delete'])
  })

  test('finds a keychain that accepts everything and keeps nothing', async () => {
    const fake = createFakeKeychain()
    const vault = open({ keychain: { ...fake.keychain, setPassword: async () => {} } })
    expect(await vault.available()).toEqual({ available: false, reason: expect.stringMatching(/did not give back/) })
  })
})

test('a vault in memory keeps secrets apart, forgets them, and says what it is', async () => {
  const vault = createMemoryVault()
  await vault.write('a', 'one')
  await vault.write('b', 'two')
  await vault.erase('a')
  expect(await vault.read('a')).toBeNull()
  expect(await vault.read('b')).toBe('two')
  expect((await vault.available()).available).toBe(false)
})

test('the redactor knows every secret that passes a watched vault', async () => {
  const redactor = createRedactor()
  const inner = createMemoryVault()
  await inner.write('old', 'kept-before')
  const vault = createWatchedVault(inner, redactor)
  await vault.write('new', 'just-entered')
  await vault.read('old')
  expect(redactor.text('kept-before just-entered')).toBe('[secret] [secret]')
})
