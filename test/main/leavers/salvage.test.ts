import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Batch, Case } from '../../../src/main/leavers/cases/case.ts'
import { createCases } from '../../../src/main/leavers/cases/case-store.ts'
import { takeOver } from '../../../src/main/leavers/recovery/recover-damaged.ts'
import { markDamaged } from '../../../src/main/store/damage.ts'
import { leaverMigrations, sealedLeavers } from '../../../src/main/store/migrations/leavers.ts'
import { closeStore, openStore } from '../../../src/main/store/open.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { openOwnStore } from '../../../src/main/tenants/stores/own-store.ts'
import { temporaryFolder } from '../../harness/application.ts'

const key = 'ab'.repeat(32)
const people = 60
const pageSize = 4096
const name = 'leavers.db'

let home: string
let file: string
beforeEach(() => {
  home = temporaryFolder()
  file = join(home, name)
  const store = openStore({ file, key, migrations: leaverMigrations, sealed: sealedLeavers, durability: 'normal' })
  finish(
    createCases(store).add(
      { id: 'list', title: 'List' } as Batch,
      Array.from({ length: people }, (_, n) => one(n)),
    ),
  )
  closeStore(store)
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function finish<T>(work: Generator<void, T>): T {
  let step = work.next()
  while (!step.done) step = work.next()
  return step.value
}

/** Some have records of several pages. */
const one = (n: number): Case => ({
  ...{ id: `case-${n}`, batch: 'list', username: `person-${n}@example.com`, fullname: 'Person' },
  ...{ created: '2026-11-01T08:00:00Z', wasAdmin: false, lastLoginBefore: null, foldersBefore: [] },
  ...{ steps: [], disabled: null, ended: null, undo: [], lastCheck: null, closed: null },
  groupsBefore: Array.from({ length: n % 20 === 0 ? 400 : 5 }, (_, group) => `A group of the company, number ${group}`),
})

/** Opens the records anew as an application that starts does; gives what is there then, and what was told. */
function reopen(limit?: (store: Store) => void) {
  const opened = openOwnStore({
    ...{ folder: home, name, key, migrations: leaverMigrations, sealed: sealedLeavers },
    now: Date.now,
  })
  const cases = createCases(opened.store)
  const told: string[] = []
  try {
    limit?.(opened.store)
    takeOver(opened, cases, ({ message }) => told.push(message))
    const { total } = cases.page({}, { offset: 0, limit: 500 })
    return { told, total }
  } finally {
    opened.store.close()
  }
}

describe('records of leavers in a damaged file', () => {
  it('are lost where the damage is, and nowhere behind it', () => {
    const whole = readFileSync(file)
    const many: number[] = []
    let some = 0
    for (let page = 1; page < whole.length / pageSize; page++) {
      const altered = Buffer.from(whole)
      altered[page * pageSize + 2] = (altered[page * pageSize + 2] as number) ^ 0x10
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
      writeFileSync(file, altered)
      markDamaged(file)
      const { told, total } = reopen()
      expect(told).toHaveLength(1)
      if (total < people) some++
      if (total < people - 10) many.push(page)
      if (total < people)
        expect(told[0]).toMatch(/Not readable: (a list|all lists|all cases|a case \(\d+ times\)|a case\.|the case)/)
    }
    expect(some).toBeGreaterThan(5)
    // Where the table of lists or that of cases begins, there is no way to its rows.
    expect(many.length).toBeLessThanOrEqual(2)
  })

  it('are told by name where a record is no case any more, though it can be read', () => {
    const store = openStore({ file, key, migrations: leaverMigrations, durability: 'normal' })
    store.exec(`UPDATE cases SET json = replace(json, '"undo"', '"uneo"') WHERE n = 3`)
    closeStore(store)
    markDamaged(file)
    const { told, total } = reopen()
    expect(total).toBe(people - 1)
    expect(told[0]).toContain('Not readable: the case of person-2@example.com.')
  })

  it.each([
    [
      'a case that is altered',
      `UPDATE cases SET json = replace(json, '"closed":null', '"closed":"x"') WHERE n = 3`,
      59,
    ],
    ['a case that is filed under another list', `UPDATE cases SET batch = 'other' WHERE n = 3`, 59],
    ['a case that is removed', 'DELETE FROM cases WHERE n = 3', 59],
    ['a case that is filed as another', `UPDATE cases SET state = 'attention'`, 60],
    ['a list that is removed', 'DELETE FROM batches', 0],
    ['a tick that nobody made', `INSERT INTO ticks VALUES ('a', 'b', 'c', '{}', '')`, 60],
  ])('are taken over without what was altered around Provost, and it is told: %s', (_, sql, left) => {
    const store = openStore({ file, key, migrations: leaverMigrations, durability: 'normal' })
    store.exec(sql)
    closeStore(store)
    const { told, total } = reopen()
    expect(told).toHaveLength(1)
    expect(total).toBe(left)
    expect(told[0]).toMatch(left === 60 && !sql.includes('ticks') ? /Nothing is missing/ : /Not readable: /)
    expect(reopen()).toEqual({ told: [], total: left })
  })

  it('are taken over at the next start where a full disk cut that off', () => {
    markDamaged(file)
    expect(() =>
      reopen((store) => {
        const { pages } = store.prepare('SELECT page_count + 6 AS pages FROM pragma_page_count').get() as {
          pages: number
        }
        store.exec(`PRAGMA max_page_count = ${pages}`)
      }),
    ).toThrow('The disk is full')
    const { told, total } = reopen()
    expect(total).toBe(people)
    expect(told).toEqual([expect.stringContaining('60 of its cases were taken over. Nothing is missing.')])
    // Once only.
    expect(reopen()).toEqual({ told: [], total: people })
  })
})
