import { statSync } from 'node:fs'
import { Refusal } from '../../../contract/failure.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textRow } from '../../store/text.ts'

const identity = (file: string): string | null => {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true })
  return found === undefined ? null : `${found.dev} ${found.ino}`
}

/**
 * A check that the file of a store still is where it was opened: systems go on writing into a file that was deleted, and all of it is
 * gone at the end. The check throws Refusal `storage`.
 * Test: test/main/changes/disk.test.ts.
 */
export function createFileCheck(store: Store): () => void {
  const found = store.prepare(`SELECT ${bytesOf('file')} FROM pragma_database_list WHERE seq = 0`).get()
  const { file } = textRow<{ file: string }>(found)
  if (file === '') return () => {}
  const opened = identity(file)
  return () => {
    // What was written last is in the file beside it.
    if (identity(file) === opened && identity(`${file}-wal`) !== null) return
    throw new Refusal(
      'storage',
      'The journal’s file was deleted or replaced while Provost ran, so nothing more is sent. LastPass’ own log shows what was sent so far. Close Provost, put the data folder back if you can, and start it again.',
      { details: file },
    )
  }
}
