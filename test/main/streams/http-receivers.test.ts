import { readFileSync, rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { retryAfter } from '../../../src/main/streams/receivers/http-post.ts'
import { createOtlpReceiver, otlpAddress, otlpPartial } from '../../../src/main/streams/receivers/otlp.ts'
import { createSplunkReceiver, splunkAddress } from '../../../src/main/streams/receivers/splunk.ts'
import { type Behaviour, type FakeReceiver, otlpFaults, type Received, serveReceiver } from '../../fakes/receivers.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { makeCertificates, type TestCertificates } from './certificates.ts'
import { lineWith, never } from './lines.ts'

const folder = temporaryFolder()
let good: TestCertificates
let other: TestCertificates
beforeAll(() => {
  good = makeCertificates(folder, 'good', ['IP:127.0.0.1'])
  other = makeCertificates(folder, 'other', ['IP:127.0.0.1'])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open: FakeReceiver[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})
async function serve(usual: (request: Received) => Behaviour, certificates?: TestCertificates): Promise<FakeReceiver> {
  const served = await serveReceiver(
    usual,
    certificates && { cert: readFileSync(certificates.certificateFile), key: readFileSync(certificates.keyFile) },
  )
  open.push(served)
  return served
}
const common = { authority: null, timeoutMs: 3000, now: Date.now }
const otlp = (url: string, more: { authority?: string | null; headers?: Record<string, string> } = {}) =>
  createOtlpReceiver({ ...common, url, headers: { authorization: 'Bearer s3cret-value' }, version: '1.0.0', ...more })
const splunk = (url: string, more: { acknowledge?: boolean; index?: string; authority?: string | null } = {}) =>
  createSplunkReceiver({ ...common, url, token: 'a-token', index: '', acknowledge: false, askAgainMs: 5, ...more })

const both = [
  ['OTLP', otlp, () => ({ status: 200 }) as Behaviour],
  ['Splunk', splunk, () => ({ status: 200, body: { text: 'Success', code: 0 } }) as Behaviour],
] as const

describe.each(both)('%s', (_, make, usual) => {
  test.each([
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '7' } }, { kind: 'passing', retryAfterMs: 7000 }],
    ['502', { status: 502, body: '<h1>Bad Gateway</h1>' }, { kind: 'passing', retryAfterMs: null }],
    ['503 with Retry-After', { status: 503, headers: { 'retry-after': '3' } }, { kind: 'passing', retryAfterMs: 3000 }],
    ['504', { status: 504 }, { kind: 'passing' }],
    ['401', { status: 401 }, { kind: 'settings' }],
    ['403', { status: 403 }, { kind: 'settings' }],
    ['404', { status: 404 }, { kind: 'settings' }],
    ['413', { status: 413 }, { kind: 'too-large' }],
    ['400', { status: 400 }, { kind: 'events' }],
    ['a cut connection', 'cut', { kind: 'passing' }],
    ['a cut in the middle of the request', 'cut-in-body', { kind: 'passing' }],
    ['no answer', 'silent', { kind: 'passing', message: expect.stringContaining('did not answer in time') }],
  ] as [string, Behaviour, object][])('%s is told as what it is', async (__, behaviour, problem) => {
    const server = await serve(usual)
    server.next.push(behaviour)
    const to = make(server.url)
    await expect(to.send([lineWith({ data: 'x'.repeat(200_000) })], never)).rejects.toMatchObject(problem)
    expect(await to.send([lineWith()], never)).toMatchObject({ refused: 0 })
    to.close()
  })

  test.each([301, 302, 303, 307, 308])('a redirect (%s) is not followed', async (status) => {
    const elsewhere = await serve(usual)
    const server = await serve(usual)
    server.next.push({ status, headers: { location: `${elsewhere.url}/v1/logs` } })
    await expect(make(server.url).send([lineWith()], never)).rejects.toMatchObject({
      kind: 'settings',
      message: expect.stringContaining('Provost does not follow'),
    })
    expect(elsewhere.requests).toEqual([])
  })

  test('a certificate that is not trusted gets no secret, whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const server = await serve(usual, good)
    for (const authority of [null, other.authority])
      await expect(make(server.url, { authority }).send([lineWith()], never)).rejects.toMatchObject({
        kind: 'settings',
        message: expect.stringContaining('No event and no secret was sent.'),
      })
    expect(server.requests).toEqual([])
    vi.unstubAllEnvs()
    expect(await make(server.url, { authority: good.authority }).send([lineWith()], never)).toMatchObject({
      refused: 0,
    })
  })

  test('nobody there', async () => {
    const server = await serve(usual)
    const { url } = server
    await open.pop()?.close()
    await expect(make(url).send([lineWith()], never)).rejects.toMatchObject({
      kind: 'passing',
      message: expect.stringMatching(/^Nobody answers: 127\.0\.0\.1:\d+\. The events wait\.$/),
    })
  })
})

describe('OTLP', () => {
  test('is the JSON encoding of the specification', async () => {
    const server = await serve(() => ({ status: 200 }))
    const odd = lineWith({ data: 'line\nbreak "quoted" 日本語', username: '', twin: 2 })
    await otlp(`${server.url}/`).send([lineWith(), odd], never)
    expect(server.requests.flatMap(otlpFaults)).toEqual([])
    const [request] = server.requests
    expect(request?.headers.authorization).toBe('Bearer s3cret-value')
    const { resourceLogs } = JSON.parse(request?.body ?? '')
    const [first, second] = resourceLogs[0].scopeLogs[0].logRecords
    expect(first).toMatchObject({ timeUnixNano: '1795176000000000000', severityNumber: 9, severityText: 'INFO' })
    expect(second.attributes).toContainEqual({ key: 'lastpass.twin', value: { intValue: '2' } })
    expect(second.attributes).toContainEqual({ key: 'log.record.uid', value: { stringValue: odd.key } })
    expect(resourceLogs[0].resource.attributes).toContainEqual({
      key: 'lastpass.company',
      value: { stringValue: 'Example GmbH' },
    })
  })

  test('a partial success is no failure, and says how many were refused', async () => {
    const server = await serve(() => ({
      status: 200,
      body: { partialSuccess: { rejectedLogRecords: '2', errorMessage: 'too old' } },
    }))
    expect(await otlp(server.url).send([lineWith(), lineWith(), lineWith()], never)).toEqual({
      refused: 2,
      said: 'too old',
    })
    expect(otlpPartial('{"partialSuccess":{"errorMessage":"a warning"}}')).toEqual({ refused: 0, said: 'a warning' })
    expect(otlpPartial('{"partialSuccess":{"rejectedLogRecords":-4}}')).toEqual({ refused: 0, said: null })
    expect(otlpPartial('')).toEqual({ refused: 0, said: null })
  })

  test('an address is a base, or the whole', () => {
    expect(otlpAddress('https://o.example.com').href).toBe('https://o.example.com/v1/logs')
    expect(otlpAddress('https://o.example.com/otlp/').href).toBe('https://o.example.com/otlp/v1/logs')
    expect(otlpAddress('https://o.example.com/v1/logs').href).toBe('https://o.example.com/v1/logs')
  })

  test('Retry-After is seconds or a date, at most an hour', () => {
    const now = Date.parse('2026-11-20T12:00:00Z')
    expect(retryAfter('5', now)).toBe(5000)
    expect(retryAfter('Fri, 20 Nov 2026 12:00:09 GMT', now)).toBe(9000)
    expect(retryAfter('Fri, 20 Nov 2020 12:00:09 GMT', now)).toBe(0)
    expect(retryAfter('999999999', now)).toBe(3_600_000)
    expect([retryAfter('soon', now), retryAfter(undefined, now), retryAfter('-1', now)]).toEqual([
      null,
      null,
      expect.anything(),
    ])
  })
})

describe('Splunk', () => {
  test('gets events one after another, with its token', async () => {
    const server = await serve(() => ({ status: 200, body: { text: 'Success', code: 0 } }))
    const lines = [lineWith(), lineWith({ data: 'a\nb' })]
    await splunk(server.url, { index: 'audit' }).send(lines, never)
    const [request] = server.requests
    expect(request).toMatchObject({ path: '/services/collector/event', headers: { authorization: 'Splunk a-token' } })
    const events = request?.body.split('\n').map((line) => JSON.parse(line))
    expect(events).toHaveLength(2)
    expect(events?.[1]).toMatchObject({
      time: 1_795_176_000,
      index: 'audit',
      sourcetype: 'lastpass:audit',
      event: lines[1]?.whole,
      fields: { key: lines[1]?.key },
    })
  })

  test.each([
    [403, 1, 'settings'],
    [403, 4, 'settings'],
    [400, 6, 'events'],
    [400, 7, 'settings'],
    [500, 8, 'passing'],
    [503, 9, 'passing'],
    [400, 10, 'settings'],
    [400, 14, 'settings'],
    [503, 18, 'passing'],
  ])('status %s with code %s', async (status, code, kind) => {
    const server = await serve(() => ({ status, body: { text: 'Its own words', code } }))
    await expect(splunk(server.url).send([lineWith()], never)).rejects.toMatchObject({
      kind,
      details: `${status} Its own words (code ${code})`,
    })
  })

  test('waits for the acknowledgement where it is told to, and takes none for one', async () => {
    let asked = 0
    const server = await serve(({ path, body }) => {
      if (path === '/services/collector/event') return { status: 200, body: { text: 'Success', code: 0, ackId: 5 } }
      expect(JSON.parse(body)).toEqual({ acks: [5] })
      return { status: 200, body: { acks: { 5: ++asked >= 3 } } }
    })
    await splunk(server.url, { acknowledge: true }).send([lineWith()], never)
    expect(asked).toBe(3)
    const channels = server.requests.map(({ headers }) => headers['x-splunk-request-channel'])
    expect(new Set(channels).size).toBe(1)
    expect(server.requests.at(-1)?.path).toBe(`/services/collector/ack?channel=${channels[0]}`)
    asked = Number.NEGATIVE_INFINITY
    await expect(splunk(server.url, { acknowledge: true }).send([lineWith()], never)).rejects.toMatchObject({
      kind: 'passing',
      message: expect.stringContaining('did not say in time'),
    })
  })

  test('a page of success that is not of Splunk is none', async () => {
    const server = await serve(() => ({ status: 200, body: '<html>Log in</html>' }))
    await expect(splunk(server.url).send([lineWith()], never)).rejects.toMatchObject({ kind: 'settings' })
  })

  test('an address may have the path of the collector, or another before it', () => {
    for (const url of [
      'https://s.example.com',
      'https://s.example.com/services/collector',
      'https://s.example.com/services/collector/event/',
    ])
      expect(splunkAddress(url, 'event').href).toBe('https://s.example.com/services/collector/event')
    expect(splunkAddress('https://s.example.com/proxy/', 'ack').href).toBe(
      'https://s.example.com/proxy/services/collector/ack',
    )
  })
})
