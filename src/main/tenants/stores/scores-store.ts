import { join } from 'node:path'
import { Refusal } from '../../../contract/failure.ts'
import type { HistoryOperations } from '../../scores/joined/history-operations.ts'
import { setAsideMarked, withDamage } from '../../store/damage.ts'
import { dropDamagedRows, type LostRows } from '../../store/mend-rows.ts'
import { decisiveScores, scoreMigrations, sealedScores } from '../../store/migrations/scores.ts'
import { explain, openStore, setAside } from '../../store/open.ts'
import type { Store } from '../../store/store.ts'
import { GarbledRow, UnreadableStore } from '../../store/unreadable.ts'
import { proveWhenRead } from '../../store/whole-rows.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import type { Writer } from '../../writer/client.ts'

/** `scores.db`: the writer thread writes a day into it with each sync, main reads it. */
export interface ScoresStore {
  store(): Promise<Store>
  /** Hears that the file, or one row of it, turned out to be damaged while it was in use; gives what to tell who asked. */
  damaged(error: UnreadableStore): Error
  /** The thread that writes it, asked about files of histories. */
  history: Pick<ThreadCalls<HistoryOperations>, 'ask'>
  /** Has the thread keep the day of what a refresh has committed; who asks for the store waits for it. */
  keepDay(): void
  /** Has the thread look at every row of the history. */
  check(): Promise<void>
  close(): Promise<void>
}

/** Has the writer open the history of scores; a file that cannot be read is put aside, because nothing can read it anew. */
export function openScores(options: {
  writer: Writer
  folder: string
  key: string
  /** The company is made up. */
  invented: boolean
  now: () => number
  damaged: (file: string) => Error
  /** Hears of the file when it is first looked into: whether another one was put aside, and what in it was damaged. */
  first: (store: Store, keptAs: string | null, lost: LostRows[]) => void
  /** Hears of numbers of the history that were taken out because they are not as they were written. */
  dropped: (lost: LostRows[]) => void
  /** Hears why a day could not be kept. */
  unkept: (problem: string) => void
}): ScoresStore {
  const { writer, folder, key, invented, now, damaged, first, dropped, unkept } = options
  const file = join(folder, 'scores.db')
  let aside = setAsideMarked(file, new Date(now()))
  const open = () => writer.ask('keepScores', { file, key, invented })
  const ready = open().catch((error: unknown) => {
    if (!(error instanceof UnreadableStore)) throw error
    aside = setAside(file, 'damaged', new Date(now()))
    return open()
  })
  // Who reads hears of it; a sync goes on without.
  ready.catch(() => {})
  let opened: Promise<Store> | null = null
  let keeping: Promise<void> = Promise.resolve()
  /** Whether it found a row that is not as it was written. */
  async function look(): Promise<boolean> {
    await ready
    const { lost } = await watched.ask('checkScores', {})
    if (lost.length > 0) dropped(lost)
    return lost.length > 0
  }
  const check = async () => void (await look())
  const watched = withDamage({ ask: writer.ask }, () => damaged(file))
  return {
    async store() {
      await keeping
      opened ??= ready.then(() => {
        let store: Store | null = null
        try {
          store = openStore({
            ...{ file, key, migrations: scoreMigrations, sealed: sealedScores, durability: 'normal' },
            // All of it is gone through once, and then little of it is read at a time.
            cacheMegabytes: 2,
          })
          // What is read before all rows were looked at may be the first to show that one was altered.
          proveWhenRead(store, key, () => void check().catch(() => {}))
          first(store, aside, dropDamagedRows(store, key, decisiveScores))
          return store
        } catch (error) {
          store?.close()
          const known = explain(error)
          throw known instanceof UnreadableStore ? damaged(file) : known
        }
      })
      return opened
    },
    damaged(error) {
      if (!(error instanceof GarbledRow)) return damaged(file)
      // Looking at all rows leaves it out; where all are as they were written, nothing of the file can be relied on.
      void look().then(
        (found) => found || damaged(file),
        () => {},
      )
      return new Refusal('storage', 'A day of the history of scores is damaged. It is left out now; ask again.')
    },
    history: watched,
    keepDay() {
      keeping = keeping
        .then(() => watched.ask('keepDay', {}))
        .then(
          ({ problem }) => {
            if (problem !== null) unkept(problem)
          },
          // It was closed meanwhile, or its file turned out to be damaged, which is told by itself.
          () => {},
        )
    },
    check,
    async close() {
      await keeping
      await ready.catch(() => {})
      const store = await opened?.catch(() => null)
      store?.close()
    },
  }
}
