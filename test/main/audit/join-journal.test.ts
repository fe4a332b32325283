import { describe, expect, test } from 'vitest'
import { jobLabel, readCallerLabel, readingLabel } from '../../../src/contract/audit/caller-label.ts'
import type { AuditEvent } from '../../../src/contract/calls/audit/audit.ts'
import type { Change, JournalLine } from '../../../src/contract/change.ts'
import { parseData } from '../../../src/main/audit/events/parse-data.ts'
import { joinJournal } from '../../../src/main/audit/recorded/join-journal.ts'
import { fc } from '../../harness/properties.ts'

const start = Date.parse('2026-11-20T12:00:00Z')
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString()
const event = (seconds: number, action: string, data: string, username = 'API'): AuditEvent => ({
  time: at(seconds),
  username,
  ip: '192.0.2.1',
  action,
  category: 'other',
  data,
  ambiguous: false,
  local: '',
  parsed: parseData(username, action, data),
})
const intent = (seq: number, seconds: number, change: Change, job = 'job-one'): JournalLine => ({
  seq,
  time: at(seconds),
  kind: 'intent',
  job,
  change,
  data: {},
  hash: '',
  previous: '',
})
const disable = (username: string): Change => ({ kind: 'disable', username })

describe('an event and the line of the journal that tells of the same', () => {
  test('join by person, action and time where LastPass shows no label', () => {
    const lines = [intent(7, 0, disable('Ada@example.com')), intent(8, 0, disable('bob@example.com'))]
    expect(joinJournal([event(3, 'Deactivated user', 'ada@example.com')], lines)).toEqual([
      { line: 7, job: 'job-one', how: 'likely' },
    ])
    expect(joinJournal([event(3, 'Deactivated user', 'ada@example.com', '')], lines)[0]?.line).toBe(7)
  })

  test.each([
    ['another person', event(3, 'Deactivated user', 'eve@example.com')],
    ['another action', event(3, 'Reactivated user', 'ada@example.com')],
    ['another time', event(3600, 'Deactivated user', 'ada@example.com')],
    ['an admin by name', event(3, 'Deactivated user', 'ada@example.com', 'boss@example.com')],
    ['another caller', event(3, 'Deactivated user', 'ada@example.com', 'API: HR sync')],
    ['another job of Provost', event(3, 'Deactivated user', 'ada@example.com', `API: ${jobLabel('job-two')}`)],
  ])('do not join: %s', (_, one) => {
    expect(joinJournal([one], [intent(7, 0, disable('ada@example.com'))])).toEqual([null])
  })

  test('join exactly by the label of the job, whatever the clocks say', () => {
    const lines = [intent(7, 0, disable('ada@example.com')), intent(9, 9000, disable('ada@example.com'), 'job-two')]
    const one = event(9001, 'Deactivated user', 'ada@example.com', `API: ${jobLabel('job-one')}`)
    expect(joinJournal([one], lines)).toEqual([{ line: 7, job: 'job-one', how: 'label' }])
  })

  test('join each group of one line with its own event, and nothing twice', () => {
    const line = intent(7, 0, { kind: 'groups', username: 'ada@example.com', add: ['Sales'], remove: ['Old - new'] })
    const events = [
      event(1, 'Adding user to group', 'ada@example.com - Sales'),
      event(1, 'Remove from group', "'Old - new' 'ada@example.com'"),
      event(2, 'Adding user to group', 'ada@example.com - Sales'),
      event(1, 'Adding user to group', 'ada@example.com - Marketing'),
    ]
    expect(joinJournal(events, [line]).map((found) => found?.line ?? null)).toEqual([7, 7, null, null])
  })

  test.each([
    ['Remove from group', "'Sales' 'ada@example.com'"],
    ['Removing user from group', "'Sales' 'ada@example.com'"],
    ['Group removal', "'Sales' 'ada@example.com'"],
    ['Adding user to group', 'ada@example.com - Old'],
    ['Add to group', "'Old' 'ada@example.com'"],
  ])('do not join where one went in and the other out: %s %s', (action, data) => {
    const isOut = action.startsWith('Remov') || action.endsWith('removal')
    const change = { kind: 'groups' as const, username: 'ada@example.com' }
    const line = intent(
      7,
      0,
      isOut ? { ...change, add: ['Sales'], remove: [] } : { ...change, add: [], remove: ['Old'] },
    )
    expect(joinJournal([event(1, action, data)], [line])).toEqual([null])
    const other = intent(
      8,
      0,
      isOut ? { ...change, add: [], remove: ['Sales'] } : { ...change, add: ['Old'], remove: [] },
    )
    expect(joinJournal([event(1, action, data)], [other])[0]?.line).toBe(8)
  })

  test('never give one line to two events, nor an event to a line of another person', () => {
    const person = fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), person), { maxLength: 12 }),
        fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), person, fc.constantFrom('x', 'y')), { maxLength: 12 }),
        (logged, sent) => {
          const events = logged.map(([seconds, who]) => event(seconds, 'Deactivated user', who))
          const lines = sent.map(([seconds, who, job], seq) => intent(seq, seconds, disable(who), job))
          const joined = joinJournal(events, lines)
          const used = joined.flatMap((found) => (found === null ? [] : [found.line]))
          expect(new Set(used).size).toBe(used.length)
          joined.forEach((found, index) => {
            if (found !== null) expect(lines[found.line]?.change?.username).toBe(events[index]?.parsed.person)
          })
        },
      ),
    )
  })
})

test('labels are read as they are written, and others are not taken for Provost', () => {
  expect(readCallerLabel(readingLabel)).toEqual({ job: null })
  fc.assert(
    fc.property(fc.base64String({ minLength: 1, maxLength: 16 }), (job) => {
      expect(readCallerLabel(jobLabel(job))).toEqual({ job })
    }),
  )
  for (const label of ['HR sync', 'Not Provost', 'provosting', '']) expect(readCallerLabel(label)).toBeNull()
})
