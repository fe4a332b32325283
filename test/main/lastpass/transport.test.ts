import { afterEach, describe, expect, test } from 'vitest'
import { checkAddress } from '../../../src/main/lastpass/address.ts'
import { type ClientOptions, createClient } from '../../../src/main/lastpass/client.ts'
import { networkFault, transmit } from '../../../src/main/lastpass/transport.ts'
import { client, hash, json, service, text } from './loopback.ts'

let open: { close: () => Promise<void> } | null = null
afterEach(async () => {
  await open?.close()
  open = null
})

const failure = (code: string, more: object = {}) =>
  expect.objectContaining({ failure: expect.objectContaining({ code, ...more }) })

describe('the address of the service', () => {
  const make = (baseUrl: string) =>
    createClient({ baseUrl, credential: { cid: '1', hash }, fetch: () => Promise.reject(new Error('sent')) })

  test.each([
    'https://lastpass.com/enterpriseapi.php',
    'https://service.example.com:8443/x?y=1',
    'http://127.0.0.1:8080/',
    'http://127.9.9.9/',
    'http://localhost:1/',
    'http://[::1]:8/',
    'http://LOCALHOST/',
    'http://2130706433/',
  ])('may be %s', (address) => {
    expect(() => make(address)).not.toThrow()
  })

  test.each([
    'http://lastpass.com/enterpriseapi.php',
    'http://192.0.2.1/',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://example.com/127.0.0.1',
    'http://[::2]/',
    'http://0.0.0.0/',
    'http://[::ffff:192.0.2.1]/',
    'ftp://127.0.0.1/',
    'file:///etc/hosts',
    'javascript:1',
    'ws://127.0.0.1/',
    'lastpass.com',
    '',
    'https://user:pass@service.example.com/',
    'https://user@service.example.com/',
    'http://x@127.0.0.1/',
  ])('may not be %s', (address) => {
    expect(() => make(address)).toThrow(failure('invalid', { path: 'baseUrl' }))
  })

  test('loses its fragment', () => {
    expect(checkAddress('https://service.example.com/a#b').href).toBe('https://service.example.com/a')
  })
})

describe('the credential', () => {
  const make = (cid: string, secret: string) =>
    createClient({
      baseUrl: 'http://127.0.0.1/',
      credential: { cid, hash: secret },
      fetch: () => Promise.reject(new Error('sent')),
    })

  test.each(['lpkey_abc_def', ' LPKEY_x', 'api-key lpkey_abc_def'])(
    'is not a key of the newer interface: %s',
    (key) => {
      expect(() => make('1', key)).toThrow(
        failure('invalid', { path: 'hash', message: expect.stringContaining('Advanced > Enterprise API') }),
      )
    },
  )

  test.each([
    ['', hash, 'cid'],
    ['12a', hash, 'cid'],
    ['-1', hash, 'cid'],
    ['12345678901234567', hash, 'cid'],
    ['1', '  ', 'hash'],
  ])('is not %j with %j', (cid, secret, path) => {
    expect(() => make(cid, secret)).toThrow(failure('invalid', { path }))
  })

  test('loses the space around it', async () => {
    const running = await service(json({ status: 'OK' }))
    open = running
    await client(running.url, { credential: { cid: ' 42\n', hash: ` ${hash}\n` } }).lastpass.send('reinviteuser', {
      username: 'a',
    })
    expect(running.got[0]?.json).toMatchObject({ cid: 42, provhash: hash })
  })

  test('is refused before a client exists when the zone of the account is unknown', () => {
    expect(() => client('http://127.0.0.1/', { zone: 'Mars/Olympus' })).toThrow(failure('invalid'))
  })
})

describe('what became of a request whose connection failed', () => {
  const error = (message: string, more: object = {}): Error => Object.assign(new TypeError(message), more)
  const cause = (more: object): Error => error('fetch failed', { cause: Object.assign(new Error('inner'), more) })

  test.each([
    ['no name', cause({ code: 'ENOTFOUND', syscall: 'getaddrinfo' })],
    ['nobody there', cause({ code: 'ECONNREFUSED', syscall: 'connect' })],
    [
      'nobody on any address',
      cause({ code: 'ECONNREFUSED', errors: [{ code: 'ECONNREFUSED' }, { code: 'ENETUNREACH', syscall: 'connect' }] }),
    ],
    ['no way there', cause({ code: 'EHOSTUNREACH', syscall: 'connect' })],
    ['too slow to connect', cause({ code: 'UND_ERR_CONNECT_TIMEOUT' })],
    ['an untrusted certificate', cause({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })],
    ['an expired certificate', cause({ code: 'CERT_HAS_EXPIRED' })],
    ['another name in the certificate', cause({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })],
    ['Chromium: no name', error('net::ERR_NAME_NOT_RESOLVED')],
    ['Chromium: nobody there', error('net::ERR_CONNECTION_REFUSED')],
    ['Chromium: certificate', error('net::ERR_CERT_AUTHORITY_INVALID')],
    ['Chromium: proxy', error('net::ERR_PROXY_CONNECTION_FAILED')],
  ])('not sent: %s', (_what, fault) => {
    expect(networkFault(fault)).toMatchObject({ sent: 'no', redirect: false })
  })

  test.each([
    ['reset', cause({ code: 'ECONNRESET', syscall: 'read' })],
    ['closed by the other side', cause({ code: 'UND_ERR_SOCKET' })],
    ['no way there any more', cause({ code: 'EHOSTUNREACH', syscall: 'read' })],
    ['timed out while writing', cause({ code: 'ETIMEDOUT', syscall: 'write' })],
    ['no network any more', cause({ code: 'ENETDOWN' })],
    ['a body of the wrong length', cause({ code: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' })],
    ['Chromium: reset', error('net::ERR_CONNECTION_RESET')],
    ['Chromium: closed', error('net::ERR_EMPTY_RESPONSE')],
    ['Chromium: disconnected', error('net::ERR_INTERNET_DISCONNECTED')],
    ['Chromium: other network', error('net::ERR_NETWORK_CHANGED')],
    ['something unheard of', error('no idea')],
    ['no error at all', 'text'],
    [
      'one of two addresses was connected',
      cause({
        code: 'ECONNREFUSED',
        errors: [
          { code: 'ECONNREFUSED', syscall: 'connect' },
          { code: 'ECONNRESET', syscall: 'read' },
        ],
      }),
    ],
    ['one of two codes is of a connection', cause({ code: 'ECONNREFUSED', errors: [{ code: 'ECONNRESET' }] })],
  ])('perhaps sent: %s', (_what, fault) => {
    expect(networkFault(fault)).toMatchObject({ sent: 'perhaps' })
  })

  test('is said in codes only', () => {
    expect(networkFault(Object.assign(new Error('secret'), { code: 'not a code: secret' })).code).toBe('no code')
    expect(networkFault(error('net::ERR_FAILED secret')).code).toBe('no code')
  })
})

describe('the size of an answer', () => {
  test('that announces too much is not read', async () => {
    const running = await service((response) =>
      response.writeHead(200, { 'content-length': String(1 << 30) }).write('{'),
    )
    open = running
    await expect(client(running.url).lastpass.body('getuserdata', {})).rejects.toEqual(
      failure('unexpected-answer', { message: expect.stringContaining('64 MB') }),
    )
    expect(running.got).toHaveLength(1)
  })

  test('is watched while it is read: reading stops at once, and the connection ends', async () => {
    let sent = 0
    let ended: () => void = () => undefined
    const over = new Promise<void>((resolve) => {
      ended = resolve
    })
    const running = await service((response) => {
      const chunk = Buffer.alloc(65_536, 'x')
      const more = (): void => {
        while (!response.destroyed && sent < 200 * 1_048_576) {
          sent += chunk.length
          if (!response.write(chunk)) return void response.once('drain', more)
        }
        response.end()
      }
      response.on('close', ended)
      more()
    })
    open = running
    const { lastpass, got } = { ...client(running.url, { maxBodyBytes: 1_048_576 }), got: running.got }
    await expect(lastpass.body('getuserdata', {})).rejects.toEqual(
      failure('unexpected-answer', { message: expect.stringContaining('1 MB') }),
    )
    await over
    expect(sent).toBeLessThan(40 * 1_048_576)
    await expect(lastpass.send('disableuser', ['a'])).rejects.toEqual(failure('unknown-outcome'))
    expect(got).toHaveLength(2)
  })

  test('at the limit is no failure', async () => {
    const body = JSON.stringify({ Users: [] })
    const running = await service(text(body))
    open = running
    expect((await client(running.url, { maxBodyBytes: body.length }).lastpass.body('getuserdata', {})).length).toBe(
      body.length,
    )
    await expect(
      client(running.url, { maxBodyBytes: body.length - 1 }).lastpass.body('getuserdata', {}),
    ).rejects.toEqual(failure('unexpected-answer'))
  })
})

test('a redirect is never followed, by any way of fetching', async () => {
  const target = await service(json({ Users: [] }))
  const running = await service(text('', 307, { location: target.url }))
  open = { close: async () => void (await Promise.all([running.close(), target.close()])) }
  const following = ((url: string, init: RequestInit) =>
    fetch(url, { ...init, redirect: 'manual' })) as unknown as ClientOptions['fetch']
  for (const { lastpass } of [client(running.url), client(running.url, { fetch: following })]) {
    await expect(lastpass.send('getuserdata', {})).rejects.toEqual(
      failure('unexpected-answer', { message: expect.stringContaining('another address') }),
    )
  }
  expect(target.got).toEqual([])
})

test('a way of fetching that does not heed the signal ends in time all the same', async () => {
  const { lastpass } = client('http://127.0.0.1/', {
    fetch: () => new Promise(() => undefined),
    timeoutMs: 20,
    maxAttempts: 1,
  })
  await expect(lastpass.send('disableuser', ['a'])).rejects.toEqual(failure('unknown-outcome'))
})

test('a connection that fails within the answer was there: the change may have been made, whatever the code says', async () => {
  const body = () =>
    new ReadableStream({ start: (stream) => stream.error({ code: 'ECONNREFUSED', syscall: 'connect' }) })
  const fetch = (async () => ({ status: 200, headers: new Headers(), body: body() })) as ClientOptions['fetch']
  await expect(client('http://127.0.0.1/', { fetch }).lastpass.send('disableuser', ['a'])).rejects.toEqual(
    failure('unknown-outcome'),
  )
})

test('a small answer that comes in pieces can be handed to another thread', async () => {
  const pieces = ['{"status":', '"OK"}'].map((piece) => new TextEncoder().encode(piece))
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      for (const piece of pieces) stream.enqueue(piece)
      stream.close()
    },
  })
  const fetch = async () => ({ status: 200, headers: new Headers(), body })
  const given = { fetch, url: 'http://127.0.0.1:9/', body: '', timeoutMs: 1000, maxBodyBytes: 100 }
  const reply = await transmit({ ...given, signal: new AbortController().signal })
  if (reply.kind !== 'answer') throw new Error(reply.kind)
  expect(Buffer.from(reply.bytes).toString()).toBe('{"status":"OK"}')
  expect(() => structuredClone(null, { transfer: [reply.bytes.buffer as ArrayBuffer] })).not.toThrow()
})
