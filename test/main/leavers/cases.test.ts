import { afterEach, describe, expect, it } from 'vitest'
import type { Output } from '../../../src/contract/calls.ts'
import type { AppOptions } from '../../../src/main/ports.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { quick } from '../../harness/session.ts'

let tenant: TestTenant
afterEach(() => tenant?.close())

/** The application's clock: it runs, and days can be added to it. */
const start = Date.parse('2026-11-20T09:00:00Z')
let begun = 0
let added = 0
const now = () => start + added + Date.now() - begun

async function open(more: Partial<AppOptions> = {}): Promise<TestTenant> {
  begun = Date.now()
  added = 0
  tenant = await openTenant({ now }, { now, writing: true, ...more })
  await tenant.call('directory.sync', {})
  return tenant
}

async function someone(count: number): Promise<Output<'users.page'>['rows']> {
  const { rows } = await tenant.call('users.page', { status: ['active'], admin: false, offset: 0, limit: 100 })
  return rows.filter(({ groups }) => groups.length > 0).slice(0, count)
}

const run = async (batch: string) => {
  const { job } = await tenant.call('leavers.apply', { batch })
  return tenant.call('jobs.wait', { job, timeoutMs: 10_000 })
}

describe('a leaver', () => {
  it('is disabled first, and leaves groups only once that is confirmed', async () => {
    await open()
    const [person] = await someone(1)
    const username = person?.username ?? ''
    const started = await tenant.call('leavers.start', {
      usernames: [username],
      removeFromGroups: true,
      ticket: 'HR-77',
      requestedBy: 'Rosa Example',
      requestedAt: '2026-11-20T07:30:00Z',
    })
    expect(started).toMatchObject({ cases: 1, leftOut: [] })
    const before = await tenant.call('leavers.next', { batch: started.batch })
    // The disable was not sent, so the plan is for the same step again, and not for the groups.
    const preview = await tenant.call('changes.plan', { plan: before.plan ?? '' })
    expect(preview.rows.map(({ change }) => change.kind)).toEqual(['disable'])

    expect((await run(started.batch)).rows.map(({ outcome }) => outcome)).toEqual(['confirmed'])
    const { rows } = await tenant.call('leavers.cases', { batch: started.batch })
    const detail = await tenant.call('leavers.case', { case: rows[0]?.case ?? '' })
    expect(detail.steps.map(({ kind, state }) => [kind, state])).toEqual([
      ['disable', 'confirmed'],
      ['groups', 'waiting'],
      ['console', 'by-hand'],
      ['rotation', 'by-hand'],
    ])
    expect(detail.groupsBefore).toEqual(person?.groups)

    const next = await tenant.call('leavers.next', { batch: started.batch })
    expect(next).toMatchObject({ people: 1, heldCount: 0 })
    await run(started.batch)
    const current = await tenant.call('users.get', { username })
    expect(current.disabled).toBe(true)
    expect(current.groups).toEqual([])
    await tenant.call('leavers.done', { cases: [detail.case], step: 'end-sessions', done: true, note: 'by phone' })
    const after = await tenant.call('leavers.case', { case: detail.case })
    expect(after.state).toBe('done')
    expect(after.steps[2]).toMatchObject({ state: 'done-by-hand', message: expect.stringContaining('by phone') })
  })

  it('is not removed before disabling is confirmed and the console step is ticked', async () => {
    await open()
    const [person] = await someone(1)
    const username = person?.username ?? ''
    const { batch } = await tenant.call('leavers.start', {
      usernames: [username],
      action: 'remove',
      console: ['transfer-vault'],
    })
    await run(batch)
    const held = await tenant.call('leavers.next', { batch })
    expect(held).toMatchObject({ plan: null, people: 0, heldCount: 1 })
    expect(held.held[0]?.reason).toContain('Transfer the vault')
    const { rows } = await tenant.call('leavers.cases', { batch })
    await tenant.call('leavers.done', { cases: [rows[0]?.case ?? ''], step: 'transfer-vault', done: true })
    const open2 = await tenant.call('leavers.next', { batch })
    const plan = await tenant.call('changes.plan', { plan: open2.plan ?? '' })
    const { job } = await tenant.call('leavers.apply', { batch, confirm: plan.confirm ?? '' })
    await tenant.call('jobs.wait', { job, timeoutMs: 10_000 })
    const detail = await tenant.call('leavers.case', { case: rows[0]?.case ?? '' })
    expect(detail).toMatchObject({ state: 'done', undo: { possible: false } })
    expect(await tenant.refused('leavers.undo', { case: detail.case })).toMatchObject({ code: 'conflict' })
    expect(tenant.demo.ledger.map(({ command }) => command)).toEqual(['disableuser', 'deluser'])
  })

  it('whose disabling LastPass did not carry out is held, and needs attention', async () => {
    await open({ changeTiming: quick })
    const [person] = await someone(1)
    const { batch } = await tenant.call('leavers.start', {
      usernames: [person?.username ?? ''],
      removeFromGroups: true,
    })
    tenant.demo.misbehave({ how: { kind: 'idle' }, on: 'disableuser' })
    await run(batch)
    tenant.demo.misbehave(null)
    const { rows } = await tenant.call('leavers.cases', { batch })
    expect(rows[0]?.state).toBe('attention')
    // Only the failed step can be planned again; the groups stay where they are.
    const next = await tenant.call('leavers.next', { batch })
    const plan = await tenant.call('changes.plan', { plan: next.plan ?? '' })
    expect(plan.rows.map(({ change }) => change.kind)).toEqual(['disable'])
  })
})

describe('closing', () => {
  it('drops what was not sent, lets the others go on, and wakes when a check finds more', async () => {
    await open()
    const people = await someone(2)
    const usernames = people.map(({ username }) => username)
    const { batch } = await tenant.call('leavers.start', { usernames })
    const { rows } = await tenant.call('leavers.cases', { batch })
    const stays = rows.find(({ username }) => username === usernames[0])
    await tenant.call('leavers.close', { cases: [stays?.case ?? ''], reason: 'Stays after all' })
    expect(await tenant.refused('leavers.apply', { batch })).toMatchObject({ code: 'conflict' })
    const next = await tenant.call('leavers.next', { batch })
    const plan = await tenant.call('changes.plan', { plan: next.plan ?? '' })
    expect(plan.rows.map(({ change }) => change.username)).toEqual([usernames[1]])
    const detail = await tenant.call('leavers.case', { case: stays?.case ?? '' })
    expect(detail).toMatchObject({
      state: 'done',
      summary: 'Closed: Stays after all',
      closed: { reason: 'Stays after all' },
    })
    expect(await tenant.refused('leavers.close', { cases: [stays?.case ?? ''], reason: ' ' })).toMatchObject({
      code: 'invalid',
    })

    await run(batch)
    const left = rows.find(({ username }) => username === usernames[1])?.case ?? ''
    await tenant.call('leavers.close', { cases: [left], reason: 'Rest is done elsewhere' })
    expect((await tenant.call('leavers.case', { case: left })).state).toBe('done')
    tenant.demo.edit.enable(usernames[1] ?? '')
    await tenant.call('leavers.check', { cases: [left] })
    expect((await tenant.call('leavers.case', { case: left })).state).toBe('attention')
  })
})

describe('what is refused', () => {
  it('is closing somebody whose change is on its way, and undoing what nothing was confirmed of', async () => {
    await open()
    const [person] = await someone(1)
    const { batch } = await tenant.call('leavers.start', { usernames: [person?.username ?? ''] })
    const [one] = (await tenant.call('leavers.cases', { batch })).rows
    const id = one?.case ?? ''
    expect(await tenant.refused('leavers.undo', { case: id })).toMatchObject({ code: 'conflict' })
    tenant.demo.misbehave({ how: { kind: 'slow', milliseconds: 1500 }, on: 'disableuser' })
    const { job } = await tenant.call('leavers.apply', { batch })
    await expect.poll(() => tenant.service.requests.some(({ command }) => command === 'disableuser')).toBe(true)
    expect(await tenant.refused('leavers.close', { cases: [id], reason: 'Stays' })).toMatchObject({ code: 'conflict' })
    await tenant.call('jobs.wait', { job, timeoutMs: 10_000 })
    await tenant.call('leavers.close', { cases: [id], reason: 'Rest is done elsewhere' })
  })
})

describe('after-checks', () => {
  async function left() {
    await open()
    const [person] = await someone(1)
    const username = person?.username ?? ''
    const { batch } = await tenant.call('leavers.start', { usernames: [username] })
    await run(batch)
    const { rows } = await tenant.call('leavers.cases', { batch })
    return { username, id: rows[0]?.case ?? '' }
  }
  const days = (count: number) => {
    added += count * 86_400_000
  }

  it('come due on day 1, 7 and 30, each once', async () => {
    const { id } = await left()
    expect((await tenant.call('leavers.due', {})).due).toBe(0)
    days(1.01)
    expect((await tenant.call('leavers.due', {})).due).toBe(1)
    const first = await tenant.call('leavers.check', { due: true })
    expect(first.rows.map(({ day, finding }) => [day, finding])).toEqual([[1, 'still-disabled']])
    expect((await tenant.call('leavers.check', { due: true })).rows).toEqual([])
    // Provost was closed meanwhile: one reading answers for both days.
    days(40)
    const late = await tenant.call('leavers.check', { due: true })
    expect(late.rows.map(({ day }) => day)).toEqual([7, 30])
    expect(await tenant.call('leavers.due', {})).toEqual({ due: 0, next: null })
    expect((await tenant.call('leavers.case', { case: id })).checks).toHaveLength(3)
  })

  it('see who was brought back, and who logged in', async () => {
    const { username, id } = await left()
    tenant.demo.edit.enable(username)
    tenant.demo.edit.set(username, { lastLogin: Math.floor((now() + 3_600_000) / 1000) })
    days(0.1)
    const check = await tenant.call('leavers.check', { cases: [id] })
    expect(check).toMatchObject({ checked: 1, attention: 1 })
    expect(check.rows[0]).toMatchObject({ day: null, finding: 'enabled-again' })
    expect(check.rows[0]?.loginSince).not.toBeNull()
    expect((await tenant.call('leavers.case', { case: id })).state).toBe('attention')
  })

  it('keep nothing when LastPass cannot be asked', async () => {
    const { id } = await left()
    days(2)
    tenant.demo.misbehave({ how: { kind: 'hash-reset' } })
    expect((await tenant.refused('leavers.check', { due: true })).code).toBe('credential-refused')
    expect((await tenant.call('leavers.case', { case: id })).checks).toEqual([])
    expect((await tenant.call('leavers.due', {})).due).toBe(1)
  })
})

describe('undo', () => {
  it('brings back somebody disabled by mistake with the groups, and ends the checks', async () => {
    await open()
    const [person] = await someone(1)
    const username = person?.username ?? ''
    const { batch } = await tenant.call('leavers.start', { usernames: [username], removeFromGroups: true })
    await run(batch)
    await tenant.call('leavers.next', { batch })
    await run(batch)
    const { rows } = await tenant.call('leavers.cases', { batch })
    const { plans } = await tenant.call('leavers.undo', { case: rows[0]?.case ?? '' })
    expect(plans).toHaveLength(2)
    for (const plan of plans) {
      const { job } = await tenant.call('changes.apply', { plan })
      await tenant.call('jobs.wait', { job, timeoutMs: 10_000 })
    }
    const current = await tenant.call('users.get', { username })
    expect(current.disabled).toBe(false)
    expect(current.groups).toEqual(person?.groups)
    const detail = await tenant.call('leavers.case', { case: rows[0]?.case ?? '' })
    expect(detail).toMatchObject({ state: 'done', nextCheck: null, undo: { possible: false } })
    expect(detail.summary).toContain('Undone')
  })
})
