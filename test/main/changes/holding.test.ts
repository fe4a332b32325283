import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { disable, type Engine, openEngine } from '../../harness/session.ts'

let now: number
let engine: Engine
beforeEach(async () => {
  now = Date.parse('2026-11-20T08:00:00Z')
  engine = await openEngine(80, { writing: false }, { now: () => now })
  await engine.call('writing.enable', {})
  await engine.call('guards.set', { holdSeconds: 60 })
})
afterEach(() => engine.close())

const lines = async () =>
  (await engine.call('journal.page', {})).rows.map(({ kind, data }) => ({
    kind,
    data: data as Record<string, unknown>,
  }))
const kinds = async (job: string) => (await engine.call('journal.page', { job })).rows.map(({ kind }) => kind)

/** A job of one change whose row failed, without a hold. */
async function failed(username: string): Promise<string> {
  await engine.call('guards.set', { holdSeconds: 0 })
  engine.demo.misbehave({ how: { kind: 'refusing', words: 'not today' }, on: 'requiremasterpasswordchange' })
  const job = await engine.run([{ kind: 'require-password-change', username }])
  expect(job.rows[0]?.outcome).toBe('failed')
  engine.demo.misbehave(null)
  await engine.call('guards.set', { holdSeconds: 60 })
  return job.job.id
}

describe('a job that is called back in its hold', () => {
  it('gives its plan back, with the reason and what was decided in it', async () => {
    const [a = '', b = ''] = engine.people(2)
    const { plan } = await engine.call('changes.preview', { changes: [disable(a), disable(b)] })
    await engine.call('changes.keep', { plan })
    await engine.call('changes.resolve', { plan, choices: [{ row: 1, choice: 'skip' }] })
    const given = { reason: 'Left the company', ticket: 'HR-1' }
    const { confirm } = await engine.call('changes.plan', { plan })
    const { job } = await engine.call('changes.apply', { plan, ...given, confirm: confirm ?? '' })
    await engine.call('jobs.cancel', { job })
    const over = await engine.call('jobs.get', { job })
    expect(over.job).toMatchObject({ state: 'cancelled', calledBack: true })
    const waiting = await engine.call('changes.waiting', {})
    expect(waiting.plans.map((each) => each.plan)).toEqual([plan])
    const back = await engine.call('changes.plan', { plan })
    expect(back.reason).toEqual(given)
    expect(back.rows.map(({ verdict }) => verdict)).toEqual(['change', 'unchanged'])
    expect(await kinds(job)).toEqual(['apply', 'call-back'])
    expect(engine.demo.ledger).toEqual([])
    // And it can be sent after all.
    const again = await engine.call('changes.apply', { plan, confirm: back.confirm ?? '' })
    await engine.call('jobs.sendNow', { job: again.job })
    expect((await engine.call('jobs.wait', { job: again.job })).job.counts).toMatchObject({ confirmed: 1 })
    expect(await kinds(again.job)).toEqual(['apply', 'release', 'intent', 'answer', 'outcome', 'done'])
    expect((await lines()).find(({ kind }) => kind === 'apply')?.data).toMatchObject({ holdSeconds: 60 })
    expect(await engine.refused('jobs.sendNow', { job: again.job })).toMatchObject({ code: 'conflict' })
  })

  it('is as before where it was only to go on', async () => {
    const [a = ''] = engine.people(1)
    const job = await failed(a)
    const before = await engine.call('jobs.get', { job })
    await engine.call('jobs.resume', { job })
    expect(await engine.call('jobs.get', { job })).toMatchObject({ state: 'holding', job: { counts: { waiting: 1 } } })
    await engine.call('jobs.cancel', { job })
    expect(await engine.call('jobs.get', { job })).toEqual(before)
    expect((await engine.call('errors.page', {})).total).toBe(1)
  })
})

describe('trying again', () => {
  it('is held like everything else, and solves the error once all is confirmed', async () => {
    const [a = ''] = engine.people(1)
    const job = await failed(a)
    const sent = engine.service.requests.length
    await engine.call('jobs.resume', { job })
    const { holdUntil } = (await engine.call('jobs.get', { job })).job
    expect(holdUntil).toBe(new Date(now + 60_000).toISOString())
    expect(engine.service.requests.length).toBe(sent)
    await engine.call('jobs.sendNow', { job })
    expect((await engine.call('jobs.wait', { job })).rows[0]?.outcome).toBe('confirmed')
    expect((await engine.call('errors.page', {})).total).toBe(0)
  })

  it('is a paused job after a restart within the hold', async () => {
    const [a = ''] = engine.people(1)
    const job = await failed(a)
    await engine.call('jobs.resume', { job })
    expect((await engine.call('jobs.unsent', {})).jobs).toMatchObject([{ job, state: 'holding', waiting: 1 }])
    await engine.reopen()
    expect((await engine.call('jobs.unsent', {})).jobs).toMatchObject([
      { job, state: 'paused', waiting: 1, note: expect.stringContaining('held') },
    ])
  })
})

describe('the journal', () => {
  it('says until when changes are enabled, and when and why they ended', async () => {
    const said = async () => (await lines()).filter(({ kind }) => kind === 'writing').map(({ data }) => data)
    expect(await said()).toMatchObject([{ enabled: true, until: '2026-11-20T08:15:00.000Z', idleMinutes: 5 }])
    now += 5 * 60_000
    expect((await engine.call('writing.state', {})).enabledUntil).toBeNull()
    await engine.call('writing.enable', {})
    for (let minute = 0; minute < 16; minute += 4) {
      now += 4 * 60_000
      engine.session.changes.writing.touch()
    }
    await engine.call('writing.enable', {})
    await engine.call('writing.disable', {})
    await engine.call('writing.enable', {})
    await engine.reopen({ writing: false })
    expect((await said()).map((data) => (data.enabled ? data.until : [data.because, data.at]))).toEqual([
      '2026-11-20T08:15:00.000Z',
      ['idle', '2026-11-20T08:05:00.000Z'],
      '2026-11-20T08:20:00.000Z',
      ['limit', '2026-11-20T08:20:00.000Z'],
      '2026-11-20T08:36:00.000Z',
      ['hand', '2026-11-20T08:21:00.000Z'],
      '2026-11-20T08:36:00.000Z',
      ['close', '2026-11-20T08:21:00.000Z'],
    ])
    expect(await engine.call('journal.verify', {})).toMatchObject({ intact: true })
  })
})

describe('an undone job', () => {
  it('offers no undo, names the job that undid it, and undoing that is called redoing', async () => {
    await engine.call('guards.set', { holdSeconds: 0 })
    const [a = '', b = ''] = engine.people(2)
    const first = await engine.run([disable(a), disable(b)])
    const part = await engine.call('jobs.undo', { job: first.job.id, usernames: [a] })
    await engine.call('jobs.wait', await engine.call('changes.apply', { plan: part.plan }))
    expect((await engine.call('jobs.get', { job: first.job.id })).job).toMatchObject({ undoable: 1 })
    const undo = await engine.call('jobs.undo', { job: first.job.id, usernames: [b] })
    const { job } = await engine.call('changes.apply', { plan: undo.plan })
    await engine.call('jobs.wait', { job })
    expect((await engine.call('jobs.get', { job: first.job.id })).job).toMatchObject({ undoable: 0, undoneBy: job })
    const redo = await engine.call('jobs.undo', { job })
    expect(redo.title).toBe(undo.title.replace('Undo: ', 'Redo: '))
  })
})
