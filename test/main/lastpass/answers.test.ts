import { describe, expect, test } from 'vitest'
import { readExpired, readReporting, readStatus } from '../../../src/main/lastpass/answers/answers.ts'
import { bytes, code } from './userdata.ts'

const events = (value: unknown, zone = 'US/Eastern') => readReporting(bytes(value), zone)
const event = {
  Time: '2025-03-09 01:59:58',
  Username: 'pat@example.com',
  IP_Address: '198.51.100.7',
  Action: 'Log in',
  Data: 'example.org',
}

describe('events', () => {
  test('come in the order of the answer, with their time in UTC and as it was written', () => {
    expect(
      events({
        status: 'OK',
        next: null,
        data: {
          Event1: event,
          Event2: { ...event, Time: '2025-03-09 01:59:41', Data: '' },
          Event10: { ...event, Time: '2025-03-08 00:00:00' },
        },
      }),
    ).toEqual({
      next: null,
      entries: 3,
      setAside: [],
      unread: [],
      events: [
        {
          time: '2025-03-09T06:59:58.000Z',
          localTime: '2025-03-09 01:59:58',
          username: 'pat@example.com',
          ip: '198.51.100.7',
          action: 'Log in',
          data: 'example.org',
          id: null,
        },
        {
          time: '2025-03-09T06:59:41.000Z',
          localTime: '2025-03-09 01:59:41',
          username: 'pat@example.com',
          ip: '198.51.100.7',
          action: 'Log in',
          data: '',
          id: null,
        },
        {
          time: '2025-03-08T05:00:00.000Z',
          localTime: '2025-03-08 00:00:00',
          username: 'pat@example.com',
          ip: '198.51.100.7',
          action: 'Log in',
          data: 'example.org',
          id: null,
        },
      ],
    })
  })

  test.each([
    [1741503598123456, '1741503598123456'],
    ['1741503598123456', '1741503598123456'],
    [null, null],
    ['', null],
    [0, null],
    [false, null],
    [undefined, null],
  ])('the cursor %j is %j', (next, meant) => {
    expect(events({ status: 'ok', next, data: [] }).next).toBe(meant)
  })

  test('in the siem format have ids, and need no status word', () => {
    expect(
      events({
        events: [
          { ...event, ID: '1234567' },
          { ...event, ID: 7 },
        ],
      }).events.map(({ id }) => id),
    ).toEqual(['1234567', '7'])
  })

  test('are none where PHP writes a list for an empty map, but not where the list is missing', () => {
    expect(events({ status: 'OK', next: null, data: [] })).toEqual({
      events: [],
      next: null,
      entries: 0,
      setAside: [],
      unread: [],
    })
    expect(() => events({ status: 'OK' })).toThrow(code('unexpected-answer'))
    expect(() => events({ status: 'OK', data: 'none' })).toThrow(code('unexpected-answer'))
    expect(() => events([])).toThrow(code('unexpected-answer'))
    expect(() => events({ data: { Event1: event } })).toThrow(code('unexpected-answer'))
    expect(() => events({ status: 'FAIL', error: 'Please select a valid user.' })).toThrow(code('service-refused'))
  })

  test('pass actions through that nobody knows, and data of any kind', () => {
    const action = '従業員のアカウントを作成しました'
    expect(
      events({
        status: 'OK',
        data: { Event1: { ...event, Action: action, Username: null, IP_Address: undefined, Data: { a: 1 } } },
      }).events[0],
    ).toMatchObject({ action, username: '', ip: '', data: '{"a":1}' })
  })

  test('without a time are set aside, without an action they say so', () => {
    const page = events({
      status: 'OK',
      data: { Event1: event, Event2: { ...event, Time: 'x' }, Event3: { ...event, Action: '' }, Event4: 'x' },
    })
    expect(page.events.map(({ action }) => action)).toEqual([event.Action, ''])
    expect(page.setAside.map(({ id }) => id)).toEqual(['Event2', 'Event4'])
    expect(page.entries).toBe(4)
  })

  test('come in the order of their numbers, not of their names', () => {
    const named = (n: number) => [`Event${n}`, { ...event, Data: String(n) }] as const
    const page = events({ status: 'OK', data: Object.fromEntries([1, 10, 11, 12, 2, 3].map(named)) })
    expect(page.events.map(({ data }) => data)).toEqual(['1', '2', '3', '10', '11', '12'])
  })

  test.each([
    ['2026-10-05T10:00:27', '2026-10-05 10:00:27'],
    ['2026-10-05 10:00:27.5', '2026-10-05 10:00:27'],
    ['2026-10-05T14:00:27Z', '2026-10-05 10:00:27'],
    ['2026-10-05T16:00:27+02:00', '2026-10-05 10:00:27'],
  ])('tell their time in other ways too: %s', (Time, localTime) => {
    expect(events({ status: 'OK', data: { Event1: { ...event, Time } } }).events[0]).toMatchObject({ localTime })
  })

  test('are read whatever the case of their members', () => {
    const raw = {
      time: '2026-10-05 10:00:27',
      USERNAME: 'ann@example.com',
      'ip address': '192.0.2.1',
      action: 'Log in',
    }
    expect(events({ status: 'OK', data: { Event1: raw } }).events[0]).toMatchObject({
      username: 'ann@example.com',
      ip: '192.0.2.1',
      action: 'Log in',
      data: '',
    })
  })
})

describe('the answer to a change', () => {
  const status = (value: unknown) => readStatus(bytes(value), 'deluser')
  const plain = { errors: [], message: null, changed: [], unchanged: [] }

  test.each([
    [{ status: 'OK' }, { ...plain, status: 'ok' }],
    [
      { status: 'success', disabled_users: ['a'], unchanged_users: ['b'] },
      { ...plain, status: 'ok', changed: ['a'], unchanged: ['b'] },
    ],
    [
      { status: 'success', enabled_users: { 0: 'a', 3: 'c' } },
      { ...plain, status: 'ok', changed: ['a', 'c'] },
    ],
    [
      { status: 'OK', message: 'Consider fewer at once' },
      { ...plain, status: 'ok', message: 'Consider fewer at once' },
    ],
    [
      { status: 'WARN', errors: ['ghost@example.com does not exist'] },
      { ...plain, status: 'warn', errors: ['ghost@example.com does not exist'] },
    ],
    [
      { status: 'FAIL', error: 'No such user: x' },
      { ...plain, status: 'fail', errors: ['No such user: x'] },
    ],
    [
      { status: 'FAIL', error: ['a', 'b'] },
      { ...plain, status: 'fail', errors: ['a', 'b'] },
    ],
    [{ error: 'no' }, { ...plain, status: 'fail', errors: ['no'] }],
    // A yes with complaints is not a plain yes.
    [
      { status: 'success', error: 'ghost@example.com is unknown' },
      { ...plain, status: 'warn', errors: ['ghost@example.com is unknown'] },
    ],
  ])('%j', (answer, meant) => {
    expect(status(answer)).toEqual(meant)
  })

  test.each([{}, [], { status: 'PENDING' }, { status: null }, { Users: [] }])(
    '%j says nothing about success',
    (answer) => {
      expect(() => status(answer)).toThrow(code('unexpected-answer'))
    },
  )
})

test('expired master passwords are read with what is left', () => {
  const read = (value: unknown) => readExpired(bytes(value), 'US/Eastern')
  const items = [
    { user_id: 2209, user_name: 'ann@example.com', last_pw_change: '2023-01-13 03:30:13' },
    { user_name: 'ben@example.com', last_pw_change: '' },
    { user_id: 3 },
  ]
  expect(read({ status: 'Success', continuation: { token: '2210', remaining_item_count: '117' }, items })).toEqual({
    people: [
      { id: '2209', username: 'ann@example.com', lastPasswordChange: '2023-01-13T08:30:13.000Z' },
      { id: 'ben@example.com', username: 'ben@example.com', lastPasswordChange: null },
    ],
    next: '2210',
    remaining: 117,
    entries: 3,
    setAside: [{ what: 'expired', id: '#3', reason: 'It has no user name.' }],
  })
  expect(read({ status: 'Success', continuation: [], items: [] })).toMatchObject({ next: null, remaining: null })
  expect(() => read({ status: 'Success' })).toThrow(code('unexpected-answer'))
  expect(() => read({ items: [] })).toThrow(code('unexpected-answer'))
})
