import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditFacets } from '../../../src/contract/audit/audit.ts'
import type { AuditFilter } from '../../../src/contract/calls/audit/audit.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'

let tenant: TestTenant
const out = temporaryFolder()
const now = () => Date.parse('2026-11-20T12:00:00Z')
beforeAll(async () => {
  tenant = await openTenant(
    { people: 60, founded: Date.parse('2026-10-20T00:00:00Z'), now },
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
  await tenant.call('audit.fetch', { from: '2026-10-20T00:00:00Z' })
}, 60_000)
afterAll(() => tenant?.close())

const part = { category: 'categories', action: 'actions', username: 'usernames', ip: 'ips', target: 'targets' } as const
const total = async (filter: AuditFilter) => (await tenant.call('audit.page', { ...filter, limit: 1 })).total

/** What people ask on the screen: a span, a category, words, one person, and without something. */
async function filters(): Promise<AuditFilter[]> {
  const { values } = await tenant.call('audit.facets', { facet: 'username', limit: 5 })
  const somebody = values.find(({ value }) => value !== '')?.value ?? ''
  const { values: actions } = await tenant.call('audit.facets', { facet: 'action', limit: 1 })
  return [
    {},
    { own: 'without' },
    { from: '2026-11-10T00:00:00Z', to: '2026-11-15T11:59:59Z', own: 'without' },
    { categories: ['login', 'folder'] },
    { text: 'example' },
    { usernames: [somebody] },
    { not: { actions: actions.map(({ value }) => value) }, own: 'without' },
  ]
}

describe('numbers of the audit screen', () => {
  it('agree: each value of each list with the events that it leads to', async () => {
    let looked = 0
    for (const filter of await filters())
      for (const facet of auditFacets) {
        const { values, distinct } = await tenant.call('audit.facets', { ...filter, facet, limit: 500 })
        expect(values.length).toBe(Math.min(500, distinct))
        // A list counts without its own part of the filter, and so does what it leads to: a value that was left out comes back.
        const { [part[facet]]: _, not, ...rest } = filter
        const { [part[facet]]: __, ...others } = not ?? {}
        const without = { ...rest, ...(Object.keys(others).length > 0 ? { not: others } : {}) }
        for (const { value, count } of values.slice(0, 12)) {
          expect([facet, value, await total({ ...without, [part[facet]]: [value] })]).toEqual([facet, value, count])
          looked++
        }
        // Events without a target are in no line of that list; all others are in one.
        const sum = values.reduce((all, { count }) => all + count, 0)
        if (facet !== 'target' && distinct <= 500) expect(sum).toBe(await total(without))
      }
    expect(looked).toBeGreaterThan(150)
  }, 60_000)

  it('agree: cards, histogram, rows, files, and what a pack would hold', async () => {
    for (const filter of await filters()) {
      const page = await tenant.call('audit.page', { ...filter, limit: 500 })
      const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, one) => all + one, 0)
      expect(sum(page.byCategory)).toBe(page.total)
      const { buckets } = await tenant.call('audit.histogram', { ...filter, buckets: 97 })
      expect(buckets.reduce((all, { count }) => all + count, 0)).toBe(page.total)
      for (const { count, byCategory } of buckets) expect(sum(byCategory)).toBe(count)
      for (const [category, count] of Object.entries(page.byCategory))
        expect(buckets.reduce((all, { byCategory }) => all + (byCategory[category as never] ?? 0), 0)).toBe(count)
      let rows = page.rows.length
      while (rows < page.total) {
        const next = await tenant.call('audit.page', { ...filter, offset: rows, limit: 500 })
        if (next.rows.length === 0) break
        rows += next.rows.length
      }
      expect(rows).toBe(page.total)
      const file = await tenant.call('audit.export', { ...filter, format: 'jsonl' })
      expect(file.rows).toBe(page.total)
      const lines = readFileSync(file.path ?? '', 'utf8')
        .trimEnd()
        .split('\n')
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ filter })
      expect(lines.filter((line) => 'action' in (JSON.parse(line) as object))).toHaveLength(page.total)
    }
    const span = { from: '2026-11-01T00:00:00Z', to: '2026-11-18T00:00:00Z' }
    const { controls } = await tenant.call('audit.population', span)
    for (const { control, events } of controls.filter((one) => one.control !== 'access review')) {
      const pack = await tenant.call('audit.pack', { ...span, control, sample: 5 })
      expect([control, pack.events]).toEqual([control, events])
    }
  }, 60_000)
})
