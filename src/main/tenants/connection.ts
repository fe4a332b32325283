import { Refusal } from '../../contract/failure.ts'
import type { LastPass } from '../lastpass/client.ts'

/** The way from an open tenant to the service: it may be missing, refused or ready, and be entered anew. */
export interface Connection {
  /** The service as reads use it. @throws Refusal `not-connected` */
  lastpass(): LastPass
  /** As `lastpass`; a hash that is refused while changes are sent counts as refused everywhere. */
  noticing(): LastPass
  state(): 'ready' | 'refused' | 'missing'
  /** Why the hash that is at hand may not be used; null: it may, or there is none. */
  problem(): string | null
  /** Hears whether LastPass took the hash. */
  judged(refused: boolean): void
  /** Takes a new hash, after the caller has checked it. */
  enter(hash: string): void
  setTimeout(milliseconds: number): void
}

export function createConnection(options: {
  label: () => string
  connect: (hash: string) => LastPass
  /** Null: it is not at hand; a refusal: it may not be used. */
  hash: string | Refusal | null
  /** Whether LastPass refused it the last time. */
  refused: boolean
  /** Hears of a hash that is refused while changes are sent. */
  onRefused: () => void
}): Connection {
  const { label, connect, hash, onRefused } = options
  let { refused } = options
  // A client that cannot be made says why when it is asked for: the data at hand stays readable.
  let client: LastPass | Error | null = hash === null || hash instanceof Refusal ? hash : attempt(() => connect(hash))
  let withheld = hash instanceof Refusal ? hash : null

  function lastpass(): LastPass {
    if (client === null) {
      throw new Refusal(
        'not-connected',
        `The provisioning hash of "${label()}" is not at hand. The data shown stays readable; enter the hash to refresh it.`,
      )
    }
    if (client instanceof Error) throw client
    return client
  }

  return {
    lastpass,
    noticing() {
      const used = lastpass()
      return {
        ...used,
        send: (...sent) =>
          used.send(...sent).catch((error: unknown) => {
            if (error instanceof Refusal && error.failure.code === 'credential-refused') {
              refused = true
              onRefused()
            }
            throw error
          }),
      }
    },
    state: () => (client === null || withheld !== null ? 'missing' : refused ? 'refused' : 'ready'),
    problem: () => withheld?.message ?? null,
    judged(now) {
      refused = now
    },
    enter(next) {
      client = connect(next)
      withheld = null
      refused = false
    },
    setTimeout(milliseconds) {
      if (client !== null && !(client instanceof Error)) client.setTimeout(milliseconds)
    },
  }
}

function attempt<T>(make: () => T): T | Error {
  try {
    return make()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
