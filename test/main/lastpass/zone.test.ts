import { describe, expect, test } from 'vitest'
import { checkZone, isAmbiguous, toLocal, toUtc } from '../../../src/main/lastpass/records/zone.ts'
import { fc } from '../../harness/properties.ts'

const zones = [
  'US/Eastern',
  'US/Pacific',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Africa/Casablanca',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'UTC',
]
const since = Date.UTC(1990, 0, 1)
const until = Date.UTC(2040, 0, 1)
const instants = fc
  .integer({ min: since / 1000, max: until / 1000 })
  .map((seconds) => new Date(seconds * 1000).toISOString())

/** What the calendar of the platform says, asked for each instant by itself. */
const calendar = new Map(
  zones.map((zone) => [
    zone,
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }),
  ]),
)

describe('a time zone', () => {
  test('shows each instant as the calendar does', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        expect(toLocal(instant, zone)).toBe(calendar.get(zone)?.format(new Date(instant)))
      }),
      { numRuns: 2000 },
    )
  })

  test('finds the instant back, or its earlier twin when the clock was set back', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const local = toLocal(instant, zone)
        const found = toUtc(local, zone) as string
        expect(toLocal(found, zone)).toBe(local)
        if (isAmbiguous(local, zone)) expect(Date.parse(found)).toBeLessThanOrEqual(Date.parse(instant))
        else expect(found).toBe(instant)
      }),
      { numRuns: 2000 },
    )
  })

  test('finds the instant back in the hours around each change of the clock', () => {
    const nearChanges = fc.constantFrom(
      '2025-03-09T07:00:00Z',
      '2025-11-02T06:00:00Z',
      '2026-03-08T07:00:00Z',
      '2012-11-04T06:00:00Z',
    )
    fc.assert(
      fc.property(nearChanges, fc.integer({ min: -100_000, max: 100_000 }), (change, seconds) => {
        const instant = new Date(Date.parse(change) + seconds * 1000).toISOString()
        const local = toLocal(instant, 'US/Eastern')
        const found = toUtc(local, 'US/Eastern') as string
        expect(toLocal(found, 'US/Eastern')).toBe(local)
        expect([0, 3_600_000]).toContain(Date.parse(instant) - Date.parse(found))
      }),
      { numRuns: 1000 },
    )
  })

  test('takes the earlier instant of the hour that autumn repeats, and says that there are two', () => {
    expect(toUtc('2025-11-02 01:30:00', 'US/Eastern')).toBe('2025-11-02T05:30:00.000Z')
    expect(isAmbiguous('2025-11-02 01:30:00', 'US/Eastern')).toBe(true)
    expect(isAmbiguous('2025-11-02 00:59:59', 'US/Eastern')).toBe(false)
    expect(isAmbiguous('2025-11-02 02:00:00', 'US/Eastern')).toBe(false)
    expect(toUtc('2025-11-02 02:00:00', 'US/Eastern')).toBe('2025-11-02T07:00:00.000Z')
  })

  test('moves a time in the hour that spring skips forward by what was skipped', () => {
    expect(toUtc('2025-03-09 02:30:00', 'US/Eastern')).toBe('2025-03-09T07:30:00.000Z')
    expect(toLocal('2025-03-09T07:30:00Z', 'US/Eastern')).toBe('2025-03-09 03:30:00')
    expect(isAmbiguous('2025-03-09 02:30:00', 'US/Eastern')).toBe(false)
    // Lord Howe moves its clock by half an hour.
    expect(toUtc('2025-10-05 02:15:00', 'Australia/Lord_Howe')).toBe('2025-10-04T15:45:00.000Z')
  })

  test('knows a leap day, and years before the year tables begin', () => {
    expect(toUtc('2024-02-29 12:00:00', 'UTC')).toBe('2024-02-29T12:00:00.000Z')
    expect(toUtc('2000-02-29 12:00:00', 'UTC')).toBe('2000-02-29T12:00:00.000Z')
    expect(toUtc('1970-01-01 00:00:00', 'US/Eastern')).toBe('1970-01-01T05:00:00.000Z')
    expect(toUtc('1972-12-31 23:59:59', 'US/Pacific')).toBe('1973-01-01T07:59:59.000Z')
  })

  test.each([
    '',
    '0000-00-00 00:00:00',
    '2023-02-29 00:00:00',
    '1900-02-29 00:00:00',
    '2025-04-31 00:00:00',
    '2025-13-01 00:00:00',
    '2025-01-00 00:00:00',
    '2025-01-01 24:00:00',
    '2025-01-01 00:60:00',
    '2025-01-01 00:00:60',
    '2025-01-01T00:00:00',
    '2025-1-1 00:00:00',
    '2025-01-01 00:00',
    '2025-01-01 00:00:00 ',
    '٢٠٢٥-01-01 00:00:00',
    '20x5-01-01 00:00:00',
    '1899-12-31 23:59:59',
    'never',
  ])('takes %j for no date', (local) => {
    expect(toUtc(local, 'US/Eastern')).toBeNull()
    expect(isAmbiguous(local, 'US/Eastern')).toBe(false)
  })

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)), (local) => {
        const found = toUtc(local, 'US/Eastern')
        if (found !== null) expect(found).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/)
      }),
    )
  })

  test('refuses a name that is no zone', () => {
    for (const name of ['Mars/Olympus', '', 'US/Eastern; x'])
      expect(() => checkZone(name)).toThrow('is not a time zone')
    expect(() => toUtc('2025-01-01 00:00:00', 'Nowhere')).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'invalid' }) }),
    )
  })
})
