import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '../../src/contract/calls.ts'
import { type FakeReceiver, otlpFaults, type Received, serveReceiver } from '../fakes/receivers.ts'
import { makeCertificates, type TestCertificates } from '../main/streams/certificates.ts'
import { type Rsyslog, startRsyslog } from '../main/streams/rsyslog.ts'
import { ask, eventually } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

// TLS within Electron is BoringSSL's, not Node's: what is trusted there, and how it says that it is not, are told nowhere else.

const folder = mkdtempSync(join(tmpdir(), 'provost-streams-tls-'))
const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
let window: Console
let service: Awaited<ReturnType<typeof openService>>
let certificates: Record<'good' | 'other' | 'expired' | 'wrongName', TestCertificates>
const page = () => window.page
const events = async () => (await ask(page(), 'audit.status', {})).events
const stream = async (id: string) => {
  const found = (await ask(page(), 'streams.list', {})).streams.find((one) => one.id === id)
  if (found === undefined) throw new Error('The stream is not there.')
  return found
}
type Entered = Input<'streams.add'>['receiver']
const add = async (receiver: Entered) =>
  (await ask(page(), 'streams.add', { name: 'SIEM', receiver, categories: null, from: 'beginning' })).id ?? ''
const state = (id: string) => async () => (await stream(id)).state

const receivers: FakeReceiver[] = []
async function serve(usual: (request: Received) => object, { certificateFile, keyFile }: TestCertificates) {
  const made = await serveReceiver(usual as never, { cert: readFileSync(certificateFile), key: readFileSync(keyFile) })
  receivers.push(made)
  return made
}

beforeAll(async () => {
  const loopback = ['IP:127.0.0.1']
  certificates = {
    good: makeCertificates(folder, 'good', loopback),
    other: makeCertificates(folder, 'other', loopback),
    expired: makeCertificates(folder, 'expired', loopback, -1),
    wrongName: makeCertificates(folder, 'wrong', ['DNS:elsewhere.example.com']),
  }
  service = await openService({ people: 60, founded: Date.parse('2026-01-01T00:00:00Z') })
  window = await openConsole()
  await connect(page(), service)
  await ask(page(), 'audit.fetch', { from: day(12) })
})
afterEach(async () => {
  for (const { id } of (await ask(page(), 'streams.list', {})).streams) await ask(page(), 'streams.remove', { id })
  for (const each of receivers.splice(0)) await each.close()
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
  await rm(folder, { recursive: true, force: true })
})

/** Each receiver over TLS: how it answers, what it is told as, and the keys of the events that it took. */
const kinds = {
  OTLP: {
    usual: () => ({ status: 200 }),
    receiver: (url: string, authority: string | null): Entered => ({
      kind: 'otlp',
      url,
      headers: [{ name: 'authorization', value: 'Bearer s3cret-value' }],
      authority,
    }),
    keys: ({ body }: Received): string[] =>
      [...body.matchAll(/"log\.record\.uid","value":\{"stringValue":"([^"]+)"/g)].map(([, key]) => key ?? ''),
  },
  Splunk: {
    usual: () => ({ status: 200, body: { text: 'Success', code: 0 } }),
    receiver: (url: string, authority: string | null): Entered => ({
      kind: 'splunk',
      url,
      token: 's3cret-value',
      index: '',
      acknowledge: false,
      authority,
    }),
    keys: ({ body }: Received): string[] =>
      body.split('\n').map((line) => (JSON.parse(line) as { fields: { key: string } }).fields.key),
  },
}

describe.each(Object.entries(kinds))('%s over TLS, within Electron', (kind, { usual, receiver, keys }) => {
  test.each([
    ['signed by nobody that is trusted', 'good', null, /could not be trusted/],
    ['signed by another authority', 'other', 'good', /could not be trusted/],
    ['expired', 'expired', 'expired', /has expired/],
    ['for another name', 'wrongName', 'wrongName', /for another name/],
  ] as const)('a certificate %s gets no event and no secret', async (_, served, trusted, words) => {
    const server = await serve(usual, certificates[served])
    const id = await add(receiver(server.url, trusted === null ? null : certificates[trusted].authority))
    await eventually(state(id)).toBe('stopped')
    const { problem, sent } = await stream(id)
    expect(problem?.message).toMatch(words)
    expect(sent).toBe(0)
    expect(server.requests).toEqual([])
  })

  test('cut connections and refusals lose nothing, and what comes twice has its key', { timeout: 90_000 }, async () => {
    const server = await serve(usual, certificates.good)
    // Taken but not confirmed, cut in the middle, full, gone.
    server.next.push('cut', 'cut-in-body', { status: 503 }, 'cut')
    const id = await add(receiver(server.url, certificates.good.authority))
    await eventually(async () => {
      if (server.next.length > 0) await ask(page(), 'streams.retry', { id })
      return server.next.length
    }).toBe(0)
    await ask(page(), 'streams.retry', { id })
    await eventually(state(id)).toBe('waiting')
    const all = await events()
    expect((await stream(id)).sent).toBe(all)
    const taken = server.requests.flatMap(keys)
    expect(new Set(taken).size).toBe(all)
    expect(taken.length).toBeGreaterThan(all)
    if (kind === 'OTLP') expect(server.requests.flatMap(otlpFaults)).toEqual([])
    // Once confirmed, nothing goes again.
    const before = server.requests.length
    await ask(page(), 'audit.fetch', { from: day(12) })
    const late = () => server.requests.slice(before).flatMap(keys)
    await eventually(() => new Set([...taken, ...late()]).size).toBe(await events())
    expect(late().filter((key) => taken.includes(key))).toEqual([])
  })
})

describe('syslog over TLS, within Electron', () => {
  let rsyslog: Rsyslog | null = null
  afterAll(() => rsyslog?.stop())
  const keyed = () => (rsyslog?.messages() ?? []).map(({ message }) => JSON.parse(message).key as string)

  test('an rsyslog whose authority the admin chose gets everything once; it dies and comes back', {
    timeout: 120_000,
  }, async () => {
    rsyslog = await startRsyslog(folder, { certificates: certificates.good })
    const { port } = rsyslog
    const id = await add({ kind: 'syslog', host: '127.0.0.1', port, transport: 'tls', unencrypted: false })
    await eventually(state(id)).toBe('stopped')
    expect((await stream(id)).problem?.message).toMatch(/could not be trusted/)
    expect(keyed()).toEqual([])
    await window.app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = (() => Promise.resolve({ canceled: false, filePaths: [file as string] })) as never
    }, certificates.good.authorityFile)
    await page().evaluate(() => {
      location.hash = '#/settings?part=audit'
    })
    const article = page().getByRole('article', { name: 'SIEM' })
    await article.getByText('Needs you').waitFor()
    await article.getByRole('button', { name: 'Edit' }).click()
    await page().getByRole('button', { name: 'Choose your company’s own authority' }).click()
    await page().getByText('signed by Test authority good').waitFor()
    await page().getByRole('button', { name: 'Save this stream' }).click()
    await article.getByText('Up to date').waitFor({ timeout: 30_000 })
    const all = await events()
    await eventually(() => keyed().length).toBe(all)
    expect(new Set(keyed()).size).toBe(all)
    await rsyslog.stop('SIGKILL')
    await ask(page(), 'audit.fetch', { from: day(20) })
    await eventually(state(id)).toBe('retrying')
    rsyslog = await startRsyslog(folder, { certificates: certificates.good, port })
    await ask(page(), 'streams.retry', { id })
    await eventually(state(id)).toBe('waiting')
    const later = await events()
    expect(later).toBeGreaterThan(all)
    await eventually(() => new Set(keyed()).size).toBe(later)
  })

  test('the page had nothing to complain of', () => expect(window.complaints).toEqual([]))
})
