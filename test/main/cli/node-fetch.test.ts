import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { nodeFetch } from '../../../src/main/cli/node-fetch.ts'
import { createClient } from '../../../src/main/lastpass/client.ts'

let close = () => {}
afterEach(() => close())

/** A server that answers each request with these very bytes, then hangs up; counts the requests. */
async function raw(answer: (body: string) => (string | Buffer)[]): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = []
  const server = createServer((socket: Socket) => {
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      text += chunk.toString()
      const at = text.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (at < 0 || text.length < at + 4 + length) return
      const body = text.slice(at + 4)
      text = ''
      bodies.push(body)
      for (const part of answer(body)) socket.write(part)
      socket.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => server.close()
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bodies }
}

const ok = (body: string | Buffer, more = '') => [
  `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${more}connection: close\r\n\r\n`,
  body,
]
const early = [
  'HTTP/1.1 100 Continue\r\n\r\n',
  'HTTP/1.1 102 Processing\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\n',
]
const client = (url: string) =>
  createClient({
    baseUrl: url,
    credential: { cid: '1', hash: '0f9e8d7c6b5a49382716' },
    fetch: nodeFetch,
    maxAttempts: 1,
  })
const outcome = (url: string) =>
  client(url)
    .send('disableuser', ['a@example.com'])
    .then(
      ({ status }) => status,
      (refusal) => refusal.failure.code,
    )

describe('the network of the tool', () => {
  const send = (url: string) =>
    nodeFetch(url, { method: 'POST', headers: {}, body: '{}', signal: new AbortController().signal, redirect: 'error' })

  it('refuses a redirect, and does not follow it', async () => {
    const { url, bodies } = await raw(() => [
      'HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
    ])
    await expect(send(url)).rejects.toThrow('redirect')
    expect(bodies).toHaveLength(1)
  })

  it('tells of a packed answer that breaks off', async () => {
    const packed = gzipSync('x'.repeat(100_000))
    const { url } = await raw(() => [
      `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\nconnection: close\r\n\r\n`,
      packed.subarray(0, 40),
    ])
    const { body } = await send(url)
    await expect(new Response(body).text()).rejects.toThrow()
  })

  it('passes over answers of 1xx that nobody asked for, and sends once', async () => {
    const { url, bodies } = await raw(() => [...early, ...ok('{"status":"OK"}')])
    expect(await outcome(url)).toBe('ok')
    expect(bodies).toHaveLength(1)
  })

  it('knows nothing of the outcome where nothing but 1xx came, or another protocol was offered', async () => {
    for (const parts of [
      early,
      ['HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
      [],
    ]) {
      const { url, bodies } = await raw(() => parts)
      expect(await outcome(url)).toBe('unknown-outcome')
      expect(bodies).toHaveLength(1)
      close()
    }
  })

  it('reads a packed answer, and bounds what comes out of it', async () => {
    const { url } = await raw(() => ok(gzipSync('{"status":"OK"}'), 'content-encoding: gzip\r\n'))
    expect(await outcome(url)).toBe('ok')
    close()
    const bomb = gzipSync(Buffer.alloc(70_000_000, ' '))
    const second = await raw(() => ok(bomb, 'content-encoding: gzip\r\n'))
    expect(await outcome(second.url)).not.toBe('ok')
  })

  it('follows no redirect', async () => {
    const { url, bodies } = await raw(() => [
      'HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n',
    ])
    expect(await outcome(url)).not.toBe('ok')
    expect(bodies).toHaveLength(1)
  })

  it('tells a connection that never came about from one that broke', async () => {
    expect(await outcome('http://127.0.0.1:9/')).toBe('offline')
  })
})
