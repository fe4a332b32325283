import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { mendIndexes } from '../../../src/main/store/mend-indexes.ts'
import { journalMigrations } from '../../../src/main/store/migrations/journal.ts'
import { closeStore, openStore } from '../../../src/main/store/open.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { textRows } from '../../../src/main/store/text.ts'
import { UnreadableStore } from '../../../src/main/store/unreadable.ts'
import { temporaryFolder } from '../../harness/application.ts'

const pageSize = 4096
let home: string
beforeEach(() => {
  home = temporaryFolder()
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (): Store =>
  openStore({
    ...{ file: join(home, 'journal.db'), key: 'ab'.repeat(32), migrations: journalMigrations },
    durability: 'full',
  })
const rowsOf = (store: Store): number[] =>
  (store.prepare('SELECT row + 0 AS row FROM job_rows NOT INDEXED ORDER BY row').all() as { row: number }[]).map(
    ({ row }) => row,
  )

it('makes an index anew of which whole pages say nothing, loses no row, and gives up a file whose tables cannot be read', () => {
  const store = open()
  const add = store.prepare(
    "INSERT INTO job_rows (job, row, plan, kind, outcome, open) VALUES ('j', ?, 'p', 'disable', 'sent', 1)",
  )
  const all = Array.from({ length: 800 }, (_, row) => row)
  for (const row of all) add.run(row)
  const pages = textRows<{ name: string; rootpage: number }>(
    store
      .prepare(
        "SELECT CAST(name AS BLOB) AS name, rootpage + 0 AS rootpage FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
      )
      .all(),
  )
  closeStore(store)
  const whole = readFileSync(join(home, 'journal.db'))
  const given = { mended: [] as number[], refused: [] as number[] }
  // The first page says whose file it is: without it nothing opens at all.
  for (let page = 2; page <= whole.length / pageSize; page++) {
    const bytes = Buffer.from(whole)
    const at = (page - 1) * pageSize + 5
    bytes[at] = (bytes[at] ?? 0) ^ 2
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(home, `journal.db${suffix}`), { force: true })
    writeFileSync(join(home, 'journal.db'), bytes)
    let again: Store | null = null
    try {
      again = open()
      expect(mendIndexes(again)).toBeNull()
      expect(rowsOf(again)).toEqual(all)
      expect(
        again.prepare('SELECT count(*) AS n FROM job_rows INDEXED BY job_rows_open WHERE open = 1').get(),
      ).toMatchObject({ n: 800 })
      given.mended.push(page)
    } catch (error) {
      if (!(error instanceof UnreadableStore)) throw error
      given.refused.push(page)
    } finally {
      again?.close()
    }
  }
  expect(given.mended).toEqual(expect.arrayContaining(pages.map(({ rootpage }) => rootpage)))
  expect(given.refused.length).toBeGreaterThan(0)
}, 60_000)
