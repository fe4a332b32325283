import { afterEach, describe, expect, it } from 'vitest'
import { buildColumns } from '../../../src/main/directory/index/build.ts'
import { createDraft } from '../../../src/main/directory/index/column-builder.ts'
import { namesOf } from '../../../src/main/directory/index/columns.ts'
import type { StoredFolder, StoredUser } from '../../../src/main/directory/stored/records.ts'
import { directorySigns } from '../../../src/main/groups/directory-signs.ts'
import { computeLosses } from '../../../src/main/leavers/impact/losses.ts'
import { lettersApart } from '../../../src/main/text/damerau.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { person } from '../directory/people-data.ts'

const user = (username: string, more: Partial<StoredUser> = {}): StoredUser =>
  person({ id: username, username, ...more })
type Member = StoredFolder['members'][number]
const member = (username: string, more: Partial<Member> = {}): Member => ({
  username,
  readOnly: false,
  canAdminister: false,
  hidePasswords: false,
  superAdmin: false,
  ...more,
})

function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

function lossesOf(users: StoredUser[], folders: { members: Member[]; deleted?: boolean }[], leaving: string[]) {
  const draft = createDraft()
  for (const each of users) draft.add(each)
  const columns = buildColumns(
    draft,
    users.map((_, n) => n + 1),
    folders.map(({ members, deleted = false }, n) => ({
      n: n + 1,
      folder: { id: String(n), name: `F${n}`, score: null, deleted, members },
    })),
    [],
  )
  const order = users.map(({ username }) => username).toSorted()
  const losses = finished(computeLosses(columns, namesOf(columns), new Set(leaving.map((each) => order.indexOf(each)))))
  return {
    ...losses,
    found: losses.folders.map(({ folder, risk, superAdmins }) => [
      namesOf(columns).folders[folder]?.id,
      risk,
      superAdmins,
    ]),
  }
}

describe('what is lost', () => {
  const users = [
    user('a@x'),
    user('b@x'),
    user('c@x', { disabled: true, status: 'disabled' }),
    user('s@x', { admin: true }),
  ]
  const admin = { canAdminister: true }
  const superAdmin = member('s@x', { canAdminister: true, superAdmin: true })

  it('counts only people who stay and can log in, and super admins apart', () => {
    const { found } = lossesOf(
      users,
      [
        { members: [member('a@x', admin), member('b@x'), superAdmin] }, // last administrator
        { members: [member('a@x', admin), member('b@x', admin)] }, // another one stays
        { members: [member('a@x', admin), member('c@x', admin), superAdmin] }, // only a disabled one stays
        { members: [member('a@x'), member('b@x')] }, // nobody ever administered it
        { members: [member('a@x', admin)], deleted: true },
        { members: [member('b@x', admin)] },
      ],
      ['a@x'],
    )
    expect(found).toEqual([
      ['0', 'no-admin', 1],
      ['2', 'no-member', 1],
    ])
  })

  it('counts everybody who leaves together', () => {
    const folders = [{ members: [member('a@x', admin), member('b@x', admin), member('s@x')] }]
    expect(lossesOf(users, folders, ['a@x']).found).toEqual([])
    expect(lossesOf(users, folders, ['a@x', 'b@x']).found).toEqual([['0', 'no-admin', 0]])
  })

  it('says when the last admin goes', () => {
    expect(lossesOf(users, [], ['a@x']).admins).toEqual({ now: 1, left: 1 })
    expect(lossesOf(users, [], ['s@x']).admins).toEqual({ now: 1, left: 0 })
  })

  it('misses a super admin only where nobody else could take over', () => {
    const second = user('t@x', { admin: true })
    const folders = [
      { members: [superAdmin] },
      { members: [superAdmin, member('a@x', admin)] },
      { members: [superAdmin, member('t@x', { canAdminister: true, superAdmin: true })] },
    ]
    expect(lossesOf([...users, second], folders, ['s@x']).found).toEqual([['0', 'no-member', 0]])
  })

  it('never flags a folder in which somebody who stays is an administrator, and flags every other that loses one', () => {
    const names = ['a@x', 'b@x', 'c@x', 'd@x']
    const someone = fc.record({ username: fc.constantFrom(...names), canAdminister: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(someone, { selector: ({ username }) => username }), { maxLength: 6 }),
        fc.subarray(names),
        (groups, leaving) => {
          const everyone = names.map((each) => user(each))
          const { found } = lossesOf(
            everyone,
            groups.map((members) => ({ members: members.map((each) => member(each.username, each)) })),
            leaving,
          )
          const expected = groups.flatMap((members, index) => {
            const staying = members.filter(({ username }) => !leaving.includes(username))
            const going = members.filter(({ username }) => leaving.includes(username))
            if (going.length > 0 && staying.length === 0) return [[String(index), 'no-member', 0]]
            const lost = going.some((each) => each.canAdminister) && !staying.some((each) => each.canAdminister)
            return lost ? [[String(index), 'no-admin', 0]] : []
          })
          expect(found).toEqual(expected)
        },
      ),
    )
  })
})

describe('signs of a directory', () => {
  it('are attributes and group names that connectors write', () => {
    expect(directorySigns(user('a@x', { attributes: { objectGUID: '1' } })).likely).toBe('likely')
    expect(directorySigns(user('a@x', { groups: ['CN=Sales,OU=Groups'] })).likely).toBe('likely')
    expect(
      directorySigns(user('a@x', { attributes: { Department: 'IT', EmployeeNumber: '7' }, groups: ['Sales'] })),
    ).toEqual({ likely: 'no-sign', signs: [] })
  })
})

describe('one letter apart', () => {
  it('is told for every single slip, and for nothing more', () => {
    const word = fc.stringMatching(/^[abc]{4,8}$/)
    fc.assert(
      fc.property(
        word,
        fc.nat(7),
        fc.constantFrom('a', 'b', 'c', 'z'),
        fc.constantFrom('drop', 'put', 'change', 'swap'),
        (text, at, letter, slip) => {
          const place = at % text.length
          const other =
            slip === 'drop'
              ? text.slice(0, place) + text.slice(place + 1)
              : slip === 'put'
                ? text.slice(0, place) + letter + text.slice(place)
                : slip === 'change'
                  ? text.slice(0, place) + letter + text.slice(place + 1)
                  : text.slice(0, place) + (text[place + 1] ?? '') + (text[place] ?? '') + text.slice(place + 2)
          expect(Math.max(lettersApart(text, other, 2), lettersApart(other, text, 2))).toBeLessThanOrEqual(1)
          expect(lettersApart(text, `${text}yz`, 1)).toBe(2)
          expect(lettersApart(text, `xy${text.slice(2)}`, 2)).toBe(2)
        },
      ),
    )
  })
})

describe('the preview of leavers', () => {
  let tenant: TestTenant
  afterEach(() => tenant?.close())

  it('agrees with the folders of the directory, and leaves out who cannot leave', async () => {
    tenant = await openTenant()
    tenant.demo.edit.addUser('last@example.com', { fullname: 'Last One', groups: [], linked: 'home@example.net' })
    tenant.demo.edit.invite('guest@example.com')
    await tenant.call('directory.sync', {})
    const [folder] = (await tenant.call('folders.page', { deleted: false })).rows
    const { rows: members } = await tenant.call('folders.get', { id: folder?.id ?? '' })
    for (const { username, superAdmin } of members)
      if (!superAdmin) tenant.demo.edit.removeFromFolder(folder?.id ?? '', username)
    tenant.demo.edit.addToFolder(folder?.id ?? '', 'last@example.com', { administers: true })
    await tenant.call('directory.sync', {})

    const usernames = ['LAST@example.com', 'last@example.com', 'guest@example.com', 'nobody@example.org']
    const impact = await tenant.call('leavers.impact', { usernames })
    expect(impact.rows).toHaveLength(1)
    expect(impact.rows[0]).toMatchObject({
      username: 'last@example.com',
      foldersWithoutMember: 1,
      folderCount: 1,
      linked: 'home@example.net',
    })
    expect(impact.rows[0]?.warnings.join(' ')).toContain('nobody else in it')
    expect(impact.leftOut.map(({ username }) => username)).toEqual(['guest@example.com', 'nobody@example.org'])
    const risks = await tenant.call('leavers.folders', { usernames: ['last@example.com'] })
    expect(risks).toMatchObject({
      total: 1,
      rows: [{ id: folder?.id, risk: 'no-member', leavers: ['last@example.com'], remaining: 0, heirs: [] }],
    })
    expect(await tenant.refused('leavers.impact', {})).toMatchObject({ code: 'invalid' })
  })
})
