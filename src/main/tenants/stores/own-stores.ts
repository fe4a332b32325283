import { join } from 'node:path'
import type { Changes } from '../../changes/changes.ts'
import { lossWords } from '../../store/mend-rows.ts'
import { closeStore, type Migration } from '../../store/open.ts'
import type { SealedTable } from '../../store/row-seal.ts'
import type { Store } from '../../store/store.ts'
import { type OwnStore, openOwnStore } from './own-store.ts'
import type { StoreMarks } from './store-marks.ts'

/** The databases of an open tenant beside its directory and its journal: opened, held against what the journal knows of them, and closed. */
export interface OwnStores {
  /** Opens one by its file name; it is closed with the tenant. */
  open(name: string, migrations: readonly Migration[], sealed?: readonly SealedTable[]): OwnStore
  /** Takes in one that was opened, and will be closed, elsewhere. */
  takeIn(name: string, store: Store, keptAs: string | null, lost: OwnStore['lost']): void
  /** Says what of one of these files is lost, at once and in the journal for good. */
  tellLoss(name: string, keptAs: string | null, lost: OwnStore['lost']): void
  /** Counts the end of their use, while the journal is open. */
  noteEnds(): void
  close(): void
}

/** What the files beside the journal hold. */
const contents: Readonly<Record<string, string>> = {
  'joiners.db': 'rules for joiners and what is known of who is to come',
  'groups.db': 'the draft of memberships',
  'leavers.db': 'cases of leavers, their checks and ticks',
  'reviews.db': 'access reviews',
  'streams.db': 'streams of events and what each has handed over (what is not known to be handed over is sent again)',
  'scores.db': 'the threshold, the target, the history of scores and what snapshots told',
}

/** What is said to whom a file turned out to be damaged for, while it was in use. */
export function damageWords(name: string): string {
  const holds = contents[name]
  return name === 'directory.db'
    ? 'A local database is damaged. Its file is kept aside and a new one begun; refresh to read people and folders anew from LastPass.'
    : `The file ${name}${holds === undefined ? '' : `, which holds ${holds},`} is damaged. The company is opened again: the file is kept aside, and what is lost of it is told.`
}

export function createOwnStores(options: {
  folder: string
  key: string
  now: () => number
  marks: StoreMarks
  tell: Pick<Changes, 'note' | 'noteError'>
  damaged: (file: string) => Error
}): OwnStores {
  const { folder, key, now, marks, tell, damaged } = options
  const own: { name: string; store: Store; keeps?: boolean }[] = []
  const tellLoss: OwnStores['tellLoss'] = (name, keptAs, lost) => {
    if (keptAs === null && lost.length === 0) return
    const holds = contents[name] ?? 'records of its own'
    const message =
      lost.length > 0
        ? lossWords(name, holds, lost, keptAs)
        : `The file ${name}, which holds ${holds}, could not be read. It was put aside as ${keptAs}, and a new one begun: what it held is not shown any more.`
    tell.note('rows-damaged', { text: message })
    tell.noteError({ what: 'Local data', message, details: null, job: null })
  }
  return {
    open(name, migrations, sealed = []) {
      // Records of leavers are taken over, row by row, by their own room.
      const mends = name !== 'leavers.db'
      const opened = openOwnStore({ folder, name, key, migrations, sealed, mends, now })
      own.push({ name, store: opened.store })
      marks.checkFile(name, opened.store, opened.keptAs !== null && opened.lost.length === 0, tell)
      if (mends) tellLoss(name, opened.keptAs, opened.lost)
      return { ...opened, damaged: () => damaged(join(folder, name)) }
    },
    takeIn(name, store, keptAs, lost) {
      own.push({ name, store, keeps: true })
      marks.checkFile(name, store, keptAs !== null, tell)
      tellLoss(name, keptAs, lost)
    },
    tellLoss,
    noteEnds() {
      for (const { name, store } of own) marks.noteEnd(name, store)
    },
    close() {
      for (const { store, keeps } of own) {
        if (keeps) continue
        // A copy of the one file then has everything, and no log is left that could be cut.
        try {
          closeStore(store)
        } catch {
          // The disk is full, say: everything is in the file beside it.
        }
      }
    },
  }
}
