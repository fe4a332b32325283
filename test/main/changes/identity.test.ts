import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import { disable, type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openEngine()
})
afterEach(() => engine.close())

/** The address goes from its account to somebody new, as after a marriage and a new colleague of the same name. */
function passOn(username: string, given: Parameters<Engine['demo']['edit']['addUser']>[1] = {}): void {
  engine.demo.edit.changeEmail(username, `old.${username}`)
  engine.demo.edit.addUser(username, { fullname: 'Somebody New', lastLogin: null, ...given })
}

const groupOf = (username: string) =>
  engine.session.directory.people.lookup([username])[0]?.[0]?.groups[0] ?? 'no group'

/** The other kinds, about people who are made for them: disabled, invited, never logged in, with multifactor, not there. */
const furtherChanges: readonly [Change, Parameters<Engine['demo']['edit']['addUser']>[1] | 'invited' | null][] = [
  [{ kind: 'enable', username: 'e@example.com' }, { disabled: true }],
  [{ kind: 'uninvite', username: 'u@example.com' }, 'invited'],
  [{ kind: 'reinvite', username: 'r@example.com' }, 'invited'],
  [{ kind: 'reinvite', username: 'n@example.com' }, { lastLogin: null }],
  [{ kind: 'disable-mfa', username: 'm@example.com' }, { multifactor: 'lastpass' }],
  [{ kind: 'require-password-change', username: 'p@example.com' }, { resetRequired: false }],
  [{ kind: 'add', username: 'a@example.com', fullname: 'Ann' }, null],
]

/** Every kind that needs an account to be there, about an account that it can be done to. */
const changesOf = (username: string): Change[] => [
  disable(username),
  { kind: 'remove', username },
  { kind: 'delete', username },
  { kind: 'reset-password', username },
  { kind: 'require-password-change', username },
  { kind: 'rename', username, fullname: 'Other Name' },
  { kind: 'change-email', username, newUsername: `next.${username}` },
  { kind: 'groups', username, add: [], remove: [groupOf(username)] },
]

describe('an address that went to another account', () => {
  it('stops every kind of change between preview and sending', async () => {
    const people = engine.people(60).filter((name) => groupOf(name) !== 'no group')
    const changes = people.slice(0, 8).map((name, index) => changesOf(name)[index] as Change)
    expect(new Set(changes.map(({ kind }) => kind)).size).toBe(8)
    const { plan, confirm } = await engine.call('changes.preview', { changes })
    for (const { username } of changes) passOn(username, { groups: [groupOf(username)] })
    const { job } = await engine.call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
    const done = await engine.call('jobs.wait', { job })
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(changes.map(() => 'skipped'))
    for (const { message } of done.rows) expect(message).toMatch(/belongs to another account now.*Nothing was sent/)
    expect(engine.demo.ledger).toEqual([])
  })

  it.each([true, false])(
    'stops the other kinds too, whether they need an account or not (known: %s)',
    async (known) => {
      for (const [{ username }, given] of furtherChanges) {
        if (given === 'invited') engine.demo.edit.invite(username)
        else if (given !== null) engine.demo.edit.addUser(username, { lastLogin: 1_780_000_000, ...given })
      }
      await engine.session.directory.sync(false)
      const changes = furtherChanges.map(([change]) => change)
      const { plan, confirm, rows } = await engine.call('changes.preview', { changes })
      expect(rows.map(({ verdict }) => verdict)).toEqual(changes.map(() => 'change'))
      for (const [{ username }, given] of furtherChanges) {
        if (given === 'invited') engine.demo.edit.uninvite(username)
        else if (given !== null) engine.demo.edit.changeEmail(username, `old.${username}`)
        const like = given === 'invited' || given === null ? {} : given
        engine.demo.edit.addUser(username, { fullname: 'Somebody New', ...like })
      }
      if (known) await engine.session.directory.sync(false)
      const { job } = await engine.call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
      const done = await engine.call('jobs.wait', { job })
      expect(done.rows.map(({ outcome }) => outcome)).toEqual(changes.map(() => 'skipped'))
      for (const { message } of done.rows) expect(message).toMatch(/[Aa]ccount.*Nothing was sent\.$/)
      expect(engine.demo.ledger).toEqual([])
    },
  )

  it('is told of its row alone: the others of the job are carried out', async () => {
    const people = engine.people(6)
    const { plan } = await engine.call('changes.preview', { changes: people.map(disable) })
    passOn(people[2] as string)
    const { job } = await engine.call('changes.apply', { plan })
    const done = await engine.call('jobs.wait', { job })
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(
      people.map((_, index) => (index === 2 ? 'skipped' : 'confirmed')),
    )
  })

  it('is not the account that was enabled again, so it is not called done already', async () => {
    const [username = ''] = engine.people(1)
    const { plan } = await engine.call('changes.preview', { changes: [disable(username)] })
    passOn(username, { disabled: true })
    const { job } = await engine.call('changes.apply', { plan })
    const [row] = (await engine.call('jobs.wait', { job })).rows
    expect(row?.outcome).toBe('skipped')
    expect(row?.message).toContain('belongs to another account now')
  })

  it.each([true, false])('stops the undo of a job (the data at hand knows of it: %s)', async (known) => {
    const [a = '', b = ''] = engine.people(2)
    const { job } = await engine.run([disable(a), { kind: 'rename', username: b, fullname: 'Changed' }])
    passOn(a, { disabled: true })
    passOn(b, { fullname: 'Changed' })
    if (known) await engine.session.directory.sync(false)
    const sent = engine.demo.ledger.length
    const undo = await engine.call('jobs.undo', { job: job.id })
    if (known) {
      expect(undo.rows.map(({ verdict }) => verdict)).toEqual(['blocked', 'blocked'])
      for (const { reason } of undo.rows) expect(reason).toContain('belongs to another account now')
    }
    const applied = await engine.call('changes.apply', { plan: undo.plan })
    const done = await engine.call('jobs.wait', { job: applied.job })
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped'])
    for (const { message } of done.rows) expect(message).toContain('belongs to another account now')
    expect(engine.demo.ledger).toHaveLength(sent)
  })

  it.each([
    ['who was seen under it before', 'New Joiner'],
    ['who is called otherwise', 'Somebody New'],
  ])('stops the undo of an invitation: the address is that of somebody %s', async (_, fullname) => {
    const username = 'new.joiner@example.com'
    const { job } = await engine.run([{ kind: 'add', username, fullname: 'New Joiner' }])
    engine.demo.edit.uninvite(username)
    engine.demo.edit.addUser(username, { fullname: 'New Joiner', lastLogin: 1_780_000_000 })
    // Where nothing but the name tells them apart, no refresh saw the first account.
    if (fullname === 'New Joiner') await engine.session.directory.sync(false)
    passOn(username, { fullname })
    await engine.session.directory.sync(false)
    const sent = engine.demo.ledger.length
    const undo = await engine.call('jobs.undo', { job: job.id })
    expect(undo.rows).toMatchObject([
      { verdict: 'blocked', reason: expect.stringMatching(/another account|called "Somebody New"/) },
    ])
    const applied = await engine.call('changes.apply', { plan: undo.plan })
    const done = await engine.call('jobs.wait', { job: applied.job })
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(['skipped'])
    expect(engine.demo.ledger).toHaveLength(sent)
  })

  it('cannot be decided away in a plan that waits', async () => {
    const [a = ''] = engine.people(1)
    const { plan } = await engine.call('changes.preview', { changes: [disable(a)] })
    await engine.call('changes.keep', { plan })
    passOn(a)
    const { rows } = await engine.call('changes.compare', { plan })
    expect(rows).toMatchObject([{ kind: 'impossible', message: expect.stringContaining('another account') }])
    const view = await engine.call('changes.resolve', { plan, choices: [{ row: 0, choice: 'mine' }] })
    expect(view.counts).toMatchObject({ change: 0, blocked: 1 })
  })

  it('is found out where it changed while the request was on its way', async () => {
    const [a = ''] = engine.people(1)
    engine.demo.misbehave({
      how: { kind: 'slow', milliseconds: 1 },
      on: (command) => {
        if (command === 'disableuser') passOn(a)
        return false
      },
    })
    const disabled = await engine.run([disable(a)])
    expect(disabled.rows[0]).toMatchObject({
      outcome: 'unknown',
      message: expect.stringContaining('belongs to another account now'),
    })
    expect(disabled.job.undoable).toBe(0)
  })

  it('names the account in the plan, the job and the journal', async () => {
    const [a = ''] = engine.people(1)
    const id = engine.session.directory.people.lookup([a])[0]?.[0]?.id
    const plan = await engine.call('changes.preview', { changes: [disable(a)] })
    expect(plan.rows[0]?.account).toMatchObject({ id })
    const { job } = await engine.call('changes.apply', { plan: plan.plan })
    expect((await engine.call('jobs.wait', { job })).rows[0]?.account).toMatchObject({ id })
    const lines = (await engine.call('journal.page', { job })).rows.filter(({ change }) => change !== null)
    expect(lines.map(({ data }) => data.account)).toEqual([id, id])
  })
})

it('proves a thousand accounts by few requests', async () => {
  const large = await openEngine(1500)
  try {
    const people = large.people(1000)
    expect(people).toHaveLength(1000)
    const { plan, confirm } = await large.call('changes.preview', { changes: people.map(disable), limit: 1 })
    large.service.requests.length = 0
    const { job } = await large.call('changes.apply', { plan, confirm: confirm ?? '' })
    expect((await large.call('jobs.wait', { job, limit: 1 })).job.counts).toMatchObject({ confirmed: 1000 })
    expect(large.service.requests.map(({ command }) => command)).toEqual([
      'getuserdata',
      'disableuser',
      'disableuser',
      'getuserdata',
    ])
  } finally {
    await large.close()
  }
})
