import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalLine } from '../../../src/contract/change.ts'
import type { Changes } from '../../../src/main/changes/changes.ts'
import { createChanges } from '../../../src/main/changes/engine.ts'
import { type OpenedJournal, openJournal } from '../../../src/main/changes/journal/open-journal.ts'
import { verify } from '../../../src/main/changes/journal/verify-chain.ts'
import { createIdentity } from '../../../src/main/keychain/signing-key.ts'
import { bytesOf, textRows } from '../../../src/main/store/text.ts'
import { createKeptVault, temporaryFolder } from '../../harness/application.ts'
import { disable, type Engine, openEngine, quick } from '../../harness/session.ts'

const signal = new AbortController().signal
let engine: Engine
let folder: string
let opened: OpenedJournal
let changes: Changes
let beforeSending = () => {}

let vault = createKeptVault()
const openAt = (place: string) =>
  openJournal({
    ...{ folder: place, key: 'cd'.repeat(32), keyLost: false, vault, now: Date.now },
    names: { secret: 's', head: 'h' },
  })

/** The room over a store that the test can reach, beside the session's own. */
async function begin(): Promise<void> {
  opened = await openAt(folder)
  changes = await createChanges({
    opened,
    people: engine.session.directory.people,
    lastpass: () => ({
      body: () => Promise.reject(new Error('not used')),
      // The real service stands behind the engine's own session; here only what is sent matters.
      send: async (command, data) => {
        beforeSending()
        const answer = engine.demo.answer(
          JSON.stringify({ cid: engine.demo.cid, provhash: engine.demo.hash, cmd: command, data }),
        )
        const { status } = JSON.parse(String(answer.body)) as { status: string }
        return {
          status: /ok|success/i.test(status) ? 'ok' : 'fail',
          errors: [],
          message: null,
          changed: [],
          unchanged: [],
        } as never
      },
      setTimeout: () => {},
      setGap: () => {},
    }),
    service: () => ({ cid: engine.demo.cid, baseUrl: engine.service.url }),
    now: Date.now,
    saveFile: async () => null,
    identity: createIdentity(vault),
    actor: () => ({}),
    writing: true,
    announce: () => {},
    timing: quick,
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
  })
}

beforeEach(async () => {
  vault = createKeptVault()
  beforeSending = () => {}
  engine = await openEngine(80)
  folder = temporaryFolder()
  await begin()
})
afterEach(async () => {
  await changes.close()
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const preview = (names: string[]) =>
  changes.handlers['changes.preview']({ changes: names.map(disable), limit: 100 }, signal)
const limitTo = (pages: number) => opened.store.exec(`PRAGMA max_page_count = ${pages}`)
const pageCount = () => (opened.store.prepare('PRAGMA page_count').get() as { page_count: number }).page_count

describe('the disk', () => {
  it('has every commit before it returns', () => {
    expect(opened.store.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 })
    expect(opened.store.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
  })

  it('that is full before the intents are written lets nothing leave; with room again the job waits for a person', async () => {
    const people = engine.people(40)
    const { plan, confirm } = await preview(people)
    // Room for the job, but not for forty intents.
    const { job } = await changes.handlers['changes.apply'](
      { plan, confirm: confirm ?? '', acceptFewer: false },
      signal,
    )
    limitTo(pageCount())
    const waited = changes.handlers['jobs.wait']({ job, timeoutMs: 10_000, offset: 0, limit: 100 }, signal)
    const stopped = await waited
    expect(stopped.rows.every(({ outcome }) => outcome === 'waiting')).toBe(true)
    expect([stopped.state, stopped.job.note]).toEqual(['paused', expect.stringContaining('disk is full')])
    expect(engine.demo.ledger).toEqual([])
    limitTo(1_000_000)
    const paused = await changes.handlers['jobs.wait']({ job, timeoutMs: 10_000, offset: 0, limit: 100 }, signal)
    expect(paused.state).toBe('paused')
    expect(paused.job.note).toContain('disk is full')
    expect(engine.demo.ledger).toEqual([])
    await changes.handlers['jobs.resume']({ job }, signal)
    const done = await changes.handlers['jobs.wait']({ job, timeoutMs: 10_000, offset: 0, limit: 100 }, signal)
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(people.map(() => 'confirmed'))
    expect(await changes.handlers['journal.verify']({}, signal)).toMatchObject({ intact: true })
  })
})

describe('a store that takes nothing at all', () => {
  it('keeps a job from going on, and the job is paused as soon as that can be written', async () => {
    const { plan } = await preview(engine.people(3))
    const { job } = await changes.handlers['changes.apply']({ plan, acceptFewer: false }, signal)
    opened.store.exec("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT raise(ABORT, 'disk is full'); END")
    const range = { offset: 0, limit: 100 }
    const stuck = await changes.handlers['jobs.wait']({ job, timeoutMs: 10_000, ...range }, signal)
    expect([stuck.state, engine.demo.ledger.length]).toEqual(['paused', 0])
    // Told in the job at once, though it cannot be written.
    expect(stuck.job.note).toContain('could not be recorded yet')
    expect(() => changes.handlers['jobs.resume']({ job }, signal)).toThrow('disk is full')
    opened.store.exec('DROP TRIGGER full')
    const paused = await changes.handlers['jobs.wait']({ job, timeoutMs: 10_000, ...range }, signal)
    expect([paused.state, engine.demo.ledger.length]).toEqual(['paused', 0])
    expect(paused.job.note).toContain('disk is full')
  })
})

describe('a data folder', () => {
  it.each(['', 'journal.db', 'journal.db-wal'])(
    'that is deleted under a job (%j) stops it with its reason',
    async (part) => {
      const people = engine.people(34)
      const { plan, confirm } = await preview(people.slice(4))
      let sent = 0
      beforeSending = () => {
        sent++
        rmSync(join(folder, part), { recursive: true, force: true })
      }
      const { job } = await changes.handlers['changes.apply'](
        { plan, confirm: confirm ?? '', acceptFewer: false },
        signal,
      )
      const range = { offset: 0, limit: 100 }
      await changes.handlers['jobs.wait']({ job, timeoutMs: 10_000, ...range }, signal)
      const second = await preview(people.slice(0, 4))
      const next = await changes.handlers['changes.apply']({ plan: second.plan, acceptFewer: false }, signal)
      const waited = await changes.handlers['jobs.wait']({ job: next.job, timeoutMs: 10_000, ...range }, signal)
      expect(waited.state).toBe('paused')
      expect(waited.job.note).toContain('deleted or replaced')
      expect(waited.rows.every(({ outcome }) => outcome === 'waiting')).toBe(true)
      expect(sent).toBe(1)
    },
  )
})

describe('a journal file', () => {
  it('with an altered byte either cannot be opened, or is found broken, or its lines are what they were', async () => {
    const { plan, confirm } = await preview(engine.people(40))
    const { job } = await changes.handlers['changes.apply'](
      { plan, confirm: confirm ?? '', acceptFewer: false },
      signal,
    )
    await changes.handlers['jobs.wait']({ job, timeoutMs: 10_000, offset: 0, limit: 1 }, signal)
    const page = { offset: 0, limit: 500, newestFirst: false }
    const lines = (await changes.handlers['journal.page'](page, signal)).rows as JournalLine[]
    await changes.close()
    const bytes = readFileSync(join(folder, 'journal.db'))
    const remembered = (await vault.read('h')) as string
    let broken = 0
    for (let round = 0; round < 60; round++) {
      const altered = Buffer.from(bytes)
      const at = Math.floor((bytes.length / 60) * round) + 17
      altered[at] = (altered[at] as number) ^ 0x40
      const place = temporaryFolder()
      writeFileSync(join(place, 'journal.db'), altered)
      await vault.write('h', remembered)
      const { store, secret, witness, problem } = await openAt(place)
      if (problem === null) {
        const found = await verify(store, secret, witness)
        if (found.intact) {
          const now = textRows<{ body: string }>(
            store.prepare(`SELECT ${bytesOf('body')} FROM journal ORDER BY seq`).all(),
          )
          expect(now.map(({ body }) => body)).toEqual(
            lines.map(({ hash: _, previous: __, ...line }) => JSON.stringify(line)),
          )
        } else broken++
      } else {
        broken++
        if (problem.keptAs !== null) expect(readFileSync(problem.keptAs).equals(altered)).toBe(true)
      }
      store.close()
      rmSync(place, { recursive: true, force: true })
    }
    expect(broken).toBeGreaterThan(10)
    await begin()
  })

  it('that cannot be read is kept aside, and the new one says so', async () => {
    await changes.close()
    rmSync(join(folder, 'journal.db-wal'), { force: true })
    writeFileSync(join(folder, 'journal.db'), Buffer.alloc(8192, 7))
    await begin()
    expect(opened.problem).toMatchObject({ kind: 'damaged' })
    expect(readFileSync(opened.problem?.keptAs ?? '')).toHaveLength(8192)
    const { rows } = await changes.handlers['journal.page']({ offset: 0, limit: 5, newestFirst: false }, signal)
    expect(rows[0]).toMatchObject({ kind: 'lines-lost', data: { text: expect.stringContaining('kept aside') } })
    expect(rows[1]).toMatchObject({ kind: 'note', data: { text: expect.stringContaining('kept aside') } })
    expect(await changes.handlers['journal.verify']({}, signal)).toMatchObject({ intact: false, missing: [{ at: 1 }] })
  })

  it('whose secret is gone from the keychain is not called intact', async () => {
    const { plan } = await preview(engine.people(2))
    const { job } = await changes.handlers['changes.apply']({ plan, acceptFewer: false }, signal)
    await changes.handlers['jobs.wait']({ job, timeoutMs: 10_000, offset: 0, limit: 1 }, signal)
    await changes.close()
    await vault.erase('s')
    await begin()
    expect(await changes.handlers['journal.verify']({}, signal)).toMatchObject({ intact: false, brokenAt: 1 })
  })
})
