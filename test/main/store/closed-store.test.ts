import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inTransaction } from '../../../src/main/store/bulk.ts'
import { closeStore, openReader, openStore } from '../../../src/main/store/open.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { temporaryFolder } from '../../harness/application.ts'

// Without the guard the driver ends the process, and this test with it.

let home: string
beforeEach(() => {
  home = temporaryFolder()
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const key = 'ab'.repeat(32)
const writer = () =>
  openStore({
    ...{ file: join(home, 'things.db'), key, durability: 'normal' },
    migrations: [
      { name: '001', sql: 'CREATE TABLE things (n INTEGER PRIMARY KEY) STRICT; INSERT INTO things VALUES (1), (2)' },
    ],
  })
const reader = () => {
  closeStore(writer())
  return openReader(join(home, 'things.db'), key)
}

it.each<[string, () => Store]>([
  ['that writes', writer],
  ['that reads', reader],
])('a connection %s refuses whatever is asked of it after it was closed', (_, open) => {
  const store = open()
  const numbers = store.prepare('SELECT n FROM things')
  const rows = numbers.iterate()
  expect(rows.next().value).toEqual({ n: 1 })
  expect(numbers.all()).toHaveLength(2)
  store.close()
  const uses: Record<string, () => unknown> = {
    get: () => numbers.get(),
    all: () => numbers.all(),
    run: () => numbers.run(),
    iterate: () => numbers.iterate().next(),
    'a row more': () => rows.next(),
    prepare: () => store.prepare('SELECT n FROM things'),
    exec: () => store.exec('SELECT 1'),
    interrupt: () => (store as unknown as { interrupt(): void }).interrupt(),
  }
  for (const [name, use] of Object.entries(uses)) expect(use, name).toThrow('The company was closed.')
  expect(() => store.close()).not.toThrow()
})

it('work on a connection that is closed meanwhile ends with its own fault', () => {
  const store = writer()
  const work = () => {
    store.close()
    throw new Error('the first fault')
  }
  expect(() => inTransaction(store, work)).toThrow('the first fault')
  expect(() =>
    inTransaction(store, () => {
      throw new Error('never begun')
    }),
  ).toThrow('The company was closed.')
})
