import { describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../../../src/contract/calls/audit/audit.ts'
import type { JournalLine } from '../../../../src/contract/change.ts'
import { ownActs, timelineItems } from '../../../../src/renderer/features/audit/timeline/timeline-items.ts'
import { fc } from '../../../harness/properties.ts'

const minute = 60_000
const start = Date.parse('2026-11-20T12:00:00Z')
const at = (minutes: number) => new Date(start + minutes * minute).toISOString()
const event = (minutes: number, line?: number): AuditEvent => ({
  time: at(minutes),
  username: 'API',
  ip: '',
  action: 'Deactivated user',
  category: 'lifecycle',
  data: 'ada@example.com',
  ambiguous: false,
  local: '',
  parsed: { person: 'ada@example.com' },
  recorded: line === undefined ? null : { line, job: 'job', how: 'likely' },
})
const line = (seq: number, minutes: number, kind: string, row: number, outcome?: string): JournalLine => ({
  seq,
  time: at(minutes),
  kind,
  job: 'job',
  change: { kind: 'disable', username: 'ada@example.com' },
  data: { row, ...(outcome === undefined ? {} : { outcome }) },
  hash: '',
  previous: '',
})
const always = { covered: [{ from: start - 1000 * minute, to: start + 1000 * minute }], now: start + 1000 * minute }

describe('a line of time', () => {
  test('has an act once, by its event where LastPass logged it, with what became of it', () => {
    const acts = ownActs([
      line(5, 0, 'intent', 0),
      line(6, 1, 'outcome', 0, 'sent'),
      line(7, 2, 'outcome', 0, 'confirmed'),
    ])
    expect(acts).toEqual([expect.objectContaining({ line: 5, time: at(0), outcome: 'confirmed' })])
    const none = { rows: [], more: false }
    expect(timelineItems(none, { rows: acts, more: false }, always).map(({ kind }) => kind)).toEqual(['own'])
    const both = timelineItems({ rows: [event(1, 5)], more: false }, { rows: acts, more: false }, always)
    expect(both.map(({ kind }) => kind)).toEqual(['event'])
  })

  test('says what was not fetched between its things, after the last of them and before the first', () => {
    const covered = [
      { from: start, to: start + 10 * minute },
      { from: start + 20 * minute, to: start + 30 * minute },
    ]
    const items = timelineItems(
      { rows: [event(25), event(5)], more: false },
      { rows: [], more: false },
      { covered, now: start + 60 * minute },
    )
    expect(items.map(({ kind }) => kind)).toEqual(['gap', 'event', 'gap', 'event'])
    expect(items[0]).toMatchObject({ open: true, gap: { from: start + 30 * minute + 1000 } })
    expect(items[2]).toMatchObject({ open: false, gap: { to: start + 20 * minute - 1000 } })
  })

  test('is in order, has nothing beyond the end of a list that goes on, and loses nothing before it', () => {
    const times = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 20 })
    fc.assert(
      fc.property(times, times, fc.boolean(), fc.boolean(), (logged, done, moreEvents, moreActs) => {
        const down = (one: number, other: number) => other - one
        const events = { rows: logged.sort(down).map((minutes) => event(minutes)), more: moreEvents }
        const acts = {
          rows: ownActs(
            done.sort((one, other) => one - other).map((minutes, row) => line(row + 1, minutes, 'intent', row)),
          ),
          more: moreActs,
        }
        const items = timelineItems(events, acts, always)
        expect(items.map(({ time }) => time)).toEqual(items.map(({ time }) => time).sort(down))
        const ends = [
          ...(moreEvents && logged.length > 0 ? [Math.min(...logged)] : []),
          ...(moreActs && done.length > 0 ? [Math.min(...done)] : []),
        ]
        const end = Math.max(-1, ...ends)
        const expected = [...logged, ...done].filter((minutes) => minutes >= end).length
        expect(items.filter(({ kind }) => kind !== 'gap')).toHaveLength(expected)
      }),
    )
  })
})
