import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output } from '../../../src/contract/calls.ts'
import type { Change } from '../../../src/contract/change.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
let everyone: Output<'users.page'>['rows'] = []
beforeAll(async () => {
  tenant = await openTenant({ people: 300, seed: 11 })
  await tenant.call('directory.sync', {})
  everyone = (await tenant.call('users.page', { limit: 500 })).rows
})
afterAll(() => tenant.close())

const kindsThatEnd = ['disable', 'remove', 'delete'] as const
const preview = (changes: Change[]) => tenant.call('changes.preview', { changes })
const active = () => everyone.filter(({ status }) => status === 'active' || status === 'never-logged-in')

describe('a plan', () => {
  it('names the person of each row, with status and whether they are an administrator', async () => {
    const { rows } = await preview(everyone.slice(0, 20).map(({ username }) => ({ kind: 'disable', username })))
    for (const row of rows) {
      const known = everyone.find(({ username }) => username === row.change.username)
      expect(row).toMatchObject({ fullname: known?.fullname, status: known?.status, admin: known?.admin })
    }
  })

  it('of one person is titled by name and address, of a joiner too, and by the address alone where nobody is known', async () => {
    const [one] = active()
    expect((await preview([{ kind: 'disable', username: one?.username ?? '' }])).title).toBe(
      `Disable ${one?.fullname} (${one?.username})`,
    )
    const joiner = await preview([{ kind: 'add', username: 'nova@example.com', fullname: 'Nova Quist' }])
    expect(joiner.rows[0]).toMatchObject({ fullname: 'Nova Quist' })
    expect(joiner.title).toBe('Invite Nova Quist (nova@example.com)')
    const nobody = await preview([{ kind: 'disable', username: 'nobody@example.com' }])
    expect(nobody.title).toBe('Disable nobody@example.com')
    expect(nobody.rows[0]).not.toHaveProperty('fullname')
  })

  it.each(kindsThatEnd)('that would %s people says the same of folders as the leavers do', async (kind) => {
    const usernames = active().map(({ username }) => username)
    const { rows: known, admins } = await tenant.call('leavers.impact', { usernames, limit: 500 })
    const plan = await preview(usernames.map((username) => ({ kind, username })))
    expect(admins.left).toBe(0)
    const planned = plan.rows.filter(({ verdict }) => verdict === 'change')
    expect(planned.length).toBeGreaterThan(100)
    for (const code of ['only-member', 'never-logged-in', 'directory-owned'] as const) {
      const people = planned.filter(({ notes = [] }) => notes.some((note) => note.code === code)).length
      expect(plan.impact.find((each) => each.code === code)?.people ?? 0).toBe(people)
    }
    const lonely = known.filter(({ foldersWithoutMember }) => foldersWithoutMember > 0)
    expect(lonely.length).toBeGreaterThan(0)
    const unused = planned.filter(({ status }) => status === 'never-logged-in')
    expect(unused.length).toBeGreaterThan(0)
    for (const { notes = [] } of unused) expect(notes.map(({ code }) => code)).toContain('never-logged-in')
  })

  it('says of whom a shared folder loses its last administrator, and names the folder', async () => {
    const usernames = active().map(({ username }) => username)
    const alone: string[] = []
    for (const username of usernames.slice(0, 200)) {
      const { rows } = await tenant.call('leavers.impact', { usernames: [username] })
      if ((rows[0]?.foldersWithoutAdmin ?? 0) > (rows[0]?.foldersWithoutMember ?? 0)) alone.push(username)
      if (alone.length === 2) break
    }
    expect(alone.length).toBeGreaterThan(0)
    for (const username of alone) {
      const { rows: folders } = await tenant.call('leavers.folders', { usernames: [username] })
      const risk = folders.find((folder) => folder.risk === 'no-admin')
      const plan = await preview([{ kind: 'delete', username }])
      expect(plan.impact).toContainEqual({ code: 'last-administrator', people: 1 })
      const note = plan.rows[0]?.notes?.find(({ code }) => code === 'last-administrator')
      expect(note?.message).toContain(`“${risk?.name}”`)
      // What keeps the login takes nobody's folders.
      const kept = await preview([{ kind: 'require-password-change', username }])
      expect(kept.impact.map(({ code }) => code)).not.toContain('last-administrator')
    }
  })

  it('says of administrators that they are, and how many would be left', async () => {
    const [boss, ...rest] = active().filter(({ admin }) => admin)
    expect(rest.length).toBeGreaterThan(0)
    const plan = await preview([{ kind: 'disable', username: boss?.username ?? '' }])
    expect(plan.rows[0]?.notes).toContainEqual({
      code: 'administrator',
      message: `Is an administrator; ${rest.length} active administrator${rest.length === 1 ? '' : 's'} would be left.`,
    })
  })

  it('that was kept tells what is so by now', async () => {
    const one = active().find(({ admin, status }) => !admin && status === 'active')
    const username = one?.username ?? ''
    const { plan } = await preview([{ kind: 'disable', username }])
    await tenant.call('changes.keep', { plan })
    tenant.demo.edit.set(username, { admin: true })
    await tenant.call('directory.sync', {})
    const { impact } = await tenant.call('changes.plan', { plan })
    expect(impact).toContainEqual({ code: 'administrator', people: 1 })
  })
})
