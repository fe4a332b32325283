import { describe, expect, it } from 'vitest'
import { fc } from '../../harness/properties.ts'
import { ask, askText, company, everybody, requestOf } from './ask.ts'

interface Member {
  username: string
  readonly: number
  give: number
  can_administer: number
  superadmin?: boolean
  group_name?: string
  sites?: string[]
}
interface Folder {
  sharedfoldername: string
  score: number
  deleted: boolean
  users: Member[]
}
type Folders = Record<string, Folder>

describe('getsfdata', () => {
  it('maps folder numbers to name, score and people, with flags as 0 and 1', () => {
    const service = company({ people: 500 })
    const known = new Set(everybody(service).map(({ username }) => username))
    const folders = Object.entries(ask<Folders>(service, 'getsfdata'))
    expect(folders.length).toBe(57)
    for (const [id, folder] of folders) {
      expect(id).toMatch(/^\d{7}$/)
      expect(Object.keys(folder)).toEqual(['sharedfoldername', 'score', 'deleted', 'users'])
      expect(folder.score).toBeTypeOf('number')
      for (const member of folder.users) {
        for (const right of [member.readonly, member.give, member.can_administer]) expect([0, 1]).toContain(right)
        expect(known.has(member.username)).toBe(true)
        expect(Object.keys(member)).not.toContain('superadmin')
      }
      const names = folder.users.map(({ username }) => username)
      expect(new Set(names).size).toBe(names.length)
    }
    expect(folders.some(([, { users }]) => users.some(({ group_name }) => group_name !== undefined))).toBe(true)
    expect(new Set(folders.map(([, { sharedfoldername }]) => sharedfoldername)).size).toBe(57)
  })

  it('lists nobody through a group that they have left, and lists them again once they are back', () => {
    const service = company({ people: 500 })
    const listed = (id: string, username: string) =>
      ask<Folders>(service, 'getsfdata')[id]?.users.some((member) => member.username === username)
    const [id, through] =
      Object.entries(ask<Folders>(service, 'getsfdata'))
        .map(([at, { users }]) => [at, users.find(({ group_name }) => group_name !== undefined)] as const)
        .find(([, member]) => member !== undefined) ?? []
    const { username = '', group_name: group = '' } = through ?? {}
    expect(listed(id ?? '', username)).toBe(true)
    service.edit.removeFromGroup(username, group)
    expect(listed(id ?? '', username)).toBe(false)
    service.edit.addToGroup(username, group)
    expect(listed(id ?? '', username)).toBe(true)
  })

  it('has folders of every kind that an admin has to find', () => {
    const service = company({ people: 2000 })
    const folders = Object.values(ask<Folders>(service, 'getsfdata'))
    const admins = ({ users }: Folder) => users.filter(({ can_administer }) => can_administer === 1)
    const disabled = new Set(everybody(service).flatMap((user) => (user.disabled ? [user.username] : [])))
    expect(folders.filter(({ deleted }) => deleted).length).toBe(1)
    expect(folders.filter(({ users }) => users.length === 0).length).toBeGreaterThanOrEqual(1)
    expect(
      folders.filter((folder) => folder.users.length > 0 && admins(folder).length === 0).length,
    ).toBeGreaterThanOrEqual(2)
    expect(folders.filter((folder) => admins(folder).length === 1).length).toBeGreaterThan(10)
    expect(
      folders.filter((folder) => admins(folder).length === 1 && disabled.has(admins(folder)[0]?.username ?? '')).length,
    ).toBeGreaterThanOrEqual(1)
    expect(folders.some(({ score }) => score === 0)).toBe(true)
    expect(folders.some(({ users }) => users.some(({ give }) => give === 0))).toBe(true)
  })

  it('adds super admins only when asked for all', () => {
    const service = company({ people: 500 })
    const plain = ask<Folders>(service, 'getsfdata')
    const all = ask<Folders>(service, 'getsfdata', 'all')
    for (const [id, folder] of Object.entries(all)) {
      const supers = folder.users.filter(({ superadmin }) => superadmin === true)
      expect(supers.length).toBe(2)
      const others = folder.users.filter(({ superadmin }) => superadmin === false).map(({ username }) => username)
      const before = plain[id]?.users.map(({ username }) => username) ?? []
      expect(others).toEqual(before.filter((name) => !supers.some(({ username }) => username === name)))
    }
  })

  it('forgets people who are gone and keeps those who are disabled', () => {
    const service = company({ people: 100 })
    const [id, folder] = Object.entries(ask<Folders>(service, 'getsfdata')).find(
      ([, { users }]) => users.length > 2,
    ) as [string, Folder]
    const [first, second] = folder.users.map(({ username }) => username) as [string, string]
    ask(service, 'deluser', { username: first, deleteaction: 1 })
    ask(service, 'deluser', { username: second, deleteaction: 0 })
    const names = ask<Folders>(service, 'getsfdata')[id]?.users.map(({ username }) => username)
    expect(names).not.toContain(first)
    expect(names).toContain(second)
  })

  it('shows who was put in and taken out by somebody else', () => {
    const service = company()
    const [id, folder] = Object.entries(ask<Folders>(service, 'getsfdata')).find(
      ([, { users }]) => users.length === 0,
    ) as [string, Folder]
    expect(folder.users).toEqual([])
    const { username } = everybody(service)[0] as { username: string }
    service.edit.addToFolder(id, username, { readonly: true, give: false })
    expect(ask<Folders>(service, 'getsfdata')[id]?.users).toEqual([
      { username, readonly: 1, give: 0, can_administer: 0 },
    ])
    service.edit.removeFromFolder(id, username)
    expect(ask<Folders>(service, 'getsfdata')[id]?.users).toEqual([])
  })
})

describe('getdetailedsfdata', () => {
  it('adds the sites that each person sees', () => {
    const service = company({ people: 500 })
    const plain = ask<Folders>(service, 'getsfdata', 'all')
    const detailed = ask<Folders>(service, 'getdetailedsfdata', 'all')
    const without = Object.fromEntries(
      Object.entries(detailed).map(([id, folder]) => [
        id,
        { ...folder, users: folder.users.map(({ sites: _sites, ...member }) => member) },
      ]),
    )
    expect(without).toEqual(plain)
    const members = Object.values(detailed).flatMap(({ users }) => users)
    for (const { sites } of members)
      for (const site of sites ?? ['none']) expect(site).toMatch(/^[a-z.]+\.example\.(com|net|org)$/)
    const differing = Object.values(detailed).filter(
      ({ users }) => new Set(users.map(({ sites }) => sites?.length)).size > 1,
    )
    expect(differing.length).toBeGreaterThan(0)
  })

  it('comes in pages that together are the whole', () => {
    const service = company({ people: 500 })
    const whole = askText(service, 'getdetailedsfdata', 'all')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), (pagesize) => {
        let together: Folders = {}
        let seen = 0
        for (let pageindex = 0; ; pageindex++) {
          const page = ask<Folders>(service, 'getdetailedsfdata', { data: 'all', pagesize, pageindex })
          together = { ...together, ...page }
          seen += Object.keys(page).length
          if (Object.keys(page).length < pagesize) break
        }
        expect(seen).toBe(57)
        expect(together).toEqual(JSON.parse(whole))
      }),
      { numRuns: 10 },
    )
    expect(askText(service, 'getdetailedsfdata', { data: 'all', pagesize: 57, pageindex: 1 })).toBe('[]')
  })

  it('answers 429 in a large company that asks for everything at once', () => {
    const service = company({ people: 6000 })
    expect(service.answer(requestOf(service, 'getdetailedsfdata', 'all')).status).toBe(429)
    expect(
      service.answer(requestOf(service, 'getdetailedsfdata', { data: 'all', pagesize: 50, pageindex: 0 })).status,
    ).toBe(200)
  })
})
