import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCallerLabel } from '../../../src/contract/audit/caller-label.ts'
import type { AuditEvent, AuditFilter } from '../../../src/contract/calls/audit/audit.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

const founded = Date.parse('2026-10-01T00:00:00Z')
let time = Date.parse('2026-11-20T12:00:00Z')
const now = () => time
let tenant: TestTenant
let all: AuditEvent[]

async function events(filter: AuditFilter): Promise<AuditEvent[]> {
  const rows: AuditEvent[] = []
  for (let offset = 0; ; offset += 500) {
    const page = await tenant.call('audit.page', { ...filter, offset, limit: 500 })
    rows.push(...page.rows)
    if (page.rows.length < 500) {
      expect(rows.length).toBe(page.total)
      return rows
    }
  }
}
const ask = (cmd: string, label: string, data: unknown = {}) =>
  tenant.demo.answer(
    JSON.stringify({ cid: Number(tenant.demo.cid), provhash: tenant.demo.hash, cmd, apiuser: label, data }),
  )

beforeAll(async () => {
  tenant = await openTenant({ people: 60, founded, now }, { now })
  await tenant.call('directory.sync', {})
  ask('getuserdata', 'HR sync')
  ask('getuserdata', 'Provost on another desk')
  ask('getuserdata', '')
  const { rows } = await tenant.call('users.page', { offset: 0, limit: 50 })
  const group = rows.find(({ groups }) => groups.length > 0)?.groups[0] ?? ''
  const outside = rows.find(({ groups, status }) => status === 'active' && !groups.includes(group))?.username
  ask('batchchangegrp', 'Provost job x', [{ username: outside, add: [group] }])
  time += 60_000
  await tenant.call('audit.fetch', { from: '2026-10-01T00:00:00Z' })
  all = await events({})
})
afterAll(() => tenant?.close())

const same = (found: AuditEvent[], wanted: (event: AuditEvent) => boolean) => {
  const expected = all.filter(wanted)
  expect(expected.length).toBeGreaterThan(0)
  expect(found).toEqual(expected)
}

describe('filters of whole events', () => {
  const isOwn = ({ category, parsed }: AuditEvent) =>
    category === 'api' && parsed.label !== undefined && readCallerLabel(parsed.label) !== null

  test('leave readings under the label of Provost out, or show nothing else', async () => {
    same(await events({ own: 'only' }), isOwn)
    same(await events({ own: 'without' }), (event) => !isOwn(event))
    expect(all.filter(isOwn).some(({ parsed }) => parsed.label === 'Provost reading')).toBe(true)
  })

  test('find requests under another label, and not those without one', async () => {
    same(
      await events({ callers: 'foreign' }),
      ({ parsed }) => parsed.label !== undefined && readCallerLabel(parsed.label) === null,
    )
    expect(all.filter(({ parsed }) => parsed.label === 'HR sync')).toHaveLength(1)
  })

  test('find what concerns a person: what they did, and what names them', async () => {
    const named = all.find(({ parsed, username }) => parsed.person?.includes('@') && parsed.person !== username)
    const who = named?.parsed.person ?? ''
    same(await events({ about: { kind: 'person', name: who.toUpperCase() } }), ({ username, parsed }) =>
      [username, parsed.person, ...(parsed.people ?? [])].some((name) => name?.toLowerCase() === who.toLowerCase()),
    )
  })

  test('find what concerns a group or a folder as such, whatever else is called the same', async () => {
    for (const kind of ['group', 'folder'] as const) {
      const name = all.find(({ parsed }) => parsed[kind] !== undefined)?.parsed[kind] ?? ''
      same(await events({ about: { kind, name } }), ({ parsed }) => parsed[kind] === name)
      const other = kind === 'group' ? 'folder' : 'group'
      expect(await events({ about: { kind: other, name } })).toEqual(
        all.filter((event) => event.parsed[other] === name),
      )
    }
  })

  test('narrow together with every other part, in counts as in rows', async () => {
    const filter = { own: 'without', categories: ['api'], from: '2026-11-01T00:00:00Z' } as const satisfies AuditFilter
    same(
      await events({ ...filter, categories: ['api'] }),
      (event) => event.category === 'api' && !isOwn(event) && event.time >= '2026-11-01T00:00:00Z',
    )
    const { values } = await tenant.call('audit.facets', { own: 'only', facet: 'category', limit: 50 })
    expect(values).toEqual([{ value: 'api', count: all.filter(isOwn).length }])
  })
})

test('an event keeps its time as LastPass wrote it', () => {
  const report = ask('reporting', 'x', { from: '2026-09-30 00:00:00', to: '2026-11-21 00:00:00' })
  const { data } = JSON.parse(String(report.body)) as { data: Record<string, { Time: string }> }
  const there = new Set(Object.values(data).map(({ Time }) => Time))
  expect(all.filter(({ local }) => !there.has(local))).toEqual([])
})
