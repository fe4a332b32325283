import type { Keychain } from '../../src/main/keychain/vault.ts'

/** A keychain in memory that can be made to hang, to fail, or to forget. */
export function createFakeKeychain() {
  const entries = new Map<string, string>()
  let gate: Promise<void> = Promise.resolve()
  let release = () => {}
  let problem: Error | null = null
  let locked = false
  let running = 0
  const log: string[] = []
  const watch = { most: 0 }

  async function through<T>(name: string, work: () => T): Promise<T> {
    log.push(name)
    running++
    watch.most = Math.max(watch.most, running)
    try {
      await gate
      if (problem) throw problem
      return work()
    } finally {
      running--
    }
  }

  const keychain: Keychain = {
    getPassword: (service, account) =>
      through('get', () => (locked ? null : (entries.get(`${service}/${account}`) ?? null))),
    setPassword: (service, account, secret) =>
      through('set', () => {
        if (locked) throw new Error('Cannot create an item in a locked collection')
        entries.set(`${service}/${account}`, secret)
      }),
    deletePassword: (service, account) => through('delete', () => !locked && entries.delete(`${service}/${account}`)),
  }
  return {
    keychain,
    entries,
    log,
    watch,
    hang: () => {
      gate = new Promise((resolve) => {
        release = resolve
      })
    },
    unlock: () => release(),
    /** As a locked keyring of libsecret: it knows of no entry, and keeps none. */
    lock: (now: boolean) => {
      locked = now
    },
    fail: (error: Error | null) => {
      problem = error
    },
  }
}
