import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { disable, type Engine, openEngine } from '../../harness/session.ts'

const headName = 'tenant/journal-head'
let engine: Engine
let count: number

const file = (name = 'journal.db') => join(engine.home, name)
const files = ['journal.db', 'journal.db-wal', 'journal.db-shm']
const entries = async () => (await engine.call('journal.page', { limit: 1 })).total
const kinds = async () => (await engine.call('journal.page', { limit: 500 })).rows.map(({ kind }) => kind)
const problems = () => engine.session.problems.map(({ kind, pending }) => ({ kind, pending }))
const mark = async () => JSON.parse((await engine.vault.read(headName)) ?? 'null') as { seq: number; pending: boolean }

beforeEach(async () => {
  engine = await openEngine()
  await engine.session.directory.sync(false)
  await engine.call('guards.set', { protected: ['break.glass@example.com'], secondPersonAbove: 3 })
  await engine.reopen()
  copyFileSync(file(), file('older'))
  const [person] = engine.people(1) as [string]
  await engine.run([disable(person)])
  count = await entries()
})
afterEach(() => engine.close())

/** Ends the session, does something to its files, and starts again. */
async function meanwhile(work: () => void): Promise<void> {
  await engine.session.close()
  work()
  await engine.reopen()
}

describe('a journal that is shorter than the keychain remembers', () => {
  it('is told when it was put back to an older copy: at the start, by verifying, and for ever after in itself', async () => {
    await meanwhile(() => copyFileSync(file('older'), file()))
    for (let starts = 0; starts < 3; starts++) {
      expect(problems()).toEqual([{ kind: 'lines-lost', pending: true }])
      const found = await engine.call('journal.verify', {})
      expect(found).toMatchObject({ intact: false, brokenAt: 2, missing: [{ lines: count - 1, at: 2 }] })
      expect(found.reason).toContain(`At least ${count - 1} lines before line 2 were lost`)
      await engine.reopen()
    }
    expect(await kinds()).toContain('lines-lost')
  })

  it('is told when the file was deleted, and its guards do not become the usual ones in silence', async () => {
    await meanwhile(() => {
      for (const name of files) rmSync(file(name), { force: true })
    })
    expect(problems()).toEqual([{ kind: 'lines-lost', pending: true }])
    expect((await engine.call('journal.verify', {})).missing).toMatchObject([{ lines: count, at: 1 }])
    expect((await engine.call('guards.get', {})).protected).toEqual([])
    const [person] = engine.people(1) as [string]
    const { plan } = await engine.call('changes.preview', { changes: [disable(person)] })
    expect(await engine.refused('writing.enable', {})).toMatchObject({ code: 'not-allowed' })
    expect(await engine.refused('changes.apply', { plan })).toMatchObject({ code: 'not-allowed' })
    await engine.call('journal.acceptLoss', {})
    expect(engine.session.problems).toEqual([])
    await engine.call('writing.enable', {})
    await engine.reopen()
    expect(engine.session.problems).toEqual([])
    expect(await engine.call('journal.verify', {})).toMatchObject({ intact: false, missing: [{ lines: count }] })
    expect(await kinds()).toContain('loss-accepted')
  })

  it('is told again when the older copy is put back once more, and the earlier loss with it', async () => {
    await meanwhile(() => copyFileSync(file('older'), file()))
    await engine.call('journal.acceptLoss', {})
    await meanwhile(() => copyFileSync(file('older'), file()))
    expect(problems()).toEqual([{ kind: 'lines-lost', pending: true }])
    const [told] = (await engine.call('journal.verify', {})).missing
    expect(told?.lines).toBeGreaterThan(count - 1)
  })

  it('is told when the process was killed in a job and its log is gone', async () => {
    // A copy of what a killed process leaves, without the log: what it had written by then is in the log alone.
    const [a, b] = engine.people(2) as [string, string]
    copyFileSync(file(), file('killed'))
    const { plan, confirm } = await engine.call('changes.preview', { changes: [disable(a), disable(b)] })
    const { job } = await engine.call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
    await engine.call('jobs.wait', { job, timeoutMs: 10_000 })
    await expect.poll(async () => (await mark()).seq).toBeGreaterThan(count)
    const kept = (await engine.vault.read(headName)) as string
    await engine.session.close()
    copyFileSync(file('killed'), file())
    for (const name of files.slice(1)) rmSync(file(name), { force: true })
    await engine.vault.write(headName, kept)
    await engine.reopen()
    expect(problems()).toEqual([{ kind: 'lines-lost', pending: true }])
  })

  it('leaves nothing waiting that may have been sent: LastPass is asked about it first', async () => {
    const [, person] = engine.people(2) as [string, string]
    engine.demo.misbehave({ how: { kind: 'unreachable' } })
    const { job } = await engine.run([disable(person)])
    expect(job.counts.waiting).toBe(1)
    await engine.session.close()
    const kept = await mark()
    await engine.vault.write(headName, JSON.stringify({ ...kept, seq: kept.seq + 5 }))
    await engine.reopen()
    const outcome = async () => (await engine.call('jobs.get', { job: job.id })).rows[0]
    expect(await outcome()).toMatchObject({ outcome: 'unknown', message: expect.stringContaining('were lost') })
    engine.demo.misbehave(null)
    await engine.session.changes.recover()
    expect(await outcome()).toMatchObject({ outcome: 'waiting', message: expect.stringContaining('Read again') })
    expect(engine.demo.ledger).toHaveLength(1)
  })

  it('is told when the log is gone although not one line more is missed', async () => {
    copyFileSync(file(), file('killed'))
    const { seq } = await mark()
    const kept = (await engine.vault.read(headName)) as string
    await engine.session.close()
    // The file as it is, and a keychain that says that the last run did not end in order.
    await engine.vault.write(headName, JSON.stringify({ ...JSON.parse(kept), run: 'another' }))
    for (const name of files.slice(1)) rmSync(file(name), { force: true })
    await engine.reopen()
    expect(seq).toBeGreaterThan(0)
    expect(problems()).toEqual([{ kind: 'lines-lost', pending: true }])
  })

  it('is nothing that an orderly end leaves behind', async () => {
    for (let starts = 0; starts < 3; starts++) await engine.reopen()
    expect(engine.session.problems).toEqual([])
    expect(await engine.call('journal.verify', {})).toMatchObject({ intact: true, missing: [], entries: count })
    expect(existsSync(file())).toBe(true)
  })
})

describe('what the keychain remembers', () => {
  it('has the intents of a job before its first request leaves', async () => {
    const [, person] = engine.people(2) as [string, string]
    const seen: number[] = []
    const at = (await entries()) + 1
    engine.demo.misbehave({
      how: { kind: 'slow', milliseconds: 1 },
      on: (command) => {
        if (command === 'disableuser') void mark().then(({ seq }) => seen.push(seq))
        return true
      },
    })
    await engine.run([disable(person)])
    // apply, and one intent.
    expect(seen[0]).toBeGreaterThanOrEqual(at + 1)
  })
})
