import { join } from 'node:path'
import { setAsideMarked } from '../store/damage.ts'
import { scoreMigrations } from '../store/migrations/scores.ts'
import { openStore, type Store, setAside } from '../store/open.ts'
import { UnreadableStore } from '../store/unreadable.ts'
import type { Writer } from '../writer/client.ts'

/** `scores.db`: the writer thread writes a day into it with each sync, main reads it. */
export interface ScoresStore {
  store(): Promise<Store>
  /** Hears that the file turned out to be damaged while it was in use; gives what to tell who asked. */
  damaged(): Error
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
}): ScoresStore {
  const { writer, folder, key, invented, now, damaged } = options
  const file = join(folder, 'scores.db')
  setAsideMarked(file, new Date(now()))
  const open = () => writer.ask('keepScores', { file, key, invented })
  const ready = open().catch((error: unknown) => {
    if (!(error instanceof UnreadableStore)) throw error
    setAside(file, 'damaged', new Date(now()))
    return open()
  })
  // Who reads hears of it; a sync goes on without.
  ready.catch(() => {})
  let opened: Promise<Store> | null = null
  return {
    store() {
      opened ??= ready.then(() => openStore({ file, key, migrations: scoreMigrations, durability: 'normal' }))
      return opened
    },
    damaged: () => damaged(file),
    async close() {
      await ready.catch(() => {})
      const store = await opened?.catch(() => null)
      store?.close()
    },
  }
}
