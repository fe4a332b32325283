import { describe, expect, test } from 'vitest'
import type { FailureCode } from '../../../src/contract/failure.ts'
import {
  type Answer,
  blocked,
  client,
  cutOff,
  failure,
  hangUp,
  hash,
  json,
  ok,
  onePage,
  page,
  refusal,
  serviceForTests,
  silent,
  text,
} from './loopback.ts'

const start = serviceForTests()

describe('a request', () => {
  test('holds what the service expects, and leaves over a connection of its own', async () => {
    const connections: unknown[] = []
    const { lastpass, got, records } = await start([
      (response, _got, request) => {
        connections.push(request.headers.connection, request.headers['content-type'], request.method)
        response.end('{"Users":[]}')
      },
    ])
    await lastpass.send('getuserdata', page)
    expect(got[0]?.json).toEqual({
      cid: 12345678,
      provhash: hash,
      cmd: 'getuserdata',
      apiuser: 'Provost reading',
      data: page,
    })
    expect(connections).toEqual(['close', 'application/json', 'POST'])
    expect(records).toEqual([
      {
        time: '2026-01-05T12:00:00.000Z',
        command: 'getuserdata',
        requestBytes: Buffer.byteLength(got[0]?.body ?? ''),
        answerBytes: 12,
        milliseconds: 0,
        attempt: 1,
        outcome: 'ok',
      },
    ])
  })

  test('that cannot be right is refused before anything is sent, naming the place', async () => {
    const { lastpass, got } = await start([ok])
    await expect(lastpass.send('deluser', { username: 'a', deleteaction: 4 as 3 })).rejects.toEqual(
      failure('invalid', { path: 'deleteaction' }),
    )
    await expect(lastpass.send('deluser', { username: 'a', deleteaction: 1, force: true } as never)).rejects.toEqual(
      failure('invalid'),
    )
    await expect(lastpass.send('disableuser', [])).rejects.toEqual(failure('invalid'))
    await expect(lastpass.send('reporting', { from: '2025-01-01T00:00:00Z' })).rejects.toEqual(
      failure('invalid', { path: 'from' }),
    )
    expect(got).toEqual([])
  })

  test('gives its answer read, or as it came', async () => {
    const { lastpass } = await start([onePage])
    expect((await lastpass.send('getuserdata', page)).users[0]?.username).toBe('ann@example.com')
    const body = await lastpass.body('getuserdata', page)
    expect(JSON.parse(Buffer.from(body).toString())).toEqual({
      total: 1,
      count: 1,
      Users: { 900000001: { username: 'ann@example.com' } },
    })
  })

  test('of a change gives its answer also when it is a no', async () => {
    const { lastpass, records } = await start([
      json({ status: 'FAIL', error: 'No such user: x' }),
      json({ status: 'WARN', errors: ['x'] }),
    ])
    expect(await lastpass.send('deluser', { username: 'x', deleteaction: 0 })).toMatchObject({
      status: 'fail',
      errors: ['No such user: x'],
    })
    expect(await lastpass.send('batchchangegrp', [{ username: 'x', add: ['A'] }])).toMatchObject({ status: 'warn' })
    expect(records.map(({ outcome }) => outcome)).toEqual(['service-refused', 'ok: refused in part'])
    await expect(lastpass.body('deluser', { username: 'x', deleteaction: 0 })).rejects.toEqual(failure('internal'))
  })

  test('reads dates in the zone of the account, also after it was changed', async () => {
    let zone = 'UTC'
    const { lastpass } = await start([json({ Users: { 1: { username: 'a', created: '2025-01-01 00:00:00' } } })], {
      zone: () => zone,
    })
    const created = async () => (await lastpass.send('getuserdata', page)).users[0]?.created
    expect(await created()).toBe('2025-01-01T00:00:00.000Z')
    zone = 'US/Pacific'
    expect(await created()).toBe('2025-01-01T08:00:00.000Z')
  })
})

describe('a read', () => {
  test('hands on the Date of the answer that is LastPass’ own, and not that of what stands in front of it', async () => {
    const date = 'Fri, 20 Nov 2026 08:00:00 GMT'
    const heard: (string | null)[] = []
    const answers = [
      text('<html>Access Denied</html>', 403, { date: 'Sat, 01 Jan 2000 00:00:00 GMT' }),
      text('{"total":0,"count":0,"Users":[]}', 200, { date }),
    ]
    const { lastpass } = await start(answers, {
      onDate(found) {
        heard.push(found)
        throw new Error('it could not be noted')
      },
    })
    await lastpass.send('getuserdata', page)
    expect(heard).toEqual([date])
  })

  test.each<[string, Answer]>([
    ['an error of the server', text('down', 502)],
    ['a block page', blocked],
    ['a page of a gateway with 200', text('<html>Service temporarily unavailable</html>')],
    ['JSON that is cut off', text('{"total":1,"Users":{')],
    ['JSON that is damaged', text('{"Users":{"1":,}}')],
    ['an empty answer', text('')],
    ['a connection that breaks', hangUp],
    ['a body that breaks off', cutOff],
  ])('is sent again after %s', async (_what, bad) => {
    const { lastpass, got, records, waits } = await start([bad, onePage])
    expect((await lastpass.send('getuserdata', page)).users).toHaveLength(1)
    expect(got).toHaveLength(2)
    expect(records.map(({ attempt }) => attempt)).toEqual([1, 2])
    expect(records[0]?.outcome).toMatch(/^(unexpected-answer|offline)/)
    expect(waits).toEqual([1000])
  })

  test.each<[string, Answer, FailureCode, RegExp]>([
    ['errors of the server', text('<h1>down</h1>', 503), 'unexpected-answer', /503/],
    ['block pages', blocked, 'unexpected-answer', /403/],
    ['cut answers', text('{"Users":'), 'unexpected-answer', /cut off/],
    ['bodies that break off', cutOff, 'unexpected-answer', /middle/],
    ['connections that break', hangUp, 'offline', /broke/],
  ])('fails when nothing but %s comes, after as many attempts as allowed', async (_what, bad, code, words) => {
    const { lastpass, got, waits } = await start([bad])
    await expect(lastpass.body('getuserdata', page)).rejects.toEqual(
      failure(code, { message: expect.stringMatching(words) }),
    )
    expect(got).toHaveLength(4)
    expect(waits).toEqual([1000, 2000, 4000])
  })

  test.each<[string, Answer, FailureCode, RegExp]>([
    ['a wrong credential', refusal, 'credential-refused', /hash/],
    [
      'XML that says yes',
      text('<lastpass rc="OK"/>'),
      'unexpected-answer',
      /not LastPass' Enterprise API: it answered rc="OK"/,
    ],
    [
      'XML that says no',
      text('<?xml version="1.0"?><lastpass rc="FAIL"><error message="Try again">at the gateway</error></lastpass>'),
      'unexpected-answer',
      /rc="FAIL" message="Try again" at the gateway\. Nothing was changed, and this says nothing about the provisioning hash/,
    ],
    ['a wrong address', text('not here', 404), 'unexpected-answer', /check the address/],
    ['some page', text('<!doctype html><h1>Welcome</h1>'), 'unexpected-answer', /check the address/],
    ['a no', json({ status: 'FAIL', error: 'Please select a valid user.' }), 'service-refused', /did not carry out/],
    ['a redirect', text('', 302, { location: '/elsewhere' }), 'unexpected-answer', /check the address/],
  ])('is not sent again after %s', async (_what, bad, code, words) => {
    const { lastpass, got } = await start([bad])
    await expect(lastpass.send('getuserdata', page)).rejects.toEqual(
      failure(code, { message: expect.stringMatching(words) }),
    )
    expect(got).toHaveLength(1)
  })

  test('keeps the words of a page under details, without its markup', async () => {
    const { lastpass } = await start([blocked], { maxAttempts: 1 })
    await expect(lastpass.send('getuserdata', page)).rejects.toEqual(
      failure('unexpected-answer', { details: 'HTTP 403: Access Denied Reference #18.2d351ab8' }),
    )
  })

  test('that is not answered in time fails, after one more attempt', async () => {
    const { lastpass, got } = await start([silent])
    lastpass.setTimeout(300)
    await expect(lastpass.send('getuserdata', page)).rejects.toEqual(
      failure('offline', { message: expect.stringContaining('did not answer') }),
    )
    expect(got).toHaveLength(2)
  })

  test('that stalls in the middle of its answer fails as well', async () => {
    const { lastpass } = await start([(response) => response.writeHead(200).write('{"Users":')], {
      timeoutMs: 40,
      maxAttempts: 1,
    })
    await expect(lastpass.send('getuserdata', page)).rejects.toEqual(failure('offline'))
  })

  test('finds nobody: offline, with nothing but the code of the network', async () => {
    const { lastpass, url, close } = await start([ok])
    await close()
    await expect(lastpass.send('getuserdata', page)).rejects.toEqual(failure('offline', { details: 'ECONNREFUSED' }))
    await expect(client(url.replace('127.0.0.1', 'localhost')).lastpass.send('getuserdata', page)).rejects.toEqual(
      failure('offline', { details: 'ECONNREFUSED' }),
    )
  })
})
