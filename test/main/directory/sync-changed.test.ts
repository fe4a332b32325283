import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadColumns } from '../../../src/main/directory/index/columns.ts'
import { allRows } from '../../../src/main/directory/stored/rows.ts'
import { applySync, readMeta } from '../../../src/main/directory/sync/apply.ts'
import { applyChanged } from '../../../src/main/directory/sync/apply-changed.ts'
import { createGathering, type Reading } from '../../../src/main/directory/sync/gathering.ts'
import { directoryMigrations } from '../../../src/main/store/migrations/directory.ts'
import { closeStore, openStore } from '../../../src/main/store/open.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const home = temporaryFolder()
afterAll(() => rmSync(home, { recursive: true, force: true }))
let files = 0
const open = () =>
  openStore({
    file: join(home, `${++files}.db`),
    key: 'ab'.repeat(32),
    migrations: directoryMigrations,
    durability: 'normal',
  })

interface Person {
  id: number
  username: string
  fullname: string
  totalscore: number
  disabled: boolean
  multifactor: string | null
  groups: string[]
}
const newPerson = (id: number): Person => ({
  id,
  username: `p${id}@example.com`,
  fullname: `Person ${id}`,
  totalscore: id,
  disabled: false,
  multifactor: null,
  groups: id % 3 === 0 ? ['Ops'] : [],
})

/** What happens to the list of people between two pages, or between two refreshes; `at`: who it happens to. */
const anyStep = fc.tuple(
  fc.constantFrom('score', 'score', 'score', 'name', 'disabled', 'method', 'group', 'address', 'gone', 'new', 'odd'),
  fc.nat(11),
)
type Step = [string, number]
let serial = 100
function take(people: Person[], [what, at]: Step): void {
  const person = people[at % people.length]
  if (what === 'new') people.splice(at, 0, newPerson(++serial))
  else if (person === undefined) return
  else if (what === 'gone') people.splice(at % people.length, 1)
  else if (what === 'score') person.totalscore = (person.totalscore + 7) % 100
  else if (what === 'name') person.fullname += ' X'
  else if (what === 'disabled') person.disabled = !person.disabled
  else if (what === 'method') person.multifactor = person.multifactor === null ? 'duo' : null
  else if (what === 'group') person.groups = person.groups.length > 0 ? [] : ['Ops']
  else if (what === 'address') person.username = people[(at + 5) % people.length]?.username ?? ''
  else person.disabled = 'perhaps' as unknown as boolean
}

const size = 4
/** The pages of a list that may change while it is read; each begins with the last of the page before. */
function pagesOf(people: Person[], meanwhile: readonly (readonly [page: number, step: Step])[], elsewhere: boolean) {
  const pages: Uint8Array[] = []
  for (let start = 0; start < people.length; start += size - 1) {
    const here = people.slice(start, start + size)
    pages.push(
      Buffer.from(
        JSON.stringify({
          total: people.length,
          count: here.length,
          invited: ['new@example.com'],
          Groups: elsewhere ? { Far: [people[0]?.username] } : {},
          Users: Object.fromEntries(here.map(({ id, ...record }) => [`${id}`, { ...record, admin: false }])),
        }),
      ),
    )
    for (const [page, step] of meanwhile)
      if (page === pages.length && !['new', 'gone'].includes(step[0])) take(people, step)
  }
  return pages
}
const folders = Buffer.from(
  JSON.stringify({
    1: {
      id: '1',
      sharedfoldername: 'Vault',
      deleted: false,
      users: [{ username: 'p1@example.com' }, { group_name: 'Ops' }],
    },
  }),
)

const stateOf = (store: Store) => {
  const columns = loadColumns(store)
  return {
    rows: [...allRows(store)],
    meta: readMeta(store),
    seen: store.prepare('SELECT CAST(json AS BLOB) AS json FROM observations ORDER BY n').all(),
    problems: store.prepare('SELECT CAST(json AS BLOB) AS json FROM problems ORDER BY n').all(),
    folders: store.prepare('SELECT CAST(json AS BLOB) AS json FROM folders ORDER BY n').all(),
    index: columns && [
      columns.n,
      columns.flags,
      columns.score,
      columns.text,
      columns.groupMembers,
      columns.folderMembers,
    ],
  }
}

it('leads to the same state as comparing everybody, whatever changed, came, went or moved from page to page', () => {
  let few = 0
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          steps: fc.array(anyStep, { maxLength: 3 }),
          meanwhile: fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), anyStep), { maxLength: 2 }),
        }),
        { minLength: 2, maxLength: 4 },
      ),
      fc.boolean(),
      (refreshes, elsewhere) => {
        const people = Array.from({ length: 11 }, (_, at) => newPerson(at + 1))
        const [whole, quick] = [open(), open()]
        let last: Reading | null = null
        refreshes.forEach(({ steps, meanwhile }, index) => {
          for (const step of steps) take(people, step)
          const pages = pagesOf(people, meanwhile, elsewhere)
          const now = `2026-11-2${index}T10:00:00.000Z`
          const read = (reading: Reading | null) => {
            const gathering = createGathering('UTC', reading)
            for (const page of pages) gathering.addUsers(page)
            gathering.addFolders(folders)
            return gathering
          }
          const all = { now, fresher: new Set<number>(), acceptFewer: true, zone: 'UTC' }
          applySync(whole, read(null).finish(), all)
          const gathering = read(last)
          const same = gathering.same()
          const changed = same === null ? null : applyChanged(quick, same.people, now)
          if (same !== null && changed !== null) {
            few++
            last = same.reading
          } else {
            const staged = gathering.finish()
            last = gathering.reading()
            applySync(quick, staged, all)
          }
          expect(stateOf(quick)).toEqual(stateOf(whole))
        })
        closeStore(whole)
        closeStore(quick)
      },
    ),
    { numRuns: 60 },
  )
  // The test would say nothing of a rule that always compares everybody.
  expect(few).toBeGreaterThan(20)
}, 240_000)

const pageOf = (people: readonly Person[], groups: Record<string, string[]> = {}) =>
  Buffer.from(
    JSON.stringify({
      total: 3,
      count: people.length,
      invited: [],
      Groups: groups,
      Users: Object.fromEntries(people.map(({ id, ...record }) => [`${id}`, { ...record, admin: false }])),
    }),
  )
const readingOf = (pages: readonly Uint8Array[], last: Reading | null) => {
  const gathering = createGathering('UTC', last)
  for (const page of pages) gathering.addUsers(page)
  gathering.addFolders(folders)
  return gathering
}
const [one, two, three] = [newPerson(1), newPerson(2), newPerson(3)]
const other = (person: Person): Person => ({ ...person, totalscore: 99 })

it('takes what the later page says of somebody who is on two', () => {
  const before = readingOf([pageOf([one, two]), pageOf([two, three])], null)
  const same = readingOf([pageOf([other(one), other(two)]), pageOf([two, three])], before.reading()).same()
  expect([...(same?.people.keys() ?? [])]).toEqual(['1'])
})

it('reads everybody where a group on another page names somebody who changed', () => {
  const pages = (first: Person) => [pageOf([first, two]), pageOf([two, three], { Far: [one.username] })]
  const before = readingOf(pages(one), null).reading()
  expect(readingOf(pages(one), before).same()?.people.size).toBe(0)
  expect(readingOf(pages(other(one)), before).same()).toBeNull()
})

it('compares everybody where the groups of somebody changed, or the store has not everybody as they were', () => {
  const store = open()
  const pages = (last: Person) => [pageOf([one, two]), pageOf([two, last])]
  const before = readingOf(pages(three), null)
  const reading = before.reading()
  applySync(store, before.finish(), {
    now: '2026-11-20T10:00:00.000Z',
    fresher: new Set(),
    acceptFewer: true,
    zone: 'UTC',
  })
  const left = readingOf(pages({ ...three, groups: [] }), reading).same()
  const scored = readingOf(pages(other(three)), reading).same()
  if (left === null || scored === null) throw new Error('everybody is where they were')
  expect(applyChanged(store, left.people, '2026-11-20T11:00:00.000Z')).toBeNull()
  expect(applyChanged(store, scored.people, '2026-11-20T11:00:00.000Z')).toMatchObject({ changed: 1 })
  store.exec("DELETE FROM users WHERE identity = '3'")
  expect(applyChanged(store, scored.people, '2026-11-20T11:00:00.000Z')).toBeNull()
  closeStore(store)
})
