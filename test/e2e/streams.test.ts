import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort, type Rsyslog, startRsyslog } from '../main/streams/rsyslog.ts'
import { ask, eventually, faults, look, theme } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

const folder = mkdtempSync(join(tmpdir(), 'provost-streams-'))
let window: Console
let service: Awaited<ReturnType<typeof openService>>
let port = 0
let receiver: Rsyslog | null = null
const page = () => window.page
const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
const stream = () => page().getByRole('article', { name: 'SIEM' })
const keys = () => (receiver?.messages() ?? []).map(({ message }) => JSON.parse(message).key as string)
const events = async () => (await ask(page(), 'audit.status', {})).events

beforeAll(async () => {
  service = await openService({ people: 60, founded: Date.parse('2026-01-01T00:00:00Z') })
  port = await freePort()
  receiver = await startRsyslog(folder, { port })
  window = await openConsole()
  await connect(page(), service)
  await ask(page(), 'audit.fetch', { from: day(5) })
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
  await receiver?.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('streams of events', () => {
  test('one is added by clicks, tested, and delivers everything', { timeout: 120_000 }, async () => {
    await page().evaluate(() => {
      location.hash = '#/settings?part=audit'
    })
    await page().getByText('No event leaves this computer.').waitFor()
    await page().getByRole('button', { name: 'Add a stream' }).click()
    const form = page().getByRole('form', { name: 'Add a stream' })
    await form.getByLabel('Name').fill('SIEM')
    await form.getByLabel('Receiver', { exact: true }).selectOption('syslog')
    await form.getByLabel('Host').fill('127.0.0.1')
    await form.getByLabel('Port', { exact: true }).fill(String(port))
    await form.getByLabel('Transport').selectOption('tcp')
    await form.getByLabel('Begin').selectOption('beginning')
    expect(await faults(page())).toEqual([])
    await form.getByRole('button', { name: 'Add this stream' }).click()
    await stream().getByText('Up to date').waitFor({ timeout: 60_000 })
    const all = await events()
    expect(all).toBeGreaterThan(100)
    await eventually(() => stream().getByTestId('sent').textContent()).toContain(`${all.toLocaleString('en-US')} sent`)
    await eventually(() => new Set(keys()).size).toBe(all)
    await stream().getByRole('button', { name: 'Send one test event' }).click()
    const said = await stream()
      .getByText(/^The test event was taken\./)
      .textContent()
    await eventually(() => keys().some((key) => said?.includes(key))).toBe(true)
    await theme(page(), 'Dark')
    expect(await faults(page())).toEqual([])
    await theme(page(), 'Light')
  })

  test('the receiver is down: what waits is counted and told; it comes back: all is delivered, once', {
    timeout: 120_000,
  }, async () => {
    await receiver?.stop('SIGKILL')
    const before = await events()
    await ask(page(), 'audit.fetch', { from: day(9) })
    const late = (await events()) - before
    expect(late).toBeGreaterThan(20)
    await stream().getByText('Tries again').waitFor({ timeout: 30_000 })
    await stream().getByText(`Nobody answers: 127.0.0.1:${port}. The events wait.`).waitFor()
    expect(await stream().getByTestId('lag').textContent()).toContain(
      `${late.toLocaleString('en-US')} events wait, the oldest from`,
    )
    await look(page(), 'stream-waits')
    receiver = await startRsyslog(folder, { port })
    await stream().getByRole('button', { name: 'Try now' }).click()
    await stream().getByText('Up to date').waitFor({ timeout: 30_000 })
    await eventually(() => keys().filter((key) => !key.startsWith('test-')).length).toBe(await events())
    expect(new Set(keys()).size).toBe(keys().length)
    expect(await stream().getByText('Nobody answers').count()).toBe(0)
  })

  test('it is paused, goes on, and is removed; the journal says so', async () => {
    await stream().getByRole('button', { name: 'Pause' }).click()
    await stream().getByText('Paused').waitFor()
    await stream().getByRole('button', { name: 'Go on' }).click()
    await stream().getByText('Up to date').waitFor()
    await stream().getByRole('button', { name: 'Remove' }).click()
    await page().getByRole('button', { name: 'Remove 1 stream' }).click()
    await page().getByText('No event leaves this computer.').waitFor()
    const { rows } = await ask(page(), 'journal.page', { limit: 500 })
    expect(rows.map(({ kind }) => kind).filter((kind) => kind.startsWith('stream-'))).toEqual([
      'stream-added',
      'stream-tested',
      'stream-paused',
      'stream-resumed',
      'stream-removed',
    ])
    expect(window.complaints).toEqual([])
  })
})
