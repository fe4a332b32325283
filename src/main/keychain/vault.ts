import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../contract/failure.ts'
import { countKeychainCall } from './pending-calls.ts'
import { keychainRefusal } from './refusals.ts'

/** Where secrets are kept between sessions. Nothing here ever falls back to a file. */
export interface Vault {
  /** The secret kept for an account; null when there is none. */
  read(account: string): Promise<string | null>
  write(account: string, secret: string): Promise<void>
  /** Forgets an account's secret; nothing happens when there is none. */
  erase(account: string): Promise<void>
  /** Whether secrets can be kept here, and if not, why, as a sentence for people. */
  available(): Promise<{ available: boolean; reason: string | null }>
}

/** What is used of keytar. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, secret: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

export interface KeytarVaultOptions {
  /** The name under which the entries stand in the keychain. */
  service: string
  /** How long one keychain call may take; a person may have to unlock the keychain meanwhile. */
  timeLimitMs?: number
  load?: () => Promise<Keychain>
  platform?: NodeJS.Platform
  env?: Record<string, string | undefined>
}

/** An entry that says nothing, by which a locked keyring is told from one without an entry. */
const alwaysThere = 'keychain/open'

const noSession =
  'This desktop session offers no keychain: there is no D-Bus session. Secrets are kept for this session only. Log in to a desktop with a keyring, then start Provost again.'

async function loadKeytar(): Promise<Keychain> {
  const module = (await import('keytar')) as unknown as { default: Keychain }
  return module.default
}

function isSocket(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isSocket() ?? false
}

/** The address of the D-Bus session, or null: without one, libsecret would wait for ever instead of failing. */
function busAddress(env: Record<string, string | undefined>): string | null {
  const given = env.DBUS_SESSION_BUS_ADDRESS
  // Chromium says "disabled:" where it found none.
  if (given && given !== 'disabled:') return given
  const folders = [env.XDG_RUNTIME_DIR, `/run/user/${process.getuid?.() ?? ''}`]
  const folder = folders.find((each) => each && isSocket(join(each, 'bus')))
  return folder ? `unix:path=${join(folder, 'bus')}` : null
}

/** Secrets in the operating system's keychain. */
export function createKeytarVault(options: KeytarVaultOptions): Vault {
  const { service, timeLimitMs = 10_000, load = loadKeytar, platform = process.platform, env = process.env } = options
  let keychain: Promise<Keychain> | null = null
  let queue: Promise<unknown> = Promise.resolve()
  /** Set while a call that ran out of time still holds its thread. */
  let stuck = false
  let probe: Promise<string | null> | null = null

  function open(): Promise<Keychain> {
    if (platform === 'linux') {
      const address = busAddress(env)
      if (!address) throw new Refusal('storage', noSession)
      // libsecret looks for the socket in fewer places than we do, and would otherwise try to start a bus of its own.
      env.DBUS_SESSION_BUS_ADDRESS = address
    }
    keychain ??= load()
    return keychain
  }

  const late = () =>
    new Refusal(
      'storage',
      `The keychain did not answer within ${Math.round(timeLimitMs / 1000)} seconds. It may be waiting to be unlocked. Unlock it, then try again.`,
    )

  async function within<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        stuck = true
        const release = () => {
          stuck = false
          probe = null
        }
        work.then(release, release)
        reject(late())
      }, timeLimitMs)
    })
    return Promise.race([work, limit]).finally(() => clearTimeout(timer))
  }

  async function ask<T>(what: string, work: (keychain: Keychain) => Promise<T>): Promise<T> {
    if (stuck) throw late()
    try {
      return await within(countKeychainCall(open().then(work)))
    } catch (problem) {
      if (problem instanceof Refusal) throw problem
      const said = String(problem instanceof Error ? problem.message : problem).slice(0, 4000)
      throw new Refusal('storage', keychainRefusal(what, said), { details: said })
    }
  }

  /** One call at a time: a keychain that hangs may hold one thread of the pool that also reads files, never all of them. */
  function inTurn<T>(what: string, work: (keychain: Keychain) => Promise<T>): Promise<T> {
    const turn = queue.then(() => ask(what, work))
    queue = turn.catch(() => undefined)
    return turn
  }

  async function get(account: string): Promise<string | null> {
    const secret = await inTurn('give the secret', (chain) => chain.getPassword(service, account))
    // What gives back what an earlier session kept need not be tried: trying takes longer than all that a start waits for.
    if (secret !== null) probe ??= Promise.resolve(null)
    return secret
  }
  const write = (account: string, secret: string) =>
    inTurn('keep the secret', (chain) => chain.setPassword(service, account, secret))
  const forget = (account: string) => inTurn('forget the secret', (chain) => chain.deletePassword(service, account))

  /**
   * A locked keyring of Linux says of every entry that there is none, and only refuses to keep one. So where an entry is not
   * found, one that is always there has to be: a key that was taken for lost would be made anew in the place of the old one.
   */
  async function requireOpen(): Promise<void> {
    if ((await get(alwaysThere)) === null)
      await inTurn('give the secret', (chain) => chain.setPassword(service, alwaysThere, 'open'))
  }
  const surely = async <T>(found: (answer: T) => boolean, work: () => Promise<T>): Promise<T> => {
    const answer = await work()
    if (platform !== 'linux' || found(answer)) return answer
    await requireOpen()
    // It may have been unlocked in between.
    return work()
  }
  const read = (account: string) =>
    surely<string | null>(
      (secret) => secret !== null,
      () => get(account),
    )
  const erase = async (account: string) => void (await surely<boolean>(Boolean, () => forget(account)))

  /** Why nothing can be kept, found by keeping, reading and forgetting something; null when it works. */
  async function problem(): Promise<string | null> {
    const account = `probe-${randomBytes(8).toString('hex')}`
    const secret = randomBytes(16).toString('hex')
    try {
      await write(account, secret)
      const kept = await read(account)
      await erase(account)
      return kept === secret
        ? null
        : 'The keychain did not give back what it was given. Secrets are kept for this session only.'
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure
      return failure.failure.details ? `${failure.message} It said: “${failure.failure.details}”.` : failure.message
    }
  }

  return {
    read,
    write,
    erase,
    async available() {
      probe ??= problem()
      const reason = await probe
      return { available: reason === null, reason }
    },
  }
}

/** Secrets in memory: for sessions without a keychain, and for those that shall leave nothing behind. */
export function createMemoryVault(reason = 'Secrets are kept in memory for this session only.'): Vault {
  const secrets = new Map<string, string>()
  return {
    read: async (account) => secrets.get(account) ?? null,
    write: async (account, secret) => void secrets.set(account, secret),
    erase: async (account) => void secrets.delete(account),
    available: async () => ({ available: false, reason }),
  }
}
