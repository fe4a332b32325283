import { Refusal } from '../../../contract/failure.ts'
import type { SyncProgress } from '../../../contract/signals.ts'
import type { LastPass } from '../../lastpass/client.ts'
import type { Writer } from '../../writer/client.ts'
import type { Applied } from './apply.ts'
import { type Held, readPeoplePages } from './people-pages.ts'
import type { PageCount, Problem } from './staging.ts'

/** How often an answer that was cut off or garbled is asked for again. */
const attempts = 3

interface SyncOptions {
  lastpass: LastPass
  writer: Writer
  zone: string
  acceptFewer: boolean
  now: () => number
  signal: AbortSignal
  progress: (progress: SyncProgress) => void
}

/**
 * Reads people, groups, invitations and shared folders, and makes them the state of the store as a whole: a run that
 * fails, is cut off or cancelled leaves the store as it was.
 */
export async function runSync(options: SyncOptions): Promise<Applied> {
  const { writer, zone, acceptFewer, now, signal, progress } = options
  try {
    const { held } = await readUsers(options)
    progress({ step: 'folders', done: 0, total: null })
    const problems = await readFolders(options)
    signal.throwIfAborted()
    progress({ step: 'saving', done: 0, total: null })
    const commit = (asked: boolean) =>
      writer.ask('commit', { now: new Date(now()).toISOString(), acceptFewer, problems, asked, held })
    const applied = await commit(false)
    if (applied.kind !== 'missing') return applied
    await askFor(applied.usernames, options)
    return (await commit(true)) as Applied
  } catch (error) {
    await writer.ask('abort', {}).catch(() => {})
    if (signal.aborted) throw new Refusal('cancelled', 'The refresh was cancelled. The data is as before.')
    throw error
  }

  async function readUsers({ lastpass }: SyncOptions): Promise<{ held: Held }> {
    return readPeoplePages({
      signal,
      restart: () => writer.ask('begin', { zone }),
      fetch: (window) => lastpass.body('getuserdata', window, signal),
      async take(bytes, again) {
        const page = await parsed('users', bytes, again)
        progress({ step: 'users', done: page.seen, total: page.total })
        return page
      },
    })
  }

  /** Nobody is called gone whom LastPass knows when it is asked for them alone. */
  async function askFor(usernames: readonly string[], { lastpass }: SyncOptions): Promise<void> {
    for (const username of usernames) {
      const ask = () => lastpass.body('getuserdata', { username }, signal)
      await parsed('users', await ask(), ask)
    }
  }

  /** What is to be told of the folders besides what each record says. */
  async function readFolders({ lastpass }: SyncOptions): Promise<Problem[]> {
    const fetchFolders = () => lastpass.body('getsfdata', 'all', signal)
    try {
      await parsed('folders', await fetchFolders(), fetchFolders)
      return []
    } catch (error) {
      // Some accounts may not ask for shared folders: people are worth having all the same, and the folders at hand stay.
      if (!(error instanceof Refusal) || error.failure.code !== 'service-refused') throw error
      const words = error.failure.details ? `: ${error.failure.details.replace(/[.\s]+$/, '').slice(0, 300)}` : ''
      return [
        {
          what: 'folder',
          id: 'all',
          reason: `LastPass does not give the shared folders${words}. Those at hand are from an earlier refresh.`,
        },
      ]
    }
  }

  /** Has the writer parse a body; one that was cut off or garbled is fetched again. */
  async function parsed(
    operation: 'users' | 'folders',
    first: Uint8Array,
    again: () => Promise<Uint8Array>,
  ): Promise<PageCount> {
    let bytes = first
    for (let attempt = 1; ; attempt++) {
      try {
        return await writer.ask(operation, { bytes }, [bytes.buffer as ArrayBuffer])
      } catch (error) {
        const garbled = error instanceof Refusal && error.failure.code === 'unexpected-answer'
        if (!garbled || attempt === attempts) throw error
        bytes = await again()
      }
    }
  }
}
