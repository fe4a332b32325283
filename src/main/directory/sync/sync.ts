import { Refusal } from '../../../contract/failure.ts'
import type { SyncProgress } from '../../../contract/signals.ts'
import type { LastPass } from '../../lastpass/client.ts'
import type { Writer } from '../../writer/client.ts'
import type { Applied } from './apply.ts'
import type { PageCount, Problem } from './staging.ts'

/** 2,000: the largest page that LastPass' clients have been seen to use. */
const pageSize = 2000
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
    await readUsers(options)
    progress({ step: 'folders', done: 0, total: null })
    const problems = await readFolders(options)
    signal.throwIfAborted()
    progress({ step: 'saving', done: 0, total: null })
    return await writer.ask('commit', { now: new Date(now()).toISOString(), acceptFewer, problems })
  } catch (error) {
    await writer.ask('abort', {}).catch(() => {})
    if (signal.aborted) throw new Refusal('cancelled', 'The refresh was cancelled. The data is as before.')
    throw error
  }

  async function readUsers({ lastpass }: SyncOptions): Promise<void> {
    // People who come or go between two pages shift the pages: one whole second reading tells that from a short answer.
    for (let reading = 1; ; reading++) {
      await writer.ask('begin', { zone })
      const last = await readPages((pageindex) =>
        lastpass.body('getuserdata', { pagesize: pageSize, pageindex }, signal),
      )
      if (last.total === null || last.seen >= last.total) return
      if (reading === 2) {
        throw new Refusal(
          'unexpected-answer',
          `LastPass said that there are ${last.total} people but gave only ${last.seen}. Nothing was changed. Try again in a few minutes.`,
        )
      }
    }
  }

  /** Asks for the next page while the writer parses the one before. */
  async function readPages(fetchPage: (index: number) => Promise<Uint8Array>): Promise<PageCount> {
    let total: number | null = null
    let next = fetchPage(0)
    for (let index = 0; ; index++) {
      const bytes = await next
      const ahead = total !== null && (index + 1) * pageSize < total ? fetchPage(index + 1) : null
      // Its failure is told when its turn comes; until then it must not count as unhandled.
      ahead?.catch(() => {})
      const page = await parsed('users', bytes, () => fetchPage(index))
      total = page.total
      progress({ step: 'users', done: page.seen, total })
      const complete = total === null ? page.entries < pageSize : page.seen >= total
      if (complete || page.fresh === 0) return page
      signal.throwIfAborted()
      next = ahead ?? fetchPage(index + 1)
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
