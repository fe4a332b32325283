import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change, ChangeKind } from '../../../src/contract/change.ts'
import { createWriting } from '../../../src/main/changes/safety/safe-mode.ts'
import { carriedOut, disable, type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
afterEach(() => engine.close())

describe('before anything is sent', () => {
  beforeEach(async () => {
    engine = await openEngine()
  })

  it('the preview says what is wrong: unknown, twice, contradicting, so already', async () => {
    const [a, b, c] = engine.people(3) as [string, string, string]
    const { rows, counts } = await engine.call('changes.preview', {
      changes: [
        disable(a),
        disable(a.toUpperCase()),
        disable('nobody@example.com'),
        disable(b),
        { kind: 'delete', username: b },
        { kind: 'enable', username: c },
      ],
    })
    expect(rows.map(({ verdict }) => verdict)).toEqual([
      'change',
      'blocked',
      'blocked',
      'blocked',
      'blocked',
      'unchanged',
    ])
    expect(rows.map(({ undo }) => undo)).toEqual(['enable', null, null, null, null, null])
    expect(counts).toEqual({ change: 1, unchanged: 1, blocked: 4 })
  })

  it('more destructive rows than the cap ask for their number, and nothing is sent without it', async () => {
    const people = engine.people(11)
    const { plan, confirm } = await engine.call('changes.preview', { changes: people.map(disable) })
    expect(confirm).toBe('11')
    expect(await engine.refused('changes.apply', { plan })).toMatchObject({ code: 'invalid', path: 'confirm' })
    expect(await engine.refused('changes.apply', { plan, confirm: '10' })).toMatchObject({ path: 'confirm' })
    expect(engine.demo.ledger).toEqual([])
    await engine.call('changes.apply', { plan, confirm: ' 11 ' })
  })

  it('what cannot be undone asks for the address', async () => {
    const [a] = engine.people(1) as [string]
    const { plan, confirm, rows } = await engine.call('changes.preview', { changes: [{ kind: 'delete', username: a }] })
    expect(confirm).toBe(a)
    expect(rows[0]).toMatchObject({ undo: null, undoNote: expect.stringContaining('for good') })
    expect(await engine.refused('changes.apply', { plan, confirm: '1' })).toMatchObject({ path: 'confirm' })
  })

  it('a reason can be demanded, and is on record', async () => {
    const [a] = engine.people(1) as [string]
    await engine.call('guards.set', { reasonRequired: true })
    const { plan, reasonRequired } = await engine.call('changes.preview', { changes: [disable(a)] })
    expect(reasonRequired).toBe(true)
    expect(await engine.refused('changes.apply', { plan, reason: '  ' })).toMatchObject({ path: 'reason' })
    await engine.call('changes.apply', { plan, ticket: 'HR-1' })
    const { rows } = await engine.call('journal.page', { kind: 'apply' })
    expect(rows[0]?.data).toMatchObject({ reason: { ticket: 'HR-1' }, by: { user: 'tester' } })
    expect((await engine.call('journal.page', { kind: 'guards' })).rows[0]?.data).toMatchObject({
      after: { reasonRequired: true },
    })
  })

  it('one plan makes one job, however often and however quickly it is sent', async () => {
    const [a] = engine.people(1) as [string]
    const { plan } = await engine.call('changes.preview', {
      changes: [{ kind: 'require-password-change', username: a }],
    })
    const sent = await Promise.allSettled([1, 2, 3].map(() => engine.call('changes.apply', { plan })))
    expect(sent.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await engine.refused('changes.apply', { plan })).toMatchObject({ code: 'conflict' })
    const { rows } = await engine.call('jobs.page', {})
    await engine.call('jobs.wait', { job: rows[0]?.id ?? '' })
    expect(rows).toHaveLength(1)
    expect(carriedOut(engine, 'requiremasterpasswordchange').get(a)).toBe(1)
  })

  it('a list that has shrunk stops the plan until a person says that it is right', async () => {
    const people = engine.people(3)
    const preview = (entries: number) =>
      engine.call('changes.preview', { changes: [disable(people[0] as string)], source: { name: 'hr.csv', entries } })
    const first = await preview(100)
    expect(first.stopped).toBeNull()
    await engine.call('jobs.wait', await engine.call('changes.apply', { plan: first.plan }))
    await engine.run([{ kind: 'enable', username: people[0] as string }])
    const second = await preview(49)
    expect(second.stopped).toContain('hr.csv')
    expect(await engine.refused('changes.apply', { plan: second.plan })).toMatchObject({ code: 'suspicious' })
    await engine.call('changes.apply', { plan: second.plan, acceptFewer: true })
  })

  it('nothing is sent while an answer with suspiciously few people waits', async () => {
    const [a] = engine.people(1) as [string]
    const { plan } = await engine.call('changes.preview', { changes: [disable(a)] })
    engine.demo.misbehave({ how: { kind: 'empty' }, on: 'getuserdata' })
    await engine.session.directory.sync(false).catch(() => {})
    expect(await engine.refused('changes.apply', { plan, acceptFewer: true })).toMatchObject({ code: 'suspicious' })
    expect(engine.demo.ledger).toEqual([])
  })

  it('a protected account that was not protected at the preview is kept all the same', async () => {
    const [a, b] = engine.people(2) as [string, string]
    const { plan } = await engine.call('changes.preview', { changes: [disable(a), disable(b)] })
    await engine.call('guards.set', { protected: [b] })
    const { job } = await engine.call('changes.apply', { plan })
    const { rows } = await engine.call('jobs.wait', { job })
    expect(rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'skipped'])
  })

  it('the last admins are not all disabled, even by plans that do not know of each other', async () => {
    const admins = engine.session.directory.people.admins()
    const rest = admins.slice(2)
    const plans = []
    await engine.call('guards.set', { cap: 100 })
    if (rest.length > 0) await engine.run(rest.map(disable))
    for (const admin of admins.slice(0, 2))
      plans.push(await engine.call('changes.preview', { changes: [disable(admin)] }))
    expect(plans.map(({ counts }) => counts.change)).toEqual([1, 1])
    const jobs = []
    for (const { plan } of plans) jobs.push(await engine.call('changes.apply', { plan }))
    const done = []
    for (const job of jobs) done.push(await engine.call('jobs.wait', job))
    expect(done.flatMap(({ rows }) => rows.map(({ outcome }) => outcome))).toEqual(['confirmed', 'skipped'])
    expect(done[1]?.rows[0]?.message).toContain('last admin')
  })

  it('requests are shown as they would leave, and the hash is nowhere', async () => {
    const people = engine.people(3)
    const { plan } = await engine.call('changes.preview', { changes: people.map(disable) })
    const { rows, total } = await engine.call('changes.requests', { plan })
    expect(total).toBe(1)
    expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({
      cmd: 'disableuser',
      data: people,
      cid: Number(engine.demo.cid),
    })
    await engine.call('jobs.wait', await engine.call('changes.apply', { plan }))
    const { rows: lines } = await engine.call('journal.page', {})
    expect(JSON.stringify([rows, lines, await engine.call('errors.page', {})])).not.toContain(engine.demo.hash)
  })
})

describe('safe mode', () => {
  it('is on at every start: nothing is sent until a person enables changes, and again after a restart', async () => {
    engine = await openEngine(80, { writing: false })
    const [a] = engine.people(1) as [string]
    await engine.call('guards.set', { holdSeconds: 0 })
    const { plan } = await engine.call('changes.preview', { changes: [disable(a)] })
    expect(await engine.refused('changes.apply', { plan })).toMatchObject({ code: 'not-allowed' })
    expect((await engine.call('writing.state', {})).enabledUntil).toBeNull()
    await engine.call('writing.enable', {})
    await engine.reopen()
    expect((await engine.call('writing.state', {})).enabledUntil).toBeNull()
    expect(await engine.refused('changes.apply', { plan })).toMatchObject({ code: 'not-allowed' })
    await engine.call('writing.enable', {})
    const { job } = await engine.call('changes.apply', { plan })
    expect((await engine.call('jobs.wait', { job })).job.counts.confirmed).toBe(1)
  })

  it('ends after 15 minutes of use, after 5 without, and when the clock is set back', () => {
    let now = Date.parse('2026-11-20T08:00:00Z')
    const minute = 60_000
    const writing = createWriting({ now: () => now, always: false, changed: () => {} })
    const on = () => writing.until() !== null
    writing.enable()
    now += 4 * minute
    writing.touch()
    now += 4 * minute
    expect(on()).toBe(true)
    now += minute
    expect(on()).toBe(false)
    writing.enable()
    for (let at = 0; at < 14; at++) {
      now += minute
      writing.touch()
    }
    expect(on()).toBe(true)
    now += minute
    writing.touch()
    expect(on()).toBe(false)
    writing.enable()
    now -= minute
    expect(on()).toBe(false)
    expect(() => writing.require()).toThrow('Enable changes')
  })

  it('can be ended also where the run was started with it', () => {
    let told = 0
    const writing = createWriting({ now: () => 0, elapsed: () => 0, always: true, changed: () => told++ })
    writing.require()
    writing.disable()
    expect([writing.until(), told]).toEqual([null, 1])
    expect(() => writing.require()).toThrow('Enable changes')
    writing.enable()
    writing.require()
  })
})

describe('the seconds before sending', () => {
  it('let a job be called back: nothing was sent', async () => {
    engine = await openEngine(80, { writing: false })
    await engine.call('writing.enable', {})
    await engine.call('guards.set', { holdSeconds: 60 })
    const people = engine.people(2)
    const { plan } = await engine.call('changes.preview', { changes: people.map(disable) })
    const { job } = await engine.call('changes.apply', { plan })
    const held = await engine.call('jobs.get', { job })
    expect(held.state).toBe('holding')
    expect(held.job.holdUntil).not.toBeNull()
    await engine.call('jobs.cancel', { job })
    const over = await engine.call('jobs.get', { job })
    expect([over.state, over.job.calledBack, over.job.counts.skipped]).toEqual(['cancelled', true, 2])
    expect(engine.demo.ledger).toEqual([])
    expect(await engine.refused('jobs.resume', { job })).toMatchObject({ code: 'conflict' })
  })

  it('pass, and then the job goes by itself', async () => {
    engine = await openEngine(80, { writing: false })
    await engine.call('writing.enable', {})
    await engine.call('guards.set', { holdSeconds: 1 })
    const [a] = engine.people(1) as [string]
    const { plan } = await engine.call('changes.preview', { changes: [disable(a)] })
    const { job } = await engine.call('changes.apply', { plan })
    expect(engine.demo.ledger).toEqual([])
    expect((await engine.call('jobs.wait', { job })).job.counts.confirmed).toBe(1)
  })
})

describe('a seat', () => {
  it('sees what it may not do as blocked, and cannot send it when it lost the right meanwhile', async () => {
    let kinds: ReadonlySet<ChangeKind> = new Set(['disable', 'delete'])
    engine = await openEngine(80, { allowedKinds: () => kinds })
    const [a, b] = engine.people(2) as [string, string]
    const changes: Change[] = [disable(a), { kind: 'rename', username: b, fullname: 'N' }]
    const { plan, rows } = await engine.call('changes.preview', { changes })
    expect(rows.map(({ verdict }) => verdict)).toEqual(['change', 'blocked'])
    kinds = new Set(['enable'])
    expect(await engine.refused('changes.apply', { plan })).toMatchObject({ code: 'not-allowed' })
    expect((await engine.call('writing.state', {})).kinds).toEqual(['enable'])
  })

  it('cannot change what a policy fixes', async () => {
    engine = await openEngine(80, { policy: () => ({ cap: 3 }) })
    expect(await engine.call('guards.get', {})).toMatchObject({ cap: 3, fixed: ['cap'] })
    expect(await engine.refused('guards.set', { cap: 1000 })).toMatchObject({ code: 'not-allowed' })
    const { confirm } = await engine.call('changes.preview', { changes: engine.people(4).map(disable) })
    expect(confirm).toBe('4')
  })
})
