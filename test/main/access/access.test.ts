import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accessOfEverybody, strictestBits } from '../../../src/main/access/effective.ts'
import { right } from '../../../src/main/directory/index/columns.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

interface Given {
  username?: string
  group_name?: string
  readonly: number
  give: number
  can_administer: number
}

let tenant: TestTenant
let people: string[] = []
beforeEach(async () => {
  tenant = await openTenant({ people: 40 })
  const { edit } = tenant.demo
  people = ['ann@example.com', 'ben@example.com', 'cam@example.com', 'dee@example.com']
  for (const username of people) edit.addUser(username)
  for (const group of ['One', 'Two', 'Three']) edit.createGroup(group)
  edit.addToGroup('ann@example.com', 'One')
  edit.addToGroup('ben@example.com', 'One')
  edit.addToGroup('ben@example.com', 'Two')
  edit.addToGroup('cam@example.com', 'Two')
})
afterEach(() => tenant.close())

async function readFolders(folders: Record<string, { sharedfoldername: string; deleted?: boolean; users: Given[] }>) {
  tenant.demo.misbehave([{ how: { kind: 'answering', body: JSON.stringify(folders) }, on: 'getsfdata' }])
  return tenant.call('directory.sync', {})
}
const all = { readonly: 0, give: 1, can_administer: 1 }
const least = { readonly: 1, give: 0, can_administer: 0 }

describe('who may use which folder', () => {
  it('is what was given in person, else the strictest of the groups, whatever the lists hold', async () => {
    const groupsOf = new Map([
      ['ann@example.com', ['One']],
      ['ben@example.com', ['One', 'Two']],
      ['cam@example.com', ['Two']],
      ['dee@example.com', []],
    ])
    const bit = fc.constantFrom(0, 1)
    const entry = fc.record({
      username: fc.option(fc.constantFrom('ann@example.com', 'BEN@example.com', 'cam@example.com'), { nil: undefined }),
      group_name: fc.option(fc.constantFrom('One', 'Two', 'Elsewhere'), { nil: undefined }),
      readonly: bit,
      give: bit,
      can_administer: bit,
    })
    const folder = fc.array(entry, { maxLength: 7 }).map((entries) => {
      // The rights of one group in one folder are one.
      const given = new Map<string, Omit<Given, 'username' | 'group_name'>>()
      return entries.flatMap(({ username, group_name, ...rights }): Given[] => {
        if (username === undefined && group_name === undefined) return []
        if (group_name === undefined) return [{ ...(username === undefined ? {} : { username }), ...rights }]
        const known = given.get(group_name) ?? rights
        given.set(group_name, known)
        return [{ ...(username === undefined ? {} : { username }), group_name, ...known }]
      })
    })
    await fc.assert(
      fc.asyncProperty(fc.array(folder, { minLength: 1, maxLength: 4 }), async (folders) => {
        await readFolders(
          Object.fromEntries(folders.map((users, index) => [`${index + 1}`, { sharedfoldername: `F${index}`, users }])),
        )
        for (const [username, groups] of groupsOf) {
          const expected = folders.flatMap((entries, index) => {
            const mine = entries.filter((one) =>
              one.username === undefined
                ? groups.includes(one.group_name ?? '')
                : one.username.toLowerCase() === username,
            )
            const own = mine.filter((one) => one.group_name === undefined)
            const counting = own.length > 0 ? own : mine
            if (counting.length === 0) return []
            return [
              {
                folder: `${index + 1}`,
                readOnly: counting.some((one) => one.readonly === 1),
                canAdminister: counting.every((one) => one.can_administer === 1),
                hidePasswords: counting.some((one) => one.give === 0),
                through: new Set(mine.map((one) => one.group_name ?? 'person')),
              },
            ]
          })
          const { rows } = await tenant.call('access.get', { username: username.toUpperCase() })
          expect(
            rows.map(({ folder: id, readOnly, canAdminister, hidePasswords, through }) => ({
              folder: id,
              readOnly,
              canAdminister,
              hidePasswords,
              through: new Set(through),
            })),
          ).toEqual(expected)
        }
      }),
      { numRuns: 12 },
    )
  })

  it('of a group is what the group was given, and of no group nothing is said', async () => {
    await readFolders({
      1: { sharedfoldername: 'Whole', users: [{ group_name: 'One', ...least }] },
      2: { sharedfoldername: 'Named', users: [{ username: 'cam@example.com', group_name: 'One', ...all }] },
      3: { sharedfoldername: 'Deleted', deleted: true, users: [{ group_name: 'One', ...all }] },
      4: { sharedfoldername: 'Case', users: [{ group_name: 'one', ...all }] },
    })
    const { rows } = await tenant.call('access.get', { group: 'One' })
    expect(rows).toMatchObject([
      { folder: '2', name: 'Named', canAdminister: true, through: ['One'] },
      { folder: '1', name: 'Whole', readOnly: true, hidePasswords: true, through: ['One'] },
    ])
    expect(await tenant.refused('access.get', { group: 'Nowhere' })).toMatchObject({ code: 'not-found' })
    expect(await tenant.refused('access.get', { username: 'nobody@example.com' })).toMatchObject({ code: 'not-found' })
    expect(await tenant.refused('access.get', {})).toMatchObject({ code: 'invalid' })
    expect(await tenant.refused('access.get', { group: 'One', username: 'ann@example.com' })).toMatchObject({
      code: 'invalid',
    })
  })

  it('takes the strictest of two groups, and what was given in person alone', async () => {
    await readFolders({
      1: {
        sharedfoldername: 'A',
        users: [
          { group_name: 'One', ...all },
          { group_name: 'Two', ...least },
        ],
      },
      2: {
        sharedfoldername: 'B',
        users: [
          { username: 'ben@example.com', ...all },
          { group_name: 'One', ...least },
        ],
      },
      3: { sharedfoldername: 'C', users: [{ username: 'dee@example.com', group_name: 'Two', ...least }] },
    })
    const { rows } = await tenant.call('users.page', { limit: 500 })
    const one = []
    for (const { username } of rows)
      for (const row of (await tenant.call('access.get', { username })).rows)
        one.push(`${username} ${row.folder} ${row.readOnly} ${row.canAdminister} ${row.hidePasswords}`)
    expect(one.filter((line) => line.startsWith('ben@'))).toEqual([
      'ben@example.com 1 true false true',
      'ben@example.com 2 false true false',
    ])
    expect(one.length).toBeGreaterThan(4)
  })
})

describe('a plan of memberships', () => {
  it('says which folders it opens and closes, and nothing where another way stays', async () => {
    await readFolders({
      1: { sharedfoldername: 'Through one', users: [{ group_name: 'One', ...all }] },
      2: {
        sharedfoldername: 'Through both',
        users: [
          { group_name: 'One', ...all },
          { group_name: 'Two', ...least },
        ],
      },
      3: {
        sharedfoldername: 'Own',
        users: [
          { group_name: 'One', ...all },
          { username: 'ben@example.com', ...all },
        ],
      },
    })
    const { rows, impact } = await tenant.call('changes.preview', {
      changes: [
        { kind: 'groups', username: 'ben@example.com', remove: ['One'] },
        { kind: 'groups', username: 'ann@example.com', remove: ['One'] },
        { kind: 'groups', username: 'dee@example.com', add: ['Two'] },
        { kind: 'groups', username: 'cam@example.com', add: ['Three'] },
      ],
    })
    const said = rows.map(({ notes = [] }) =>
      notes.filter(({ code }) => code.endsWith('folders')).map(({ message }) => message),
    )
    expect(said).toEqual([
      ['Loses “Through one”: there is no other way to it.'],
      ['Loses “Own”, “Through both”, “Through one”: there is no other way to it.'],
      ['Gets “Through both”.'],
      [],
    ])
    expect(impact).toEqual(
      expect.arrayContaining([
        { code: 'closes-folders', people: 2 },
        { code: 'opens-folders', people: 1 },
      ]),
    )
  })
})

describe('strictest rights', () => {
  it('hold in any order, and never give more than one of the parts', () => {
    const bits = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(bits, (all) => {
        const sum = strictestBits(all)
        expect(strictestBits(all.toReversed())).toBe(sum)
        expect((sum & right.readOnly) !== 0).toBe(all.some((one) => (one & right.readOnly) !== 0))
        expect((sum & right.hidePasswords) !== 0).toBe(all.some((one) => (one & right.hidePasswords) !== 0))
        expect((sum & right.canAdminister) !== 0).toBe(all.every((one) => (one & right.canAdminister) !== 0))
      }),
    )
  })
})

describe('access at two dates', () => {
  const moment = () => new Date().toISOString()
  // Refreshes within one millisecond cannot be told apart by a date.
  const later = async () => {
    await delay(3)
    const now = moment()
    await delay(3)
    return now
  }

  it('is told for everybody, for a person and for a group', async () => {
    const users: Given[] = [
      { username: 'dee@example.com', ...all },
      { group_name: 'One', ...least },
    ]
    await readFolders({ 1: { sharedfoldername: 'Vault', users } })
    const before = await later()
    tenant.demo.edit.removeFromGroup('ann@example.com', 'One')
    await readFolders({
      1: {
        sharedfoldername: 'Vault',
        users: [
          { username: 'dee@example.com', ...least },
          { group_name: 'One', ...least },
        ],
      },
      2: { sharedfoldername: 'New', users: [{ username: 'cam@example.com', ...all }] },
    })
    const after = await later()
    await readFolders({ 2: { sharedfoldername: 'New', users: [{ username: 'cam@example.com', ...all }] } })
    const end = await later()

    const first = await tenant.call('access.diff', { from: before, to: after })
    expect(first.rows).toMatchObject([
      {
        username: 'ann@example.com',
        folder: '1',
        name: 'Vault',
        before: { readOnly: true, through: ['One'] },
        after: null,
      },
      {
        username: 'cam@example.com',
        folder: '2',
        name: 'New',
        before: null,
        after: { canAdminister: true, through: ['person'] },
      },
      {
        username: 'dee@example.com',
        folder: '1',
        before: { readOnly: false },
        after: { readOnly: true, hidePasswords: true },
      },
    ])
    expect((await tenant.call('access.diff', { from: after, to: end })).rows).toMatchObject([
      { username: 'ben@example.com', after: null },
      { username: 'dee@example.com', after: null },
    ])
    const ofOne = (await tenant.call('access.diff', { from: before, to: after, group: 'One' })).rows
    expect(ofOne.map(({ username }) => username)).toEqual(['ann@example.com'])
    const ofDee = (await tenant.call('access.diff', { from: before, to: end, username: 'DEE@example.com' })).rows
    expect(ofDee).toMatchObject([{ before: { canAdminister: true }, after: null }])
    expect((await tenant.call('access.diff', { from: end, to: end })).rows).toEqual([])
    expect(await tenant.refused('access.diff', { from: end, to: before })).toMatchObject({
      code: 'invalid',
      path: 'from',
    })
  })

  it('claims nothing about the time before the first refresh', async () => {
    const start = await later()
    await readFolders({ 1: { sharedfoldername: 'Vault', users: [{ username: 'dee@example.com', ...all }] } })
    const { rows, knownSince } = await tenant.call('access.diff', { from: start, to: moment() })
    expect(rows).toEqual([])
    expect(Date.parse(knownSince ?? '')).toBeGreaterThan(Date.parse(start))
  })
})

describe('everybody at once', () => {
  it('yields, and counts who is in a group now', () => {
    const folderStart = Uint32Array.from([0, 2])
    const columns = {
      n: new Uint32Array(3),
      folderStart,
      folderMembers: Uint32Array.from([0, 1]),
      folderRights: Uint8Array.from([right.canAdminister, right.group | right.only]),
      groupStart: Uint32Array.from([0, 2]),
      groupMembers: Uint32Array.from([0, 2]),
    }
    const names = {
      groups: ['One'],
      folders: [{ deleted: false, grants: [{ name: 'One', rights: right.readOnly, whole: true, named: false }] }],
    }
    const work = accessOfEverybody(columns as never, names as never)
    let step = work.next()
    while (!step.done) step = work.next()
    const { people: who, rights, start } = step.value
    // Position 1 is listed through the group and is not in it any more; position 2 came since.
    expect([...who]).toEqual([0, 2])
    expect([...rights]).toEqual([right.canAdminister, right.readOnly | right.group | right.only])
    expect([...start]).toEqual([0, 2])
  })
})
