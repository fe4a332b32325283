import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import type { ClientOptions } from '../../../src/main/lastpass/client.ts'
import { createScrub } from '../../../src/main/lastpass/scrub/scrub.ts'
import { fc } from '../../harness/properties.ts'
import { type Answer, client, cutOff, hangUp, service, text } from './loopback.ts'

/** Needs every kind of escaping there is: JSON's, the address's, a form's and a page's. */
const hash = 'Zk+9/aQ"7\\é<t>&w=3%x\'yV0pL2mN4'
/** First password of a person who is added. */
const password = 'Sesame-open-4711'

const html = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
/** Each way in which a service may give back what it was sent. */
const echoes: [string, (body: string) => string][] = [
  ['as it came', (body) => body],
  ['as a text in JSON', (body) => JSON.stringify(body)],
  [
    'with its slashes and letters escaped',
    (body) =>
      body
        .replaceAll('/', '\\/')
        .replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['as an address', (body) => encodeURIComponent(body)],
  ['as a form', (body) => new URLSearchParams(Object.entries(JSON.parse(body) as Record<string, string>)).toString()],
  ['in a page', (body) => html(body)],
  ['only the secret, plain', () => hash],
  ['only the secret in base64', () => Buffer.from(hash).toString('base64')],
]

/** Each way in which an answer can go wrong, around what is given back. */
const faults: [string, (echo: (body: string) => string) => Answer][] = [
  ['an error of the server', (echo) => (response, got) => response.writeHead(500).end(echo(got.body))],
  [
    'a block page',
    (echo) => (response, got) => response.writeHead(403).end(`<html>Access Denied ${echo(got.body)}</html>`),
  ],
  ['a wrong address', (echo) => (response, got) => response.writeHead(404).end(`Not found: ${echo(got.body)}`)],
  ['too many requests', (echo) => (response, got) => response.writeHead(429).end(echo(got.body))],
  ['a page', (echo) => (response, got) => response.end(`<html><b>Welcome</b> ${echo(got.body)}</html>`)],
  ['plain text', (echo) => (response, got) => response.end(`Debug: ${echo(got.body)}`)],
  [
    'a wrong credential',
    (echo) => (response, got) => response.end(`<lastpass rc="Authorization Error ${echo(got.body)}"/>`),
  ],
  ['damaged JSON', (echo) => (response, got) => response.end(`{"status": ${echo(got.body)},,}`)],
  ['cut JSON', (echo) => (response, got) => response.end(`{"status":"${echo(got.body)}`)],
  [
    'a no',
    (echo) => (response, got) =>
      response.end(JSON.stringify({ status: 'FAIL', error: `Bad request: ${echo(got.body)}` })),
  ],
  [
    'a no with a list',
    (echo) => (response, got) =>
      response.end(JSON.stringify({ status: 'WARN', errors: [echo(got.body)], message: echo(got.body) })),
  ],
  ['an unknown word', (echo) => (response, got) => response.end(JSON.stringify({ status: echo(got.body) }))],
  ['unexpected JSON', (echo) => (response, got) => response.end(JSON.stringify({ request: echo(got.body) }))],
  [
    'a redirect',
    (echo) => (response, got) =>
      response.writeHead(302, { location: `/x?${encodeURIComponent(echo(got.body))}` }).end(),
  ],
  [
    'a body that breaks off',
    (echo) => (response, got, request) => {
      response.writeHead(200, { 'content-length': '50000' })
      response.write(echo(got.body), () => request.socket.destroy())
    },
  ],
  ['a broken connection', () => hangUp],
]

let open: { close: () => Promise<void> } | null = null
afterEach(async () => {
  await open?.close()
  open = null
})

/** Whatever a person, a log or a file could come to see of an error or a value, properties that are not enumerable included. */
const everything = (value: unknown): string =>
  [
    inspect(value, {
      depth: 20,
      showHidden: true,
      maxStringLength: null,
      maxArrayLength: null,
      breakLength: Number.POSITIVE_INFINITY,
    }),
    JSON.stringify(value),
    String(value),
    value instanceof Error ? `${value.stack} ${inspect(value.cause, { depth: 20 })}` : '',
  ].join('\n')

/** Every spelling of the secrets, and a part of the hash that is long enough to be of use. */
const traces = [hash, password]
  .flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    html(secret),
    Buffer.from(secret).toString('base64'),
  ])
  .concat('yV0pL2mN4', 'Zk+9/aQ', 'Zk%2B9', 'Zk+9\\/aQ', 'Sesame')

const clean = (seen: string): void => {
  for (const trace of traces) expect(seen).not.toContain(trace)
}

describe.each(echoes)('a service that gives back the request %s', (_how, echo) => {
  test.each(faults)('with %s reveals no secret', async (_what, fault) => {
    const running = await service(fault(echo))
    open = running
    const { lastpass, records } = client(running.url, { credential: { cid: '123', hash }, maxAttempts: 2 })
    const outcomes = await Promise.allSettled([
      lastpass.send('getuserdata', {}),
      lastpass.body('reporting', {}),
      lastpass.send('batchadd', [{ username: 'ann@example.com', password }]),
    ])
    // The service did get the secrets: otherwise nothing is shown by their absence.
    expect(running.got.find(({ cmd }) => cmd === 'batchadd')?.json).toMatchObject({
      provhash: hash,
      data: [{ password }],
    })
    expect(records.length).toBeGreaterThanOrEqual(3)
    for (const outcome of outcomes) {
      const seen = outcome.status === 'rejected' ? outcome.reason : outcome.value
      clean(everything(seen instanceof Uint8Array ? Buffer.from(seen).toString() : seen))
    }
    clean(everything(records))
    clean(everything(lastpass))
  })
})

test('a body that breaks off within the secret does not reveal its beginning', async () => {
  const plain = 'c0ffee1234567890abcdefabcdef0000'
  const running = await service((response, got) =>
    response.writeHead(500).end(got.body.slice(0, got.body.indexOf(plain) + 20)),
  )
  open = running
  const { lastpass } = client(running.url, { credential: { cid: '123', hash: plain }, maxAttempts: 1 })
  const refusal: unknown = await lastpass.send('getuserdata', {}).catch((error: unknown) => error)
  expect(everything(refusal)).toContain('[removed]')
  expect(everything(refusal)).not.toContain('c0ffee')
})

test('an error of the network that quotes the request is not passed on', async () => {
  const fetch = ((_url: string, init: { body: string }) =>
    Promise.reject(
      Object.assign(new TypeError(`failed: ${init.body}`), {
        code: 'ECONNRESET',
        request: init,
        cause: new Error(init.body),
      }),
    )) as unknown as ClientOptions['fetch']
  const { lastpass, records } = client('http://127.0.0.1:9/', {
    credential: { cid: '123', hash },
    fetch,
    maxAttempts: 1,
  })
  for (const refusal of [
    await lastpass.send('getuserdata', {}).catch((error: unknown) => error),
    await lastpass.send('disableuser', ['a']).catch((error: unknown) => error),
  ]) {
    expect(everything(refusal)).toContain('ECONNRESET')
    clean(everything(refusal))
  }
  clean(everything(records))
})

test('data that answers hold lose the secret too, and nothing else', async () => {
  const note = (secret: string) => ({
    Users: { 1: { username: 'a@example.com', fullname: 'Zoë 👩🏽‍💻', note: `sent ${secret} today` } },
  })
  const running = await service((response) => response.end(JSON.stringify(note(hash))))
  open = running
  const { lastpass } = client(running.url, { credential: { cid: '123', hash } })
  expect(JSON.parse(Buffer.from(await lastpass.body('getuserdata', {})).toString())).toEqual(note('[removed]'))
})

test('a message of the service about something else stays as it is', async () => {
  const running = await service(text('{"status":"FAIL","error":"No such user: zoë@example.com"}'), cutOff)
  open = running
  const { lastpass } = client(running.url, { credential: { cid: '123', hash } })
  expect(await lastpass.send('resetpassword', { username: 'zoë@example.com' })).toMatchObject({
    errors: ['No such user: zoë@example.com'],
  })
})

test('no secret survives scrubbing, wherever it stands', () => {
  const secrets = fc.string({
    minLength: 16,
    maxLength: 40,
    unit: fc.constantFrom(...'abcdefXYZ0123456789+/=%&<>"\\ é'),
  })
  fc.assert(
    fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
      const scrub = createScrub([secret])
      for (const spelling of [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64'),
      ]) {
        expect(scrub.text(before + spelling + after)).not.toContain(spelling)
        expect(Buffer.from(scrub.bytes(Buffer.from(before + spelling + after))).includes(spelling)).toBe(false)
      }
    }),
  )
})

test('a body without secrets is the same body, not a copy', () => {
  const body = Buffer.from('{"Users":[]}')
  expect(createScrub(['0123456789abcdef0123']).bytes(body)).toBe(body)
})

test('words that only happen to hold a short secret stay in data, but not in messages', () => {
  const scrub = createScrub(['password'])
  expect(Buffer.from(scrub.bytes(Buffer.from('{"note":"password manager"}'))).toString()).toContain('password manager')
  expect(scrub.text('the password was wrong')).toBe('the [removed] was wrong')
})

test('a short secret that a service quotes in its complaint is removed too', async () => {
  const running = await service((response, got) =>
    response.end(JSON.stringify({ status: 'WARN', errors: [`wrong: ${got.body}`], message: `wrong: ${got.body}` })),
  )
  open = running
  const { lastpass } = client(running.url, { credential: { cid: '123', hash: 'short-hash' } })
  const answer = await lastpass.send('resetpassword', { username: 'a' })
  expect(answer).toMatchObject({ errors: [expect.stringContaining('[removed]')] })
  expect(JSON.stringify(answer)).not.toContain('short-hash')
})
