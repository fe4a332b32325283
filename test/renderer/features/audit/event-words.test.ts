import { describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../../../src/contract/calls/audit/audit.ts'
import { parseData } from '../../../../src/main/audit/events/parse-data.ts'
import { gapsBetween } from '../../../../src/renderer/features/audit/coverage.ts'
import { eventWords, whoWords } from '../../../../src/renderer/features/audit/event-words.ts'

const event = (action: string, data: string, username = 'kim@example.com'): AuditEvent => ({
  time: '2026-11-26T12:00:00.000Z',
  username,
  ip: '192.0.2.1',
  action,
  category: 'other',
  data,
  ambiguous: false,
  local: '2026-11-26 03:00:00',
  parsed: parseData(username, action, data),
})
const said = (action: string, data: string, username?: string) => {
  const { what, target } = eventWords(event(action, data, username))
  return `${what}|${target}`
}

describe('an event in words', () => {
  test.each([
    ['Log in', 'LastPass via Chrome v4.134.0', 'Logged in|via Chrome 4.134.0'],
    ['LOG IN', 'pay.example.org', 'Opened a site|pay.example.org'],
    ['Log in', 'VID: 9223372036854775807 from Payroll', 'Opened an item|Payroll, item 9223372036854775807'],
    ['Failed login', 'LastPass via Website', 'Failed login|via Website'],
    ['Add to shared folder', "'Payroll' 'jo@example.com'", 'Added to a shared folder|jo@example.com, Payroll'],
    ['Edit policy', 'Session timeout New value: 15', 'Policy changed|Session timeout: 15'],
    ['Delete policy', 'Require multifactor', 'Policy deleted|Require multifactor'],
    ['Login to admin console', 'kim@example.com', 'Opened the admin console|'],
    ['ポリシーの編集', 'x', 'Policy changed|x'],
    ['Aanmelden', 'LastPass via Chrome', 'Logged in|via Chrome'],
    ['Wachtwoord gewijzigd', 'pay.example.org', 'Changed a site’s password|pay.example.org'],
    ['Grid uitgeschakeld', '', 'Disabled grid|'],
    ['Grille désactivée', '', 'Grille désactivée|'],
    ['Something new', 'whatever it says', 'Something new|whatever it says'],
    ['', '', 'No action named|'],
  ])('%s, %s: %s', (action, data, words) => {
    expect(said(action, data)).toBe(words)
  })

  test('a text of 100,000 letters is cut in the line', () => {
    expect(eventWords(event('Something new', 'x'.repeat(100_000))).target).toHaveLength(301)
  })

  test.each([
    ['', 'Initiated by API', 'API', null],
    ['', '(initiated by api)', 'API', null],
    ['API', 'Initiated by API: nightly', 'nightly', null],
    ['API: nightly', '', 'nightly', null],
    ['API:', '', 'API', null],
    ['initiated by api: nightly', '', 'nightly', null],
    ['HR (initiated by API)', '', 'HR', null],
    ['api@example.com', 'x', 'api@example.com', 'api@example.com', 'Log in'],
    ['', 'x', 'Nobody named', null, 'Provisioning sync happened'],
    ['', '', 'Nobody named', null, 'Failed login attempt'],
    ['', 'kim@example.com', 'API', null, 'Employee account disabled'],
    ['', 'kim@example.com - Crew', 'API', null, 'Adding user to group'],
    ['kim@example.com', 'Initiated by API', 'kim@example.com', 'kim@example.com'],
  ])('who did it: %s, %s', (username, data, name, person, action = 'Reporting') => {
    const who = whoWords(event(action, data, username), (one) => one)
    expect([who.name, who.username]).toEqual([name, person])
  })
})

describe('what was not fetched', () => {
  const day = 86_400_000
  test('lies before, between and after what was, and nowhere else', () => {
    const known = [
      { from: 2 * day, to: 4 * day },
      { from: 6 * day, to: 7 * day },
    ]
    expect(gapsBetween(known, { from: day, to: 9 * day })).toEqual([
      { from: day, to: 2 * day - 1000 },
      { from: 4 * day + 1000, to: 6 * day - 1000 },
      { from: 7 * day + 1000, to: 9 * day },
    ])
    expect(gapsBetween(known, { from: 3 * day, to: 4 * day })).toEqual([])
    expect(gapsBetween([], { from: 0, to: day })).toEqual([{ from: 0, to: day }])
  })
  test('spans that follow each other by a second leave none', () => {
    expect(
      gapsBetween(
        [
          { from: 0, to: day },
          { from: day + 1000, to: 2 * day },
        ],
        { from: 0, to: 2 * day },
      ),
    ).toEqual([])
  })
})
