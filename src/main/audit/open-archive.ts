import { Worker } from 'node:worker_threads'
import type { Session } from '../tenants/session.ts'
import { callThread, type ThreadCalls } from '../threads/thread-calls.ts'
import type { AuditOperations } from './protocol.ts'

export type ArchiveThread = ThreadCalls<AuditOperations>

/** A fetch that is under way. Instants in UTC seconds. */
export interface Fetching {
  from: number
  to: number
  downTo: number
  received: number
  stop: AbortController
  /** Nobody asked for it: a person's own fetch goes first. */
  byItself: boolean
  ended: Promise<void>
}

/** The archive of one open tenant. */
export interface OpenArchive {
  /** The thread, which is started when it is needed and ends when nobody has asked it anything for some minutes. */
  thread: () => Promise<ArchiveThread>
  fetching: Fetching | null
  /** The last fetch that nobody asked for: when it ended, in epoch milliseconds, and why it failed. */
  byItself: { at: number; problem: string | null } | null
}

/** Everything that the thread holds is read again within a second, and takes up to hundreds of megabytes. */
const idleMs = 10 * 60_000

/** Opens the archives of tenants, each once. `damaged`: events of an open one turned out to be damaged, and are a gap now. */
export function createArchives(
  file: string | URL,
  damaged: () => void,
): {
  of(open: Session): OpenArchive
  known(open: Session): OpenArchive | undefined
} {
  const archives = new WeakMap<Session, OpenArchive>()

  function openArchive(open: Session): OpenArchive {
    let started: Promise<ArchiveThread> | null = null
    let idle: NodeJS.Timeout | undefined
    let asked = 0
    const place = open.ownFolder('audit', async () => {
      clearTimeout(idle)
      made.fetching?.stop.abort()
      await (await started?.catch(() => null))?.close()
    })
    const rest = (thread: ArchiveThread) => {
      clearTimeout(idle)
      idle = setTimeout(() => {
        if (asked > 0 || made.fetching !== null) return rest(thread)
        started = null
        void thread.close()
      }, idleMs)
      idle.unref()
    }
    const made: OpenArchive = {
      thread() {
        started ??= startThread(file, place, open.changes, damaged).catch((error: unknown) => {
          started = null
          throw error
        })
        return started.then((thread) => {
          rest(thread)
          return {
            ...thread,
            ask: (operation, input, transfer) => {
              asked++
              return thread.ask(operation, input, transfer).finally(() => {
                asked--
                rest(thread)
              })
            },
          }
        })
      },
      fetching: null,
      byItself: null,
    }
    return made
  }

  return {
    known: (open) => archives.get(open),
    of(open) {
      const known = archives.get(open) ?? openArchive(open)
      archives.set(open, known)
      return known
    },
  }
}

/** Where the journal keeps how often the catalogue was opened. */
const openingsMark = 'audit-openings'

async function startThread(
  file: string | URL,
  place: { folder: string; key: string },
  changes: Pick<Session['changes'], 'note' | 'noteError' | 'kept' | 'keep'>,
  damaged: () => void,
): Promise<ArchiveThread> {
  const worker = new Worker(file)
  // The thread must not keep a finished command line tool alive.
  worker.unref()
  const thread = callThread<AuditOperations>(worker, damaged)
  try {
    const { lost, openings, wasSetAside } = await thread.ask('open', place)
    const before = Number(changes.kept.get(openingsMark) ?? 0)
    const older =
      openings > before || wasSetAside
        ? null
        : `The catalogue of the audit archive was ${openings === 1 ? 'deleted' : 'put back to an earlier state'} outside Provost. Muted findings, rules and categories that were set since then are gone, and events that were fetched since then are fetched again when they are asked for.`
    for (const text of [lost, older]) {
      if (text === null) continue
      changes.note('rows-damaged', { text })
      changes.noteError({ what: 'Local data', message: text, details: null, job: null })
    }
    changes.keep(openingsMark, openings, [])
    return thread
  } catch (error) {
    await thread.close()
    throw error
  }
}
