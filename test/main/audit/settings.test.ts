import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findOffset, offsetOf, zonesWith } from '../../../src/main/audit/fetch/calibrate.ts'
import { toLocal } from '../../../src/main/lastpass/records/zone.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { addressDatabase, place } from './address-database.ts'

const founded = Date.parse('2026-10-01T00:00:00Z')
const now = () => Date.parse('2026-11-20T12:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'provost-choices-'))
const file = join(folder, 'places.mmdb')
let chosen: string | null = file

let tenant: TestTenant
beforeAll(async () => {
  writeFileSync(file, addressDatabase('Test-City', { '192.0.2.0/24': place('Germany', 'DE', 52.5, 13.4) }))
  tenant = await openTenant({ people: 40, founded, now }, { now, openFile: async () => chosen })
  await tenant.call('directory.sync', {})
  await tenant.call('audit.fetch', { from: '2026-10-20T00:00:00Z', to: '2026-11-20T11:00:00Z' })
})
afterAll(async () => {
  await tenant?.close()
  rmSync(folder, { recursive: true, force: true })
})

const journalKinds = async () => (await tenant.call('journal.page', { limit: 500 })).rows.map(({ kind }) => kind)

describe('what an admin chooses', () => {
  test('networks are kept, journaled, and refused as a whole when one is none', async () => {
    const networks = [{ name: 'Office Berlin', ranges: ['192.0.2.0/24', '2001:db8::/32'] }]
    expect((await tenant.call('audit.setNetworks', { networks })).networks).toEqual(networks)
    const failure = await tenant.refused('audit.setNetworks', { networks: [{ name: 'X', ranges: ['x'] }] })
    expect(failure).toMatchObject({ code: 'invalid', path: 'networks' })
    expect((await tenant.call('audit.settings', {})).networks).toEqual(networks)
    expect(await journalKinds()).toContain('audit-networks')
    const { total } = await tenant.call('audit.page', { networks: ['Office Berlin'], limit: 1 })
    expect(total).toBeGreaterThan(0)
  })

  test('an action is sorted into another category, also in what was fetched, and noted where that changes anything', async () => {
    const action = 'OPEN secure  note'
    const category = async () =>
      (await tenant.call('audit.page', { actions: ['Open secure note'], limit: 1 })).rows[0]?.category
    expect(await category()).toBe('vault')
    for (const _ of [1, 2]) await tenant.call('audit.categorise', { action, category: 'other' })
    expect(await category()).toBe('other')
    expect((await tenant.call('audit.settings', {})).categories).toEqual([
      { action: 'open secure note', category: 'other', usual: 'vault' },
    ])
    expect(await tenant.call('audit.categorise', { action, category: null })).toEqual({ category: 'vault' })
    expect((await tenant.call('audit.settings', {})).categories).toEqual([])
    const { rows } = await tenant.call('journal.page', { kind: 'audit-category', limit: 10 })
    expect(rows.map(({ data }) => [data.before, data.after])).toEqual([
      ['vault', 'other'],
      ['other', 'vault'],
    ])
  })

  test('a database of addresses is used from where it lies, and one that is none is refused', async () => {
    const { addressFiles } = await tenant.call('audit.addAddressFile', {})
    expect(addressFiles).toMatchObject([{ path: file, kind: 'Test-City', problem: null }])
    expect((await tenant.call('audit.facets', { facet: 'country', limit: 5 })).values).toMatchObject([
      { value: 'Germany' },
    ])
    chosen = join(folder, 'none.mmdb')
    writeFileSync(chosen, 'no database')
    expect(await tenant.refused('audit.addAddressFile', {})).toMatchObject({
      code: 'invalid',
      message:
        'The file is not a database of addresses in MaxMind DB format (MMDB), or it is damaged. Nothing was changed.',
    })
    chosen = null
    expect((await tenant.call('audit.addAddressFile', {})).addressFiles).toHaveLength(1)
    expect((await tenant.call('audit.removeAddressFile', { number: 0 })).addressFiles).toEqual([])
    expect((await tenant.call('audit.facets', { facet: 'country', limit: 5 })).values).toEqual([])
  })

  test('older events go by choice alone, as many as the preview says, and are not taken for a gap that was not fetched', async () => {
    const { total } = await tenant.call('audit.page', { limit: 1 })
    const preview = await tenant.call('audit.previewRetention', { keepDays: 14 })
    expect(preview.before).toBe('2026-11-06T12:00:00.000Z')
    expect(preview.events).toBe((await tenant.call('audit.page', { to: '2026-11-06T11:59:59Z', limit: 1 })).total)
    expect(preview.events).toBeGreaterThan(100)
    expect(await tenant.refused('audit.setRetention', { keepDays: 14, events: preview.events - 1 })).toMatchObject({
      code: 'conflict',
    })
    expect((await tenant.call('audit.page', { limit: 1 })).total).toBe(total)
    const { removed, settings } = await tenant.call('audit.setRetention', { keepDays: 14, events: preview.events })
    expect(removed).toBe(preview.events)
    expect(settings).toMatchObject({ keepDays: 14, removedBefore: preview.before })
    expect((await tenant.call('audit.page', { limit: 1 })).total).toBe(total - removed)
    expect((await tenant.call('audit.coverage', {})).spans[0]?.from).toBe(preview.before)
    // What is fetched again although it is too old goes again.
    await tenant.call('audit.fetch', { from: '2026-10-20T00:00:00Z', to: '2026-11-20T11:00:00Z' })
    expect((await tenant.call('audit.page', { limit: 1 })).total).toBe(total - removed)
    await tenant.call('audit.setRetention', { keepDays: null })
    expect((await journalKinds()).filter((kind) => kind.startsWith('audit-re'))).toEqual([
      'audit-retention',
      'audit-removed',
      'audit-removed',
      'audit-retention',
    ])
  })

  test("the account's clock is found by Provost's own requests", async () => {
    const found = await tenant.call('audit.calibrate', {})
    expect(found).toMatchObject({ fits: true, timeZone: 'US/Eastern', reason: null })
    expect(found.found).toMatchObject({ offsetMinutes: -300, labelled: true })
    expect(found.zones[0]).toBe('US/Eastern')
    expect(await tenant.call('audit.settings', {})).toMatchObject({ zone: { offsetMinutes: -300 }, zoneFits: true })
    const { tenants } = await tenant.call('app.state', {})
    await tenant.call('tenants.update', { id: tenants[0]?.id as never, timeZone: 'Europe/Paris' })
    expect(await tenant.call('audit.calibrate', {})).toMatchObject({ fits: false, found: { offsetMinutes: -300 } })
    expect(await tenant.call('audit.settings', {})).toMatchObject({ timeZone: 'Europe/Paris', zoneFits: false })
    await tenant.call('tenants.update', { id: tenants[0]?.id as never, timeZone: 'US/Eastern' })
  })
})

describe('calibrating', () => {
  const zones = ['US/Eastern', 'UTC', 'Asia/Kolkata', 'Pacific/Auckland', 'Asia/Kathmandu', 'US/Pacific']
  const answerOf = (events: { at: number; label: string; action: string }[], zone: string) =>
    Buffer.from(
      JSON.stringify({
        status: 'OK',
        next: null,
        data: Object.fromEntries(
          events.map(({ at, label, action }, n) => [
            `Event${n + 1}`,
            {
              Time: toLocal(new Date(at * 1000).toISOString(), zone),
              Username: 'API',
              IP_Address: '192.0.2.1',
              Action: action,
              Data: label,
            },
          ]),
        ),
      }),
    )
  test('finds the zone of every account whose log shows the label, whatever other programs ask', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(fc.nat(40_000), { minLength: 1, maxLength: 5 }),
        fc.array(fc.record({ at: fc.nat(40_000), label: fc.constantFrom('Sentinel', 'HR sync') }), { maxLength: 20 }),
        fc.nat(20),
        (zone, own, others, late) => {
          const base = Date.parse('2026-11-20T00:00:00Z') / 1000
          const bytes = answerOf(
            [
              ...own.map((at) => ({ at: base + at + late, label: 'Initiated by API: Provost', action: 'Reporting' })),
              ...others.map(({ at, label }) => ({
                at: base + at,
                label: `Initiated by API: ${label}`,
                action: 'Reporting',
              })),
            ],
            zone,
          )
          const found = findOffset(
            bytes,
            own.map((at) => ({ time: base + at, command: 'reporting' })),
          )
          // Two requests that are full quarters apart may fit two clocks: then none is said.
          if (found !== null) expect(found.offsetMinutes).toBe(offsetOf(zone, base * 1000))
          else expect(own.length).toBeGreaterThan(1)
        },
      ),
    )
  })

  test('says nothing by a single event without a label, nor by those of others', () => {
    const time = Date.parse('2026-11-20T12:00:00Z') / 1000
    const one = answerOf([{ at: time, label: 'Initiated by API', action: 'Reporting' }], 'US/Eastern')
    expect(findOffset(one, [{ time, command: 'reporting' }])).toBeNull()
    const other = answerOf([{ at: time, label: 'Initiated by API: Sentinel', action: 'Reporting' }], 'US/Eastern')
    expect(findOffset(other, [{ time, command: 'reporting' }])).toBeNull()
    const three = [0, 431, 1207].map((more) => ({ at: time + more, label: 'Initiated by API', action: 'Reporting' }))
    expect(
      findOffset(
        answerOf(three, 'US/Eastern'),
        three.map(({ at }) => ({ time: at, command: 'reporting' })),
      ),
    ).toMatchObject({ offsetMinutes: -300, labelled: false, matched: 3 })
  })

  test('names the zones whose clock is like that, the usual ones first', () => {
    const zones_ = zonesWith(60, Date.parse('2026-01-10T00:00:00Z'))
    expect(zones_[0]).toBe('Europe/Paris')
    expect(zones_).toContain('Europe/Berlin')
    expect(zones_).not.toContain('Europe/London')
  })
})
