import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createSyslogReceiver } from '../../../src/main/streams/receivers/syslog.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { makeCertificates, type TestCertificates } from './certificates.ts'
import { lineWith, never } from './lines.ts'
import { freePort, type Rsyslog, startRsyslog } from './rsyslog.ts'

const folders: string[] = []
const folder = () => {
  const made = temporaryFolder()
  folders.push(made)
  return made
}
let good: TestCertificates
let other: TestCertificates
let expired: TestCertificates
let wrongName: TestCertificates
beforeAll(() => {
  const place = folder()
  good = makeCertificates(place, 'good', ['DNS:localhost', 'IP:127.0.0.1'])
  other = makeCertificates(place, 'other', ['DNS:localhost', 'IP:127.0.0.1'])
  expired = makeCertificates(place, 'expired', ['DNS:localhost', 'IP:127.0.0.1'], -3)
  wrongName = makeCertificates(place, 'wrong', ['DNS:logs.example.com'])
})
const running: Rsyslog[] = []
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop()
})
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true })
})

const start = async (options: Parameters<typeof startRsyslog>[1] = {}) => {
  const started = await startRsyslog(folder(), options)
  running.push(started)
  return started
}
const receiver = (
  port: number,
  more: { transport?: 'tls' | 'tcp'; authority?: string | null; host?: string; timeoutMs?: number } = {},
) =>
  createSyslogReceiver({
    ...{ host: '127.0.0.1', port, transport: 'tcp', authority: null, version: '1.0.0', timeoutMs: 5000 },
    ...more,
  })
const odd =
  'line one\nline two\r\n<13>1 2026-01-01T00:00:00Z forged - - - - x\t"]\\ \u0000 \u007f \u0085 \u2028 日本語 é \ufeff 🔒'

describe('a real rsyslog', () => {
  test.each(['tcp', 'tls'] as const)(
    'over %s reads every message as one, with its parts as they are',
    async (transport) => {
      const server = await start(transport === 'tls' ? { certificates: good } : {})
      const to = receiver(server.port, { transport, authority: transport === 'tls' ? good.authority : null })
      const lines = [
        ...Array.from({ length: 300 }, (_, n) => lineWith({ data: `VID: ${n}`, username: `p${n}@example.com` })),
        lineWith({ data: odd, username: 'o"]\\\nbrien@example.com' }),
        lineWith({ action: 'Failed login attempt', data: 'x'.repeat(100_000) }),
      ]
      expect(await to.send(lines, never)).toEqual({ refused: 0, said: null })
      await vi.waitFor(() => expect(server.messages()).toHaveLength(lines.length), { timeout: 10_000 })
      const read = server.messages()
      const wholes = read.map(({ message }) => JSON.parse(message) as Record<string, unknown>)
      expect(wholes.map(({ key }) => key)).toEqual(lines.map(({ key }) => key))
      expect(wholes[300]).toEqual(lines[300]?.whole)
      expect(wholes[301]).toMatchObject({ cut: true, data_length: 100_000 })
      expect(read[0]).toMatchObject({ pri: '110', app: 'Provost', msgid: 'login', time: '2026-11-20T12:00:00.000Z' })
      expect(read[301]?.pri).toBe('108')
      expect(read[300]?.data).toContain(`key="${lines[300]?.key}"`)
      expect(read[300]?.data).toContain('user="o\\"\\]\\\\␊brien@example.com"')
    },
  )

  test('that is killed and comes back has everything that was confirmed', async () => {
    const port = await freePort()
    const place = folder()
    const first = await startRsyslog(place, { port })
    running.push(first)
    const to = receiver(port)
    await to.send([lineWith({ data: 'one' })], never)
    await vi.waitFor(() => expect(first.messages()).toHaveLength(1))
    await first.stop('SIGKILL')
    await expect(to.send([lineWith({ data: 'two' })], never)).rejects.toMatchObject({
      kind: 'passing',
      message: `Nobody answers: 127.0.0.1:${port}. The events wait.`,
    })
    const second = await startRsyslog(place, { port })
    running.push(second)
    await to.send([lineWith({ data: 'two' })], never)
    await vi.waitFor(() =>
      expect(second.messages().map(({ message }) => JSON.parse(message).data)).toEqual(['one', 'two']),
    )
  })
})

describe('a receiver that cannot be trusted gets nothing', () => {
  async function secureServer({ certificateFile, keyFile }: TestCertificates) {
    const got: Buffer[] = []
    const server = createSecureServer({ cert: readFileSync(certificateFile), key: readFileSync(keyFile) }, (socket) => {
      socket.on('data', (part) => got.push(part))
      socket.on('error', () => {})
    })
    server.on('tlsClientError', () => {})
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return { server, got, port: (server.address() as { port: number }).port }
  }

  test.each([
    [
      'signed by nobody that is trusted',
      () => good,
      null,
      /could not be trusted: its certificate is signed by an authority/,
    ],
    ['signed by another authority than the one that was named', () => other, () => good.authority, /not trusted here/],
    ['expired', () => expired, () => expired.authority, /has expired/],
    ['for another name', () => wrongName, () => wrongName.authority, /for another name/],
  ] as const)('%s', async (_, certificates, authority, words) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const { server, got, port } = await secureServer(certificates())
    const to = receiver(port, { transport: 'tls', authority: authority === null ? null : authority() })
    await expect(to.send([lineWith()], never)).rejects.toMatchObject({
      kind: 'settings',
      message: expect.stringMatching(words),
    })
    expect(got).toEqual([])
    vi.unstubAllEnvs()
    server.close()
  })

  test('one that speaks no TLS', async () => {
    const { port } = await start()
    await expect(receiver(port, { transport: 'tls', timeoutMs: 2000 }).send([lineWith()], never)).rejects.toMatchObject(
      {
        name: 'Error',
      },
    )
  })
})

describe('a batch is confirmed only by a receiver that read to its end', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const each of servers.splice(0)) each.close()
  })
  async function server(on: (socket: Socket) => void): Promise<number> {
    const made = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {})
      on(socket)
    }).listen(0, '127.0.0.1')
    servers.push(made)
    await once(made, 'listening')
    return (made.address() as { port: number }).port
  }
  const many = Array.from({ length: 2000 }, (_, n) => lineWith({ data: `${n} ${'x'.repeat(3000)}` }))

  test('one that cuts the connection after some bytes has not', async () => {
    const port = await server((socket) => socket.once('data', () => socket.destroy()))
    await expect(receiver(port).send(many, never)).rejects.toMatchObject({ kind: 'passing' })
  })

  test('one that says goodbye before the end has not', async () => {
    const port = await server((socket) => socket.once('data', () => socket.end()))
    await expect(receiver(port).send(many, never)).rejects.toMatchObject({
      kind: 'passing',
      message: expect.stringContaining('was cut before all events were taken'),
    })
  })

  test('one that resets it at the end has not', async () => {
    const port = await server((socket) => {
      socket.resume()
      socket.once('end', () => socket.resetAndDestroy())
    })
    await expect(receiver(port).send([lineWith()], never)).rejects.toMatchObject({ kind: 'passing' })
  })

  test('one that reads nothing is given up in time, and one that never closes too', async () => {
    const mute = await server((socket) => socket.pause())
    await expect(receiver(mute, { timeoutMs: 300 }).send(many, never)).rejects.toMatchObject({
      message: expect.stringContaining('does not take the events in time'),
    })
    const open = await server((socket) => socket.resume())
    await expect(receiver(open, { timeoutMs: 300 }).send([lineWith()], never)).rejects.toMatchObject({
      message: expect.stringContaining('did not close the connection'),
    })
  })

  test('and sending can be stopped', async () => {
    const port = await server((socket) => socket.pause())
    const stop = new AbortController()
    const sending = receiver(port).send(many, stop.signal)
    stop.abort()
    await expect(sending).rejects.toMatchObject({ message: 'Sending was stopped.' })
  })
})
