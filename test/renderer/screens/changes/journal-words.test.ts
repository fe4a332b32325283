import { describe, expect, test } from 'vitest'
import type { JournalLine } from '../../../../src/contract/change.ts'
import { changeWords, kindNames, lineWords } from '../../../../src/renderer/screens/changes/journal-words.ts'

const counts = { waiting: 3, sent: 0, confirmed: 2, failed: 0, unknown: 0, skipped: 0 }
const line = (kind: string, data: object) => ({ kind, data }) as unknown as JournalLine

describe('the words of the journal', () => {
  test.each(['pause', 'resume', 'cancel', 'done'])('a job’s %s has a name, and says how its rows stand', (kind) => {
    expect(kindNames[kind]).toMatch(/^Job /)
    expect(lineWords(line(kind, { counts }))).toMatch(/2 confirmed/)
  })

  test('what was set aside says that it was done already', () => {
    expect(lineWords(line('set-aside', { title: 'Disable a@example.com', total: 1 }))).toBe(
      'Disable a@example.com. 1 change not sent, because already done',
    )
  })

  test('a start that was approved says what became of it', () => {
    const data = { username: 'a@example.com', day: '2026-12-01' }
    expect(lineWords(line('start-approved', data))).toBe('a@example.com, 2026-12-01: is sent automatically on the day')
    expect(lineWords(line('start-day', data))).toBe('a@example.com, 2026-12-01: was sent automatically, as approved')
    expect(lineWords(line('start-day', { ...data, why: 'The address is taken.' }))).toBe(
      'a@example.com, 2026-12-01: was not sent automatically: The address is taken.',
    )
  })

  test('who keeps a group is told as it was said', () => {
    expect(lineWords(line('group-owner', { group: 'QA', after: 'directory' }))).toBe('QA: managed by a directory')
    expect(lineWords(line('group-owner', { group: 'QA', after: null }))).toBe('QA: as its signs suggest')
  })

  test('what was left out says why, and what was taken back says so', () => {
    expect(lineWords(line('left-out', { title: 'Make "QA" like a list', total: 2, reason: 'on leave' }))).toBe(
      'Make "QA" like a list. 2 changes left out: on leave',
    )
    expect(lineWords(line('left-out', { title: 'Make it', total: 1, reason: null }))).toBe(
      'Make it. 1 change taken back into the plan',
    )
  })

  test.each([
    ['an intent', { before: { fullname: 'Anna Meier' } }],
    ['an outcome', { fullname: 'Anna Meier' }],
  ])('%s names the person before the address', (_, data) => {
    const about = { ...line('intent', data), change: { kind: 'disable', username: 'anna@example.com' } as const }
    expect(changeWords(about)).toBe('Disable Anna Meier (anna@example.com)')
    expect(changeWords({ ...about, data: {} })).toBe('Disable anna@example.com')
    expect(changeWords({ ...about, change: null })).toBe('')
  })

  test('a pause says why', () => {
    expect(lineWords(line('pause', { counts, message: 'The connection was cut' }))).toMatch(
      /^The connection was cut\. /,
    )
  })

  test.each([
    [
      'finding-muted',
      { rule: 'failed-logins', username: 'anna@example.com', reason: 'Known test' },
      /^Burst of failed logins, anna@example.com\. Known test$/,
    ],
    [
      'finding-rule',
      { rule: 'failed-logins', before: { on: true }, after: { on: false, thresholds: { count: 7 } } },
      /^Burst of failed logins: turned off, count 7$/,
    ],
    [
      'evidence-pack',
      {
        control: 'authentication',
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-02-01T00:00:00.000Z',
        events: 12,
        sampled: 5,
        seed: 3,
      },
      /^authentication, .*: 12 events, 5 sampled with seed 3$/,
    ],
    [
      'evidence-pack',
      {
        control: 'access review',
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-02-01T00:00:00.000Z',
        events: 12,
        sampled: 5,
        seed: '1f2e-77aa',
      },
      /^access review, .*: 12 decisions, 5 sampled with seed 1f2e-77aa$/,
    ],
    ['hash-change', { step: 'seat-file', use: 'Desk 2' }, /^Seat file made for “Desk 2”$/],
    [
      'hash-change',
      { step: 'ended', left: ['Desk 2'], by: { user: 'ann', computer: 'one' } },
      /^Its change ended; not known to work: Desk 2; by ann at one$/,
    ],
    [
      'findings-muted',
      { count: 12, rules: ['failed-logins'], reason: 'Before our time' },
      /^12 findings, Burst of failed logins\. Before our time$/,
    ],
    ['findings-shown', { count: 1 }, /^1 finding$/],
    [
      'audit-category',
      { action: 'Badge printed', before: 'other', after: 'vault' },
      /^“Badge printed” is counted as Vault access, no longer as Other$/,
    ],
    [
      'audit-networks',
      { before: [], after: [{ name: 'Office Berlin', ranges: ['192.0.2.0/24'] }] },
      /^0 networks before, 1 network now: Office Berlin$/,
    ],
    [
      'rotation-begun',
      { people: ['a@example.com'], passwords: 12, operator: 'ann at one' },
      /^Begun for a@example\.com: 12 passwords, by ann at one$/,
    ],
    [
      'rotation-ended',
      { people: ['a@example.com', 'b@example.com'], reason: 'All closed.', operator: 'ann at one' },
      /^Ended for a@example\.com, b@example\.com, by ann at one\. All closed\.$/,
    ],
    [
      'rotation-asked',
      { owners: ['a@example.com'], asked: true, operator: 'ann at one' },
      /^a@example\.com asked to change passwords, by ann at one$/,
    ],
    [
      'rotation-asked',
      { owners: ['a', 'b', 'c', 'd', 'e', 'f'], asked: false },
      /that 6 people were asked was taken back$/,
    ],
    [
      'rotation-tick',
      {
        done: true,
        operator: 'ann at one',
        note: 'By phone',
        items: [{ username: 'a@example.com', site: 'x.example' }],
      },
      /^x\.example, after a@example\.com: ticked off, by ann at one\. By phone$/,
    ],
    [
      'rotation-tick',
      {
        done: true,
        event: { by: 'b@example.com', time: '2026-11-01T00:00:00Z', says: 'LastPass’ event “Password changed”' },
        items: [{ username: 'a@example.com', site: 'x.example' }],
      },
      /^x\.example, after a@example\.com: changed by b@example\.com on .*, by LastPass’ event “Password changed”$/,
    ],
    ['audit-address-file', { added: '/data/places.mmdb' }, /^\/data\/places\.mmdb is used$/],
    ['audit-address-file', { removed: '/data/places.mmdb' }, /^\/data\/places\.mmdb is not used any more$/],
    ['audit-retention', { before: null, after: 365 }, /^Events older than 365 days are removed$/],
    ['audit-retention', { before: 365, after: null }, /^Events are kept without an end$/],
    [
      'audit-removed',
      { before: '2026-01-01T00:00:00.000Z', events: 1200, keepDays: 90 },
      /^1,200 events from before .* removed, as the retention of 90 days says$/,
    ],
    [
      'stream-added',
      { name: 'SIEM', kind: 'syslog', place: 'tls logs.example.com:6514', categories: ['login'], since: null },
      /^“SIEM” to syslog, tls logs\.example\.com:6514: categories login, from the beginning$/,
    ],
    [
      'stream-added',
      {
        name: 'SIEM',
        kind: 'syslog',
        place: 'tcp 192.0.2.7:514',
        unencrypted: true,
        categories: null,
        since: '2026-01-01T00:00:00.000Z',
      },
      /, without encryption: every category, from .*2026/,
    ],
    [
      'stream-changed',
      {
        before: { name: 'SIEM', kind: 'splunk', place: 'https://a.example.com/', categories: null, since: null },
        after: { name: 'Splunk', kind: 'splunk', place: 'https://b.example.com/', categories: null, since: null },
        secret: true,
      },
      /^“SIEM”: now called “Splunk”; from Splunk, https:\/\/a\.example\.com\/ to Splunk, .*; a secret was entered$/,
    ],
    [
      'stream-paused',
      { name: 'SIEM', kind: 'file', place: '/var/log/x' },
      /^“SIEM” to a file of JSON lines, \/var\/log\/x$/,
    ],
    ['stream-resumed', { name: 'SIEM', kind: 'otlp', place: 'https://o.example.com/' }, /^“SIEM” to OpenTelemetry/],
    ['stream-removed', { name: 'SIEM', kind: 'file', place: '/x', sent: 1 }, /after 1 event was sent$/],
    ['stream-tested', { name: 'SIEM', kind: 'file', place: '/x', key: 'test-1' }, /^One test event .* test-1$/],
    [
      'snapshot-written',
      { file: 'a.provost', folder: '/data/shared', people: 'hidden', due: '2026-11-20', late: 3, missed: 1 },
      /^a\.provost was written into \/data\/shared\. people hidden\. It was due on .*, 3 days before; 1 earlier one was not written$/,
    ],
    ['snapshot-failed', { due: '2026-11-20', message: 'The disk is full.' }, /was not written\. The disk is full\.$/],
    ['snapshot-schedule', { before: null, after: null }, /^None are written/],
    [
      'snapshot-schedule',
      { after: { every: 'week', folder: '/data/shared', people: 'named', sealed: true } },
      /^One each week into \/data\/shared, people named, encrypted$/,
    ],
    [
      'history-exported',
      { file: '/data/a.provost-history', days: 1, from: '2026-11-02', to: '2026-11-02' },
      /^1 day from .* went into \/data\/a\.provost-history$/,
    ],
    [
      'history-joined',
      { days: 12, from: '2026-11-02', to: '2026-11-20', by: 'ada at pc', signedBy: 'ABCD' },
      /^12 days from .* that ada at pc kept, signed by ABCD$/,
    ],
    ['rows-damaged', { text: 'A part was damaged.' }, /^A part was damaged\.$/],
    ['damaged', { text: 'Line 2 was altered.' }, /^Line 2 was altered\.$/],
  ])('a line of the kind %s has a name and says what happened', (kind, data, words) => {
    expect(kindNames[kind]).toMatch(/^[A-Z]/)
    expect(lineWords(line(kind, data))).toMatch(words)
  })
})
