import { z } from 'zod'
import type { Changes } from '../../changes/changes.ts'
import { wroteIfWritable } from '../../store/open.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textRow } from '../../store/text.ts'

const Marks = z.object({
  /** When everybody was last read, as the directory's file has it. */
  directory: z.string().nullable().catch(null),
  /** How often each other file was opened and closed, by its name. */
  files: z.record(z.string(), z.int()).catch({}),
})
type Marks = z.infer<typeof Marks>

/** What the journal, whose own end the keychain remembers, knows of the files beside it. */
export interface StoreMarks {
  /** Compares the directory with what was last known of it; tells where it is an older one, or gone. */
  checkDirectory(asOf: string | null, keptAside: boolean, tell: Pick<Changes, 'noteError' | 'note'>): void
  /** Compares another file, and counts its opening. */
  checkFile(name: string, store: Store, keptAside: boolean, tell: Pick<Changes, 'noteError' | 'note'>): void
  /** Everybody was read anew. */
  noteDirectory(asOf: string | null): void
  /** Counts the end of a file's use, so that a copy that was made while it was open is an older one. */
  noteEnd(name: string, store: Store): void
}

const version = (store: Store): number =>
  (store.prepare('SELECT CAST(user_version AS INTEGER) AS v FROM pragma_user_version').get() as { v: number }).v

/**
 * Security rule: a file beside the journal that was put back to an older copy, or deleted, is told with what that means, at the start
 * and in the journal. Test: test/main/tenants/store-marks.test.ts.
 */
export function createStoreMarks(journal: Store): StoreMarks {
  const row = journal.prepare(`SELECT ${bytesOf('json')} FROM settings WHERE name = 'store-marks'`).get()
  const write = journal.prepare(
    "INSERT INTO settings (name, json) VALUES ('store-marks', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
  )
  let marks: Marks = Marks.parse(row === undefined ? {} : JSON.parse(textRow<{ json: string }>(row).json))
  function keep(next: Marks): void {
    if (JSON.stringify(next) === JSON.stringify(marks)) return
    marks = next
    try {
      write.run(JSON.stringify(next))
    } catch {
      // A full disk is told where something has to be written; the older mark still holds.
    }
  }
  const say = (what: string, message: string, { noteError, note }: Pick<Changes, 'noteError' | 'note'>) => {
    note('note', { text: message })
    noteError({ what, message, details: null, job: null })
  }
  const count = (name: string, store: Store) => {
    const next = Math.max(version(store), marks.files[name] ?? 0) + 1
    // Where nothing can be written, it stays what was counted last.
    if (!wroteIfWritable(() => store.exec(`PRAGMA user_version = ${next}`))) return
    keep({ ...marks, files: { ...marks.files, [name]: next } })
  }
  return {
    checkDirectory(asOf, keptAside, tell) {
      const last = marks.directory
      if (last !== null && !keptAside && (asOf === null || asOf < last))
        say(
          'Local data',
          `The file with people and folders was ${asOf === null ? 'deleted' : `put back to an earlier state, of ${asOf.slice(0, 16).replace('T', ' ')} UTC,`} outside Provost; everybody was last read on ${last.slice(0, 16).replace('T', ' ')} UTC. What refreshes saw since then is gone. Refresh to read people and folders anew.`,
          tell,
        )
      keep({ ...marks, directory: asOf })
    },
    checkFile(name, store, keptAside, tell) {
      const last = marks.files[name] ?? 0
      const now = version(store)
      if (!keptAside && now < last)
        say(
          'Local data',
          `The file ${name} was ${now === 0 ? 'deleted' : 'put back to an earlier state'} outside Provost. ${name === 'leavers.db' ? 'Cases of leavers, checks and ticks since then are' : 'What was kept in it since then is'} gone; what was done to accounts is in the journal, and what is so in LastPass a refresh tells.`,
          tell,
        )
      count(name, store)
    },
    noteDirectory: (asOf) => keep({ ...marks, directory: asOf }),
    noteEnd: count,
  }
}
