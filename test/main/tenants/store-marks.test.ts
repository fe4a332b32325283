import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { leaverMigrations, sealedLeavers } from '../../../src/main/store/migrations/leavers.ts'
import { type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openEngine()
  leavers()
})
afterEach(() => engine.close())

const leavers = () => engine.session.ownStore('leavers.db', leaverMigrations, sealedLeavers)
const file = (name: string) => join(engine.home, name)
const told = async () => (await engine.call('errors.page', {})).rows.map(({ message }) => message)

/** Ends the session, does something to its files, and starts again. */
async function meanwhile(work: () => void): Promise<void> {
  await engine.session.close()
  work()
  await engine.reopen()
  leavers()
}

it('says nothing where nothing happened', async () => {
  await meanwhile(() => {})
  await meanwhile(() => {})
  expect(await told()).toEqual([])
})

it.each([
  ['directory.db', 'The file with people and folders was deleted'],
  ['leavers.db', 'The file leavers.db was deleted'],
])('%s that was deleted is told, once, and in the journal for good', async (name, words) => {
  await meanwhile(() => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file(name + suffix), { force: true })
  })
  expect(await told()).toEqual([expect.stringContaining(words)])
  await engine.call('errors.dismiss', { ids: (await engine.call('errors.page', {})).rows.map(({ id }) => id) })
  await meanwhile(() => {})
  expect(await told()).toEqual([])
  const { rows } = await engine.call('journal.page', { kind: 'note' })
  expect(rows.map(({ data }) => data.text)).toContainEqual(expect.stringContaining(words))
})

it.each([
  ['directory.db', 'put back to an earlier state'],
  ['leavers.db', 'put back to an earlier state'],
])('%s that was put back to an older copy is told', async (name, words) => {
  await engine.session.close()
  copyFileSync(file(name), file('older'))
  await engine.reopen()
  leavers()
  await engine.session.directory.sync(false)
  await meanwhile(() => {
    for (const suffix of ['-wal', '-shm']) rmSync(file(name + suffix), { force: true })
    copyFileSync(file('older'), file(name))
  })
  expect(await told()).toEqual([expect.stringContaining(words)])
})
