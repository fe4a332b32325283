import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditCategories, auditFacets } from '../../../src/contract/audit/audit.ts'
import type { AuditEvent, AuditFilter } from '../../../src/contract/calls/audit/audit.ts'
import { concerns, mayConcern } from '../../../src/main/audit/pack/control-actions.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

// Whatever is asked for: the calls of the screen, of exports and of packs count the same events.

let tenant: TestTenant
let all: AuditEvent[]
const out = temporaryFolder()
const now = () => Date.parse('2026-11-20T12:00:00Z')
const founded = Date.parse('2026-11-06T00:00:00Z')

async function rowsOf(filter: AuditFilter): Promise<AuditEvent[]> {
  const rows: AuditEvent[] = []
  for (;;) {
    const page = await tenant.call('audit.page', { ...filter, offset: rows.length, limit: 500 })
    rows.push(...page.rows)
    if (page.rows.length < 500) return rows
  }
}

beforeAll(async () => {
  tenant = await openTenant(
    { people: 40, founded, now },
    {
      now,
      saveFile: async (name, fill) => {
        const path = join(out, name)
        await writeWhole(path, fill)
        return path
      },
    },
  )
  await tenant.call('directory.sync', {})
  await tenant.call('audit.fetch', { from: new Date(founded).toISOString() })
  all = await rowsOf({})
  const [ip = ''] = all.map((event) => event.ip).filter((each) => each !== '')
  await tenant.call('audit.setNetworks', { networks: [{ name: 'Office', ranges: [ip] }] })
}, 60_000)
afterAll(() => tenant?.close())

const instant = fc.integer({ min: 0, max: 14 * 86_400 }).map((s) => new Date(founded + s * 1000).toISOString())
const some = (of: (event: AuditEvent) => string) =>
  fc.array(fc.nat(), { minLength: 1, maxLength: 3 }).map((places) => {
    const values = [...new Set(all.map(of))]
    return places.map((place) => values[place % values.length] ?? '')
  })
const username = (event: AuditEvent) => event.username
const action = (event: AuditEvent) => event.action
const ip = (event: AuditEvent) => event.ip
const target = ({ parsed }: AuditEvent) => parsed.person ?? parsed.folder ?? parsed.site ?? 'none of them'
const parts = fc.record(
  {
    from: instant,
    to: instant,
    text: fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 6 })).map(([place, at, length]) => {
      const { data, action: done } = all[place % all.length] as AuditEvent
      const text = data || done
      return text.slice(at % Math.max(1, text.length)).slice(0, length)
    }),
    usernames: some(username),
    actions: some(action),
    ips: some(ip),
    targets: some(target),
    categories: fc.subarray([...auditCategories], { minLength: 1 }),
    own: fc.constantFrom('without' as const, 'only' as const),
    callers: fc.constant('foreign' as const),
    networks: fc.subarray(['Office', ''], { minLength: 1 }),
    not: fc.record(
      { usernames: some(username), actions: some(action), ips: some(ip), networks: fc.constant(['Office']) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
)
/** With more than a few parts hardly an event is left. */
const filters = fc.tuple(parts, fc.array(fc.nat(), { minLength: 1, maxLength: 3 })).map(([made, places]) => {
  const names = Object.keys(made)
  const chosen = new Set(places.map((place) => names[place % Math.max(1, names.length)]))
  return Object.fromEntries(Object.entries(made).filter(([name]) => chosen.has(name))) as AuditFilter
})

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((most, one) => most + one, 0)
const part = { category: 'categories', action: 'actions', username: 'usernames', ip: 'ips', target: 'targets' } as const
const without = ({ not, ...filter }: AuditFilter, own: string): AuditFilter => {
  const { [own as 'actions']: _, ...rest } = filter
  const { [own as 'actions']: __, ...others } = not ?? {}
  return { ...rest, ...(Object.keys(others).length > 0 ? { not: others } : {}) }
}

describe('the numbers of any filter', () => {
  it('agree: total, cards, histogram, rows, lists and both kinds of file', async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const { total, byCategory } = await tenant.call('audit.page', { ...filter, limit: 1 })
        found += total > 0 ? 1 : 0
        expect(sum(byCategory)).toBe(total)
        const { buckets } = await tenant.call('audit.histogram', { ...filter, buckets: 50 })
        expect(buckets.reduce((most, { count }) => most + count, 0)).toBe(total)
        const rows = await rowsOf(filter)
        expect(rows).toHaveLength(total)
        for (const facet of auditFacets) {
          const { values } = await tenant.call('audit.facets', { ...filter, facet, limit: 500 })
          const counted = values.reduce((most, { count }) => most + count, 0)
          const others = (await tenant.call('audit.page', { ...without(filter, part[facet]), limit: 1 })).total
          // An event may name several targets, or none.
          if (facet !== 'target') expect([facet, counted]).toEqual([facet, others])
        }
        const json = await tenant.call('audit.export', { ...filter, format: 'jsonl' })
        const events = readFileSync(json.path ?? '', 'utf8')
          .trimEnd()
          .split('\n')
          .slice(1)
        const fields = ({ time, username: who, action: done, data }: AuditEvent) => [time, who, done, data]
        expect(events.map((line) => fields(JSON.parse(line) as AuditEvent))).toEqual(rows.map(fields))
        const csv = await tenant.call('audit.export', { ...filter, format: 'csv' })
        expect([json.rows, csv.rows]).toEqual([total, total])
      }),
      { numRuns: 150 },
    )
    // The filters were not such that nothing is ever found.
    expect(found).toBeGreaterThan(50)
  }, 120_000)

  it('agree: what a pack would hold, what it holds, and the events of its span', async () => {
    await fc.assert(
      fc.asyncProperty(instant, instant, async (one, other) => {
        const [from = '', to = ''] = [one, other].sort()
        const rows = await rowsOf({ from, to })
        const { controls } = await tenant.call('audit.population', { from, to })
        for (const { control, events } of controls) {
          if (control === 'access review') continue
          const meant = rows.filter(
            (event) => mayConcern(control, event.action, event.category) && concerns(control, event),
          )
          const pack = await tenant.call('audit.pack', { from, to, control, sample: 3 })
          expect([control, events, pack.events]).toEqual([control, meant.length, meant.length])
        }
      }),
      { numRuns: 8 },
    )
  }, 120_000)
})
