import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import { journalMigrations } from '../../../src/main/store/migrations/journal.ts'
import { openStore } from '../../../src/main/store/open.ts'
import { disable, type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
let now: number
const hour = 3_600_000

beforeEach(async () => {
  now = Date.parse('2026-11-20T08:00:00Z')
  engine = await openEngine(150, {}, { now: () => now })
})
afterEach(() => engine.close())

const rename = (username: string, fullname: string): Change => ({ kind: 'rename', username, fullname })

describe('a plan that waits', () => {
  it('is made without a connection, outlives a restart, and is compared when there is one', async () => {
    const [a, b, c, d, e] = engine.people(5) as [string, string, string, string, string]
    const [group] = engine.session.directory.people.lookup([e])[0]?.[0]?.groups ?? []
    await engine.service.pause()
    const { plan } = await engine.call('changes.preview', {
      changes: [
        rename(a, 'Clean'),
        rename(b, 'Mine'),
        rename(c, 'Same'),
        disable(d),
        { kind: 'groups', username: e, add: [], remove: [group as string] },
      ],
    })
    await engine.call('changes.keep', { plan })
    await engine.reopen()
    const { plans } = await engine.call('changes.waiting', {})
    expect(plans).toMatchObject([{ plan, rows: 5, destructive: 2, expired: false, standing: { clean: 5 } }])
    expect(await engine.refused('changes.compare', { plan })).toMatchObject({ code: 'offline' })

    await engine.service.resume()
    engine.demo.edit.rename(b, 'Theirs')
    engine.demo.edit.rename(c, 'Same')
    engine.demo.edit.removeUser(d)
    const { rows } = await engine.call('changes.compare', { plan })
    expect(rows.map(({ kind }) => kind)).toEqual(['clean', 'drifted', 'already-done', 'impossible', 'clean'])
    expect(rows[1]?.fields).toContainEqual({ field: 'Name', base: expect.any(String), now: 'Theirs', mine: 'Mine' })
    // What is known here now says the same without asking LastPass.
    const known = await engine.call('changes.waiting', {})
    expect(known.plans[0]?.standing).toEqual({ clean: 2, drifted: 1, 'already-done': 1, impossible: 1 })
  })

  it('keeps why with it, and is sent for that unless another reason is given', async () => {
    const [a] = engine.people(1) as [string]
    const { plan } = await engine.call('changes.preview', { changes: [rename(a, 'A')] })
    await engine.call('changes.keep', { plan, reason: 'Married', ticket: 'HR-7' })
    await engine.reopen()
    expect((await engine.call('changes.plan', { plan })).reason).toEqual({ reason: 'Married', ticket: 'HR-7' })
    const { job } = await engine.call('changes.apply', { plan, ticket: 'HR-8' })
    const done = await engine.call('jobs.wait', { job })
    expect(done.job.reason).toEqual({ reason: 'Married', ticket: 'HR-8' })
  })

  it('sends clean rows, and drifted ones only as a person has decided', async () => {
    const [a, b, c] = engine.people(3) as [string, string, string]
    const { plan } = await engine.call('changes.preview', { changes: [rename(a, 'A'), rename(b, 'B'), rename(c, 'C')] })
    await engine.call('changes.keep', { plan })
    engine.demo.edit.rename(b, 'Theirs b')
    engine.demo.edit.rename(c, 'Theirs c')
    await engine.call('changes.compare', { plan })
    const next = await engine.call('changes.resolve', {
      plan,
      choices: [
        { row: 1, choice: 'mine' },
        { row: 2, choice: 'theirs' },
      ],
    })
    expect(next.rows.map(({ verdict }) => verdict)).toEqual(['change', 'change', 'unchanged'])
    expect(next.rows[1]?.differences[0]).toMatchObject({ before: 'Theirs b', after: 'B' })
    const { job } = await engine.call('changes.apply', { plan })
    const done = await engine.call('jobs.wait', { job })
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed', 'skipped'])
    const users = engine.session.directory.people.lookup([a, b, c]).map(([user]) => user?.fullname)
    expect(users.slice(0, 2)).toEqual(['A', 'B'])
  })

  it('does not send a drifted row that nobody has decided on', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const { plan } = await engine.call('changes.preview', { changes: [rename(a, 'A'), disable(b)] })
    await engine.call('changes.keep', { plan })
    engine.demo.edit.rename(a, 'Theirs')
    engine.demo.edit.set(b, { admin: true })
    const { confirm } = await engine.call('changes.plan', { plan })
    // What takes something away is asked again after waiting, however little it is.
    expect(confirm).toBe(b)
    expect(await engine.refused('changes.apply', { plan })).toMatchObject({ path: 'confirm' })
    const { job } = await engine.call('changes.apply', { plan, confirm: b })
    const done = await engine.call('jobs.wait', { job })
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped'])
    expect(done.rows[1]?.message).toContain('Admin')
    expect(engine.demo.ledger).toEqual([])
  })

  it('says of what is done already that nothing is sent, and does not count it', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const { plan } = await engine.call('changes.preview', { changes: [rename(a, 'A'), disable(b)] })
    await engine.call('changes.keep', { plan })
    engine.demo.edit.set(b, { disabled: true })
    await engine.call('changes.compare', { plan })
    const view = await engine.call('changes.plan', { plan })
    expect(view.rows.map(({ verdict, alreadyDone }) => [verdict, alreadyDone])).toEqual([
      ['change', undefined],
      ['unchanged', true],
    ])
    expect([view.counts, view.confirm, view.expires]).toEqual([{ change: 1, unchanged: 1, blocked: 0 }, null, null])
    const { total } = await engine.call('changes.requests', { plan })
    expect(total).toBe(1)
    const { job } = await engine.call('changes.apply', { plan })
    const done = await engine.call('jobs.wait', { job })
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'skipped'])
  })

  it('takes what is done already off the list, and the plan once nothing is left, as nobody’s choice', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const { plan } = await engine.call('changes.preview', { changes: [rename(a, 'A'), disable(b)] })
    await engine.call('changes.keep', { plan })
    expect(await engine.call('changes.dropDone', { plan })).toMatchObject({ dropped: 0, left: 2, read: true })
    const lines = async () => (await engine.call('journal.page', {})).rows.map(({ kind, data }) => ({ kind, data }))
    expect(await lines()).toEqual([])
    // It asks LastPass itself: what is known here may be old.
    engine.demo.edit.set(b, { disabled: true })
    expect(await engine.call('changes.dropDone', { plan })).toMatchObject({ dropped: 1, left: 1, read: true })
    expect((await engine.call('changes.waiting', {})).plans).toMatchObject([{ rows: 1, standing: { clean: 1 } }])
    engine.demo.edit.rename(a, 'A')
    expect(await engine.call('changes.dropDone', { plan })).toMatchObject({ dropped: 1, left: 0 })
    expect((await engine.call('changes.waiting', {})).plans).toEqual([])
    expect(await lines()).toMatchObject([
      { kind: 'set-aside', data: { because: 'already-done', rows: [{ row: 1, change: disable(b) }] } },
      { kind: 'set-aside', data: { because: 'already-done', rows: [{ row: 0, change: { username: a } }] } },
    ])
    expect(engine.demo.ledger).toEqual([])
  })

  it('keeps what has expired and is not done on the list, when what is done is taken off', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const { plan } = await engine.call('changes.preview', { changes: [rename(a, 'A'), disable(b)] })
    await engine.call('changes.keep', { plan })
    engine.demo.edit.rename(a, 'A')
    await engine.call('changes.compare', { plan })
    now += 73 * hour
    expect(await engine.call('changes.dropDone', { plan })).toMatchObject({ dropped: 1, left: 1 })
    expect((await engine.call('changes.waiting', {})).plans).toMatchObject([{ plan, rows: 1, expired: true }])
  })

  it('takes off what is done by what is known here where LastPass cannot be asked, and says of when that is', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const { plan } = await engine.call('changes.preview', { changes: [rename(a, 'A'), rename(b, 'B')] })
    await engine.call('changes.keep', { plan })
    engine.demo.edit.rename(a, 'A')
    await engine.session.directory.sync(false)
    const asOf = new Date(now).toISOString()
    now += hour
    await engine.service.pause()
    expect(await engine.call('changes.dropDone', { plan })).toEqual({ dropped: 1, left: 1, read: false, asOf })
    expect((await engine.call('journal.page', {})).rows.at(-1)).toMatchObject({
      kind: 'set-aside',
      data: { read: false, asOf, total: 1 },
    })
    await engine.service.resume()
    // Another kind of failure is no reason to guess.
    engine.demo.edit.rename(b, 'B')
    engine.demo.misbehave({ how: { kind: 'page' } })
    expect(await engine.refused('changes.dropDone', { plan })).toMatchObject({ code: 'unexpected-answer' })
    expect((await engine.call('changes.waiting', {})).plans).toMatchObject([{ rows: 1 }])
  })

  it.each(['changes.dropDone', 'changes.resolve'] as const)(
    'is altered with its line in the journal, or not at all, when %s is cut off',
    async (name) => {
      const [a, b] = engine.people(2) as [string, string]
      const { plan } = await engine.call('changes.preview', { changes: [rename(a, 'A'), rename(b, 'B')] })
      await engine.call('changes.keep', { plan })
      engine.demo.edit.rename(a, 'A')
      await engine.call('changes.compare', { plan })
      const act = () =>
        name === 'changes.dropDone'
          ? engine.call(name, { plan })
          : engine.call(name, { plan, choices: [{ row: 0, choice: 'theirs' }] })
      const before = await engine.call('changes.plan', { plan })
      const store = openStore({
        file: join(engine.home, 'journal.db'),
        key: (await engine.vault.read('tenant/database-key')) ?? '',
        migrations: journalMigrations,
        durability: 'full',
      })
      store.exec("CREATE TRIGGER cut BEFORE INSERT ON journal BEGIN SELECT raise(ABORT, 'cut off'); END")
      await expect(act()).rejects.toThrow('cut off')
      store.exec('DROP TRIGGER cut')
      store.close()
      const rows = () => engine.call('changes.waiting', {}).then(({ plans }) => plans[0]?.rows)
      expect(await rows()).toBe(2)
      await engine.reopen()
      expect(await engine.call('changes.plan', { plan })).toEqual(before)
      await act()
      expect(await rows()).toBe(1)
      await engine.reopen()
      expect(await rows()).toBe(1)
    },
  )

  it('sends nothing of what a person was shown as already done, unless it was shown as open again', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const changes = [rename(a, 'A'), rename(b, 'B')]
    const original = engine.session.directory.people.lookup([b])[0]?.[0]?.fullname ?? ''
    for (const again of [false, true]) {
      const { plan } = await engine.call('changes.preview', { changes })
      await engine.call('changes.keep', { plan })
      engine.demo.edit.rename(b, 'B')
      const { rows } = await engine.call('changes.compare', { plan })
      expect(rows.map(({ kind }) => kind)).toEqual(['clean', 'already-done'])
      engine.demo.edit.rename(b, original)
      await engine.session.directory.sync(false)
      if (again) await engine.call('changes.plan', { plan })
      const { job } = await engine.call('changes.apply', { plan })
      const done = await engine.call('jobs.wait', { job })
      expect(done.rows.map(({ outcome }) => outcome)).toEqual(['confirmed', again ? 'confirmed' : 'skipped'])
      if (!again) expect(done.rows[1]?.message).toContain('shown as already done')
      engine.demo.edit.rename(a, 'Somebody')
      await engine.session.directory.sync(false)
    }
  })

  it.each(['changes.dropDone', 'changes.resolve'] as const)(
    'is as it was sent: %s alters nothing of it meanwhile, whichever comes first',
    async (name) => {
      const [a, b, c] = engine.people(3) as [string, string, string]
      const changes = [rename(a, 'A'), rename(b, 'B'), rename(c, 'C')]
      for (const first of ['changes.apply', name] as const) {
        const { plan } = await engine.call('changes.preview', { changes })
        await engine.call('changes.keep', { plan })
        const done = changes.pop() as Change & { kind: 'rename' }
        engine.demo.edit.rename(done.username, done.fullname)
        await engine.call('changes.compare', { plan })
        const other = () =>
          name === 'changes.resolve'
            ? engine.refused(name, { plan, choices: [{ row: 0, choice: 'skip' }] })
            : engine.refused(name, { plan })
        const apply = () => engine.call('changes.apply', { plan })
        const started = first === name ? [other(), apply()] : [apply(), other()]
        const answers = await Promise.all(started)
        const job = answers.flatMap((answer) => ('job' in answer ? [answer.job] : []))[0] ?? ''
        expect(answers).toContainEqual(expect.objectContaining({ code: 'conflict' }))
        await engine.call('jobs.wait', { job })
        expect(await engine.refused('changes.apply', { plan })).toMatchObject({ code: 'conflict' })
      }
      expect((await engine.call('changes.waiting', {})).plans).toEqual([])
      const kinds = (await engine.call('journal.page', {})).rows.map(({ kind }) => kind)
      expect(kinds).not.toContain('set-aside')
      expect(kinds).not.toContain('resolve')
    },
  )

  it('journals only decisions on rows that it has', async () => {
    const [a] = engine.people(1) as [string]
    const { plan } = await engine.call('changes.preview', { changes: [rename(a, 'A')] })
    await engine.call('changes.keep', { plan })
    const choices = [0, 7].map((row) => ({ row, choice: 'skip' as const }))
    await engine.call('changes.resolve', { plan, choices })
    await engine.call('changes.resolve', { plan, choices })
    const lines = (await engine.call('journal.page', {})).rows.filter(({ kind }) => kind === 'resolve')
    expect(lines.map(({ data }) => data)).toMatchObject([{ choices: [{ row: 0, choice: 'skip' }] }])
  })

  it('lets destructive rows expire after 72 hours, and no others', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const { plan } = await engine.call('changes.preview', { changes: [rename(a, 'A'), disable(b)] })
    await engine.call('changes.keep', { plan })
    expect((await engine.call('changes.plan', { plan })).expires).toBe('2026-11-23T08:00:00.000Z')
    now += 72 * hour - 1
    expect((await engine.call('changes.waiting', {})).plans[0]?.expired).toBe(false)
    now += 1
    expect((await engine.call('changes.waiting', {})).plans[0]?.expired).toBe(true)
    const view = await engine.call('changes.plan', { plan })
    expect(view.rows.map(({ verdict }) => verdict)).toEqual(['change', 'blocked'])
    const { job } = await engine.call('changes.apply', { plan })
    const done = await engine.call('jobs.wait', { job })
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'skipped'])
  })

  it('stays expired when the clock is set back, also after a restart, and new ones get their whole time', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const { plan } = await engine.call('changes.preview', { changes: [disable(a)] })
    await engine.call('changes.keep', { plan })
    now += 73 * hour
    await engine.reopen()
    now -= 73 * hour
    expect((await engine.call('changes.waiting', {})).plans[0]?.expired).toBe(true)
    await engine.reopen()
    expect((await engine.call('changes.waiting', {})).plans[0]?.expired).toBe(true)
    expect((await engine.call('errors.page', {})).rows[0]?.message).toContain('behind the latest time')
    const later = await engine.call('changes.preview', { changes: [disable(b)] })
    await engine.call('changes.keep', { plan: later.plan })
    const { plans } = await engine.call('changes.waiting', {})
    expect(plans.map((each) => [each.plan === plan, each.expired]).sort()).toEqual([
      [false, false],
      [true, true],
    ])
  })

  it('can be discarded, and is gone then', async () => {
    const [a] = engine.people(1) as [string]
    const { plan } = await engine.call('changes.preview', { changes: [disable(a)] })
    await engine.call('changes.keep', { plan })
    await engine.call('changes.discard', { plan })
    expect((await engine.call('changes.waiting', {})).plans).toEqual([])
    expect(await engine.refused('changes.apply', { plan, confirm: a })).toMatchObject({ code: 'conflict' })
    await engine.reopen()
    expect(await engine.refused('changes.plan', { plan })).toMatchObject({ code: 'not-found' })
  })

  it('forgets a preview that nobody kept after a day', async () => {
    const [a] = engine.people(1) as [string]
    const { plan } = await engine.call('changes.preview', { changes: [disable(a)] })
    now += 23 * hour
    await engine.reopen()
    expect((await engine.call('changes.plan', { plan })).plan).toBe(plan)
    now += 2 * hour
    await engine.reopen()
    expect(await engine.refused('changes.plan', { plan })).toMatchObject({ code: 'not-found' })
  })
})

describe('a job', () => {
  it('can be paused and cancelled between requests, with an honest account of what was done', async () => {
    const people = engine
      .people(80)
      .filter((name) => engine.session.directory.people.lookup([name])[0]?.[0]?.passwordResetRequired === false)
      .slice(0, 60)
    const changes = people.map((username): Change => ({ kind: 'require-password-change', username }))
    const { plan, confirm } = await engine.call('changes.preview', { changes })
    let sent = 0
    let job = ''
    engine.demo.misbehave({
      how: { kind: 'slow', milliseconds: 1 },
      on: (command) => {
        if (command !== 'requiremasterpasswordchange') return false
        sent++
        if (sent === 5) void engine.call('jobs.pause', { job })
        if (sent === 8) void engine.call('jobs.cancel', { job })
        return false
      },
    })
    job = (await engine.call('changes.apply', { plan, confirm: confirm ?? '' })).job
    const paused = await engine.call('jobs.wait', { job })
    expect([paused.state, paused.job.counts.confirmed, paused.job.counts.waiting]).toEqual(['paused', 5, 55])
    await engine.call('jobs.resume', { job })
    const cancelled = await engine.call('jobs.wait', { job })
    expect([cancelled.state, cancelled.job.counts.confirmed, cancelled.job.counts.skipped]).toEqual([
      'cancelled',
      8,
      52,
    ])
    expect(engine.demo.ledger).toHaveLength(8)
  })

  it('waits its turn: two jobs about one person never overlap', async () => {
    const [a] = engine.people(1) as [string]
    const first = await engine.call('changes.preview', { changes: [rename(a, 'First')] })
    const second = await engine.call('changes.preview', { changes: [rename(a, 'Second')] })
    const jobs = [
      await engine.call('changes.apply', { plan: first.plan }),
      await engine.call('changes.apply', { plan: second.plan }),
    ]
    const done = []
    for (const job of jobs) done.push(await engine.call('jobs.wait', job))
    expect(done.map(({ rows }) => rows[0]?.outcome)).toEqual(['confirmed', 'skipped'])
    expect(done[1]?.rows[0]?.message).toContain('“First”')
  })
})

describe('a start', () => {
  it('finds what the last run left, reads it again, sends nothing, and shows it', async () => {
    const [a, b] = engine.people(2) as [string, string]
    // The hash is refused as soon as the change is made, so that the last run could not read it again.
    engine.demo.misbehave({ how: { kind: 'hash-reset' }, on: 'getuserdata', after: 2 })
    const { plan } = await engine.call('changes.preview', { changes: [disable(a), disable(b)] })
    const { job } = await engine.call('changes.apply', { plan })
    expect((await engine.call('jobs.wait', { job })).job).toMatchObject({ state: 'paused', counts: { sent: 2 } })
    engine.demo.misbehave(null)
    const from = engine.service.requests.length
    await engine.reopen({ writing: false })
    await engine.session.changes.recover()
    const found = await engine.call('jobs.get', { job })
    expect(found.rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed'])
    expect(found.state).toBe('done')
    expect(engine.service.requests.slice(from).every(({ command }) => command === 'getuserdata')).toBe(true)
  })

  it('does not send what was held when the last run ended', async () => {
    await engine.reopen({ writing: false })
    await engine.call('writing.enable', {})
    await engine.call('guards.set', { holdSeconds: 60 })
    const [a] = engine.people(1) as [string]
    const { plan } = await engine.call('changes.preview', { changes: [disable(a)] })
    const { job } = await engine.call('changes.apply', { plan })
    await engine.reopen({ writing: false })
    const found = await engine.call('jobs.get', { job })
    expect([found.state, found.rows[0]?.outcome]).toEqual(['paused', 'waiting'])
    expect(engine.demo.ledger).toEqual([])
  })
})
