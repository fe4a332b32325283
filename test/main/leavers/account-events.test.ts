import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Output } from '../../../src/contract/calls.ts'
import type { Change } from '../../../src/contract/change.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'

let tenant: TestTenant
afterEach(() => tenant?.close())

/** Two people who were disabled as leavers, and were looked at again. */
async function left(out = temporaryFolder()) {
  tenant = await openTenant(
    {},
    {
      writing: true,
      saveFile: async (name, fill) => {
        await writeWhole(join(out, name), fill)
        return join(out, name)
      },
    },
  )
  await tenant.call('directory.sync', {})
  const { rows } = await tenant.call('users.page', { status: ['active'], admin: false, offset: 0, limit: 2 })
  const usernames = rows.map(({ username }) => username)
  const { batch } = await tenant.call('leavers.start', { usernames, console: [] })
  const { job } = await tenant.call('leavers.apply', { batch })
  await tenant.call('jobs.wait', { job, timeoutMs: 10_000 })
  await tenant.call('leavers.check', { batch })
  return { usernames, batch, job, out }
}

/** Sends a plan that leavers know nothing of. */
async function elsewhere(...changes: Change[]): Promise<string> {
  const { plan, confirm } = await tenant.call('changes.preview', { changes })
  return sent(plan, confirm)
}
async function sent(plan: string, confirm: string | null): Promise<string> {
  const { job } = await tenant.call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
  await tenant.call('jobs.wait', { job, timeoutMs: 10_000 })
  return job
}
const casesOf = async (batch: string) => (await tenant.call('leavers.cases', { batch })).rows
const detailOf = async (batch: string, username: string): Promise<Output<'leavers.case'>> => {
  const one = (await casesOf(batch)).find((each) => each.username === username)
  return tenant.call('leavers.case', { case: one?.case ?? '' })
}

describe('a case', () => {
  it('knows an undo of the whole job, by whom and when, and its check is void', async () => {
    const { batch, job } = await left()
    for (const one of await casesOf(batch))
      expect(one).toMatchObject({ account: 'disabled', undone: null, lastCheck: { finding: 'still-disabled' } })
    const { plan, confirm } = await tenant.call('jobs.undo', { job })
    const undoing = await sent(plan, confirm)
    const [line] = (await tenant.call('journal.page', { job: undoing, kind: 'outcome', limit: 1 })).rows
    const rows = await casesOf(batch)
    expect(rows).toHaveLength(2)
    for (const one of rows) {
      expect(one).toMatchObject({
        state: 'done',
        lastCheck: null,
        nextCheck: null,
        latest: { kind: 'enabled', time: line?.time, job: undoing, by: expect.stringContaining(' at ') },
        undone: line?.time,
        account: 'active',
      })
      expect(one.summary).toMatch(/^Undone: enabled again on \d{4}-\d\d-\d\d at \d\d:\d\d UTC by .+, job “.+”$/)
    }
    const detail = await tenant.call('leavers.case', { case: rows[0]?.case ?? '' })
    expect(detail.checks).toMatchObject([{ finding: 'still-disabled', void: true }])
    expect(detail).toMatchObject({ undo: { possible: false }, account: 'active' })
    const [counted] = (await tenant.call('leavers.batches', {})).rows
    expect(counted).toMatchObject({ open: 0, attention: 0, done: 2 })
  })

  it('knows who was enabled from another plan, and accuses nobody when it is checked', async () => {
    const { batch, usernames } = await left()
    const [username = ''] = usernames
    await elsewhere({ kind: 'enable', username })
    const detail = await detailOf(batch, username)
    expect(detail).toMatchObject({ state: 'done', latest: { kind: 'enabled' } })
    const { rows, attention } = await tenant.call('leavers.check', { cases: [detail.case] })
    expect(attention).toBe(0)
    expect(rows[0]?.finding).toBe('undone')
    expect(rows[0]?.message).not.toContain('directory')
    const after = await detailOf(batch, username)
    expect(after.state).toBe('done')
    expect(after.summary).toContain('Undone')
    expect(after.checks.map((check) => [check.finding, check.void])).toEqual([
      ['still-disabled', true],
      ['undone', false],
    ])
    // The other one is as before.
    expect(await detailOf(batch, usernames[1] ?? '')).toMatchObject({ latest: null, lastCheck: { void: false } })
  })

  it('knows that somebody was disabled again, counts its checks from then, and can be undone once more', async () => {
    const { batch, usernames } = await left()
    const [username = ''] = usernames
    await elsewhere({ kind: 'enable', username })
    const before = await detailOf(batch, username)
    await elsewhere({ kind: 'disable', username })
    const again = await detailOf(batch, username)
    expect(again).toMatchObject({ latest: { kind: 'disabled' }, lastCheck: null, undo: { possible: true } })
    expect(again.summary).toContain('Disabled again on ')
    expect(Date.parse(again.confirmed ?? '')).toBeGreaterThan(Date.parse(before.latest?.time ?? ''))
    expect(again.nextCheck).not.toBeNull()
    const { plans } = await tenant.call('leavers.undo', { case: again.case })
    await sent(plans[0] ?? '', null)
    expect(await detailOf(batch, username)).toMatchObject({ state: 'done', latest: { kind: 'enabled' } })
  })

  it('knows that an account was deleted or removed by another plan', async () => {
    const { batch, usernames } = await left()
    const [first = '', second = ''] = usernames
    await elsewhere({ kind: 'delete', username: first })
    await elsewhere({ kind: 'remove', username: second })
    const deleted = await detailOf(batch, first)
    expect(deleted).toMatchObject({
      state: 'done',
      latest: { kind: 'deleted' },
      undo: { possible: false },
      account: 'gone',
    })
    expect(deleted.summary).toMatch(/^Deleted on .+ by .+, job “/)
    expect(await detailOf(batch, second)).toMatchObject({ state: 'done', latest: { kind: 'removed' } })
    const { rows } = await tenant.call('leavers.check', { cases: [deleted.case] })
    expect(rows[0]).toMatchObject({ finding: 'gone', message: expect.not.stringContaining('somebody else') })
  })

  it('takes over that another plan did what its own step was to do', async () => {
    await left()
    const { rows } = await tenant.call('users.page', { status: ['active'], admin: false, offset: 0, limit: 1 })
    const username = rows[0]?.username ?? ''
    const { batch } = await tenant.call('leavers.start', { usernames: [username], console: [] })
    const job = await elsewhere({ kind: 'disable', username })
    const detail = await detailOf(batch, username)
    expect(detail.steps[0]).toMatchObject({ kind: 'disable', state: 'confirmed', job })
    expect(detail).toMatchObject({ undo: { possible: true }, confirmed: expect.any(String) })
  })

  it('learns from a refresh what was changed outside Provost, and says only that', async () => {
    const { batch, usernames } = await left()
    const [username = '', other = ''] = usernames
    tenant.demo.edit.enable(username)
    await tenant.call('directory.sync', {})
    const detail = await detailOf(batch, username)
    expect(detail).toMatchObject({
      state: 'attention',
      lastCheck: null,
      latest: { kind: 'enabled', by: null, job: null },
    })
    expect(detail.summary).toContain('outside Provost')
    expect(await detailOf(batch, other)).toMatchObject({ latest: null })
    // Somebody disables the account again, outside as well.
    tenant.demo.edit.disable(username)
    await tenant.call('directory.sync', {})
    expect(await detailOf(batch, username)).toMatchObject({ latest: { kind: 'disabled', by: null } })
    expect((await detailOf(batch, username)).state).not.toBe('attention')
  })

  it('says of a check that found somebody brought back that nobody knows by whom, once', async () => {
    const { batch, usernames } = await left()
    const [username = ''] = usernames
    tenant.demo.edit.enable(username)
    const { case: id } = await detailOf(batch, username)
    await tenant.call('leavers.check', { cases: [id] })
    const detail = await detailOf(batch, username)
    expect(detail).toMatchObject({
      state: 'attention',
      lastCheck: { finding: 'enabled-again', void: false },
      latest: null,
    })
    expect(detail.summary).toContain('somebody, or a directory')
    await elsewhere({ kind: 'disable', username })
    expect(await detailOf(batch, username)).toMatchObject({ state: 'done', lastCheck: null })
  })

  it('accuses nobody while a change of Provost is under way that a refresh sees already', async () => {
    const { batch, usernames } = await left()
    const [username = ''] = usernames
    tenant.demo.misbehave({ how: { kind: 'slow', milliseconds: 3000 }, on: 'enableuser' })
    const { plan } = await tenant.call('changes.preview', { changes: [{ kind: 'enable', username }] })
    const { job } = await tenant.call('changes.apply', { plan })
    await expect.poll(() => tenant.service.requests.some(({ command }) => command === 'enableuser')).toBe(true)
    await tenant.call('directory.sync', {})
    expect((await tenant.call('users.get', { username })).disabled).toBe(false)
    expect(await detailOf(batch, username)).toMatchObject({ latest: null })
    await tenant.call('jobs.wait', { job, timeoutMs: 10_000 })
    expect(await detailOf(batch, username)).toMatchObject({ state: 'done', latest: { kind: 'enabled', job } })
  })

  describe('whose address went to somebody new', () => {
    /** The address goes from the account that left to a new one that can log in. */
    async function passOn(known: boolean) {
      const { batch, usernames } = await left()
      const [username = ''] = usernames
      const before = await tenant.call('users.get', { username })
      tenant.demo.edit.changeEmail(username, `old.${username}`)
      tenant.demo.edit.addUser(username, { fullname: 'Somebody New', groups: before.groups, lastLogin: 1_780_000_000 })
      if (known) await tenant.call('directory.sync', {})
      return { batch, username }
    }

    it('says so after a refresh, and accuses nobody', async () => {
      const { batch, username } = await passOn(true)
      const detail = await detailOf(batch, username)
      expect(detail).toMatchObject({ state: 'attention', latest: { kind: 'passed-on', by: null } })
      expect(detail.summary).toMatch(/^The address went to another account outside Provost, seen on /)
      await elsewhere({ kind: 'disable', username })
      expect(await detailOf(batch, username)).toMatchObject({ latest: { kind: 'passed-on' } })
    })

    it('is not planned for from a list that was matched before', async () => {
      tenant = await openTenant({}, { writing: true })
      await tenant.call('directory.sync', {})
      const { rows } = await tenant.call('users.page', { status: ['active'], admin: false, offset: 0, limit: 1 })
      const username = rows[0]?.username ?? ''
      const { list } = await tenant.call('leavers.match', { text: username })
      tenant.demo.edit.changeEmail(username, `old.${username}`)
      tenant.demo.edit.addUser(username, { fullname: 'Somebody New', lastLogin: 1_780_000_000 })
      await tenant.call('directory.sync', {})
      expect(await tenant.refused('leavers.start', { list, console: [] })).toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('belongs to another account now'),
      })
      const again = await tenant.call('leavers.match', { text: username })
      expect(await tenant.call('leavers.start', { list: again.list, console: [] })).toMatchObject({ cases: 1 })
    })

    it('says of a check that the account is not there under its address', async () => {
      const { batch, username } = await passOn(false)
      const { case: id } = await detailOf(batch, username)
      await tenant.call('leavers.check', { cases: [id] })
      expect((await detailOf(batch, username)).lastCheck).toMatchObject({
        finding: 'gone',
        message: expect.stringContaining('belongs to another account now'),
      })
    })

    it.each([
      { known: true, disabled: false },
      { known: true, disabled: true },
      { known: false, disabled: true },
    ])('has no further step that would meet the new account: %j', async ({ known, disabled }) => {
      tenant = await openTenant({}, { writing: true })
      await tenant.call('directory.sync', {})
      const { rows } = await tenant.call('users.page', { status: ['active'], admin: false, offset: 0, limit: 1 })
      const username = rows[0]?.username ?? ''
      const { batch } = await tenant.call('leavers.start', { usernames: [username], action: 'delete', console: [] })
      const { job } = await tenant.call('leavers.apply', { batch })
      await tenant.call('jobs.wait', { job, timeoutMs: 10_000 })
      // The case learns that it is disabled before the address moves.
      expect(await detailOf(batch, username)).toMatchObject({ steps: [{ state: 'confirmed' }, {}, {}] })
      tenant.demo.edit.changeEmail(username, `old.${username}`)
      tenant.demo.edit.addUser(username, { fullname: 'Somebody New', disabled, lastLogin: 1_780_000_000 })
      if (known) await tenant.call('directory.sync', {})
      const sent = tenant.demo.ledger.length
      const { plan } = await tenant.call('leavers.next', { batch })
      if (known) expect(plan).toBeNull()
      else {
        const confirm = (await tenant.call('changes.plan', { plan: plan ?? '' })).confirm
        const next = await tenant.call('leavers.apply', { batch, ...(confirm === null ? {} : { confirm }) })
        await tenant.call('jobs.wait', { job: next.job, timeoutMs: 10_000 })
      }
      expect(tenant.demo.ledger.slice(sent)).toEqual([])
      expect((await tenant.call('users.get', { username })).fullname).toBe('Somebody New')
    })
  })

  it('is recorded with what became of it', async () => {
    const { batch, usernames, out } = await left()
    const [username = ''] = usernames
    await elsewhere({ kind: 'enable', username })
    const { file } = await tenant.call('leavers.record', { batch, format: 'json' })
    const { leavers } = JSON.parse(readFileSync(join(out, file ?? ''), 'utf8')) as {
      leavers: { username: string; state: string; undone: string | null; summary: string; since: unknown[] }[]
    }
    const record = leavers.find((each) => each.username === username)
    expect(record).toMatchObject({ state: 'done', undone: expect.any(String), since: [{ kind: 'enabled' }] })
    expect(record?.summary).toContain('Undone: enabled again on')
    const table = await tenant.call('leavers.record', { batch, format: 'csv' })
    expect(readFileSync(join(out, table.file ?? ''), 'utf8')).toMatch(new RegExp(`,${username},Undone,`))
  })
})
