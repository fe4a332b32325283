import { describe, expect, it } from 'vitest'
import { createClock, formatWall, parseWall } from '../../../src/main/demo/clock.ts'
import { fc } from '../../harness/properties.ts'

const zones = [
  'US/Eastern',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/Sao_Paulo',
  'UTC',
]
const seconds = fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2032, 0, 1) / 1000 })

describe('the clock on the wall', () => {
  it('shows what the platform shows, in zones of all kinds', () => {
    const clocks = zones.map((zone) => {
      const shown = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      })
      return { zone, clock: createClock(zone), shown }
    })
    fc.assert(
      fc.property(seconds, fc.constantFrom(...clocks), (at, { clock, shown }) => {
        expect(clock.format(at)).toBe(shown.format(at * 1000))
      }),
      { numRuns: 2000 },
    )
  })

  it('goes forward and back on the second', () => {
    const clock = createClock('US/Eastern')
    const spring = Date.UTC(2026, 2, 8, 7) / 1000
    expect([clock.format(spring - 1), clock.format(spring)]).toEqual(['2026-03-08 01:59:59', '2026-03-08 03:00:00'])
    const autumn = Date.UTC(2026, 10, 1, 6) / 1000
    expect([clock.format(autumn - 1), clock.format(autumn)]).toEqual(['2026-11-01 01:59:59', '2026-11-01 01:00:00'])
  })

  it('reads what it writes', () => {
    fc.assert(
      fc.property(seconds, (wall) => {
        expect(parseWall(formatWall(wall))).toBe(wall)
      }),
    )
  })

  it('reads nothing else', () => {
    for (const text of [
      '',
      '2026-02-29 00:00:00',
      '2026-13-01 00:00:00',
      '2026-01-01',
      '2026-01-01T00:00:00',
      '2026-01-01 24:00:00',
      ' 2026-01-01 00:00:00',
    ])
      expect(parseWall(text), text).toBeNull()
  })

  it('knows no zone that there is not', () => {
    expect(() => createClock('Mars/Olympus')).toThrow(RangeError)
  })
})
