import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ServiceRequest } from '../../src/main/demo/service/request.ts'
import { ask, eventually } from './acts.ts'
import { connect, openService, settled } from './console.ts'
import { launch, makeHome } from './launch.ts'

// What happens when Provost is ended in the middle of something: by the system, or by closing its window.

let service: Awaited<ReturnType<typeof openService>>
let place: ReturnType<typeof makeHome>
let app: ElectronApplication
let page: Page
let running = false

async function start(): Promise<void> {
  ;({ app, page } = await launch(place.home))
  running = true
  page.setDefaultTimeout(15_000)
}
beforeAll(async () => {
  service = await openService({ people: 60 })
  place = makeHome()
  await start()
  await connect(page, service)
  await ask(page, 'guards.set', { holdSeconds: 0 })
})
beforeEach(async () => {
  if (!running) await start()
  await settled(page)
})
afterEach(() => service.demo.misbehave(null))
afterAll(async () => {
  if (running) await app.close()
  await service?.served.close()
  await place?.remove()
})

const ways: [string, () => void][] = [
  ['SIGTERM', () => app.process().kill('SIGTERM')],
  [
    'closing the window',
    () => void app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => {}),
  ],
]

/** Ends the process in this way, and gives its exit code. What it waits for would take a minute, which is more than a test has. */
async function end(way: () => void): Promise<number | null> {
  const child = app.process()
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  way()
  const code = await ended
  running = false
  return code
}

/** Answers to this command come too late; resolves when one was asked for. */
const hang = (command: string, after = 0): Promise<void> =>
  new Promise((resolve) => {
    let seen = 0
    service.demo.misbehave({
      how: { kind: 'slow', milliseconds: 60_000 },
      on: (asked: ServiceRequest['command']) => {
        if (asked !== command || seen++ < after) return false
        resolve()
        return true
      },
    })
  })

/** No file is left beside the databases that only a crash leaves. */
const leftOpen = () =>
  readdirSync(join(place.home, 'tenants'), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.damaged') || name.includes('.damaged-'))

test.each(ways)('%s in the middle of a refresh ends it at once, and leaves what was known before', async (_, way) => {
  await ask(page, 'directory.sync', {})
  const before = await ask(page, 'directory.status', {})
  service.demo.edit.addUser(`new.${_.length}@example.com`, { fullname: 'New Person' })
  const asked = hang('getsfdata')
  void ask(page, 'directory.sync', {}).catch(() => {})
  await asked
  expect(await end(way)).toBe(0)
  service.demo.misbehave(null)
  await start()
  await settled(page)
  const { counts, asOf } = await ask(page, 'directory.status', {})
  expect({ counts, asOf }).toEqual({ counts: before.counts, asOf: before.asOf })
  expect((await ask(page, 'app.state', {})).storeProblems).toEqual([])
  expect(leftOpen()).toEqual([])
  expect(await ask(page, 'directory.sync', {})).toMatchObject({ users: (before.counts?.users ?? 0) + 1 })
})

describe('closing the window over a change in its hold', () => {
  let job: string
  /** What the system's dialog asked. */
  const asked = () =>
    app.evaluate(() => (globalThis as { asked?: { message: string; buttons: string[] }[] }).asked ?? [])
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  let sentBefore = 0
  /** What reached the service since the change was held. */
  const ledger = () => service.demo.ledger.slice(sentBefore)

  /** Holds one change; whoever is asked about it answers with this button. */
  async function hold(answer: string): Promise<void> {
    await ask(page, 'writing.enable', {})
    await ask(page, 'guards.set', { holdSeconds: 60 })
    const { rows } = await ask(page, 'users.page', { status: ['active'], admin: false, limit: 50 })
    const username = rows.at(-1)?.username ?? ''
    sentBefore = service.demo.ledger.length
    const { plan } = await ask(page, 'changes.preview', { changes: [{ kind: 'disable', username }] })
    ;({ job } = await ask(page, 'changes.apply', { plan }))
    await app.evaluate(({ dialog }, wanted) => {
      const record = globalThis as { asked?: object[] }
      record.asked = []
      dialog.showMessageBox = (async (_: unknown, options: { buttons: string[] }) => {
        record.asked?.push(options)
        return { response: options.buttons.indexOf(wanted), checkboxChecked: false }
      }) as never
    }, answer)
  }

  /** Takes off the plans that were called back: so many wait. */
  async function discardWaiting(number: number): Promise<void> {
    const { plans } = await ask(page, 'changes.waiting', {})
    expect(plans).toHaveLength(number)
    for (const { plan } of plans) await ask(page, 'changes.discard', { plan })
  }

  test('asks, and stays where the person keeps it open', async () => {
    await hold('Keep open')
    await close()
    await eventually(async () => (await asked()).length).toBe(1)
    expect(await asked()).toMatchObject([
      { message: '1 change is not sent yet', buttons: ['Send now and close', 'Call back and close', 'Keep open'] },
    ])
    expect((await ask(page, 'jobs.get', { job })).state).toBe('holding')
    await ask(page, 'jobs.cancel', { job })
    await discardWaiting(1)
    expect(ledger()).toEqual([])
  })

  test('sends now, and closes once LastPass has it', async () => {
    await hold('Send now and close')
    expect(await end(() => void close().catch(() => {}))).toBe(0)
    expect(ledger()).toHaveLength(1)
    await start()
    await settled(page)
    expect(await ask(page, 'jobs.get', { job })).toMatchObject({ state: 'done', job: { counts: { confirmed: 1 } } })
  })

  test('calls back and closes: nothing is sent, and the plan waits', async () => {
    await hold('Call back and close')
    expect(await end(() => void close().catch(() => {}))).toBe(0)
    await start()
    await settled(page)
    expect(await ask(page, 'jobs.get', { job })).toMatchObject({ state: 'cancelled', job: { calledBack: true } })
    await discardWaiting(1)
    expect(ledger()).toEqual([])
  })

  test('offers no sending while changes are off', async () => {
    await hold('Keep open')
    await ask(page, 'writing.disable', {})
    await close()
    await eventually(async () => (await asked()).length).toBe(1)
    expect((await asked())[0]?.buttons).toEqual(['Call back and close', 'Keep open'])
    await ask(page, 'jobs.cancel', { job })
    await discardWaiting(1)
  })

  test('is not asked where the system ends Provost; the next start says what waits, and sends it', async () => {
    await hold('Keep open')
    expect(await end(() => app.process().kill('SIGTERM'))).toBe(0)
    await start()
    await settled(page)
    const banner = page.getByRole('alert').filter({ hasText: '1 change of' })
    await banner.getByText(/was held when Provost was closed/).waitFor()
    expect(ledger()).toEqual([])
    await ask(page, 'guards.set', { holdSeconds: 0 })
    await banner.getByRole('button', { name: 'Enable changes and send 1 change' }).click()
    await eventually(async () => (await ask(page, 'jobs.get', { job })).state).toBe('done')
    await banner.waitFor({ state: 'detached' })
    expect(ledger()).toHaveLength(1)
  })

  test('what waits after a start can be discarded in the banner', async () => {
    await hold('Keep open')
    expect(await end(() => app.process().kill('SIGTERM'))).toBe(0)
    await start()
    await settled(page)
    const banner = page.getByRole('alert').filter({ hasText: '1 change of' })
    await banner.getByRole('button', { name: 'Discard 1 change' }).click()
    await eventually(async () => (await ask(page, 'jobs.get', { job })).state).toBe('cancelled')
    await banner.waitFor({ state: 'detached' })
    expect(ledger()).toEqual([])
    await ask(page, 'guards.set', { holdSeconds: 0 })
  })
})

test.each(ways)(
  '%s in the middle of a job ends it within seconds, and the next start tells the truth',
  async (_, way) => {
    await ask(page, 'writing.enable', {})
    const { rows } = await ask(page, 'users.page', { status: ['active'], admin: false, limit: 6 })
    const names = rows.map(({ username }) => username)
    const made = await ask(page, 'changes.preview', {
      changes: names.map((username) => ({ kind: 'rename', username, fullname: `Renamed by ${_}` })),
    })
    const before = service.demo.ledger.length
    // Two are carried out, the third hangs.
    const asked = hang('updateuser', 2)
    const { job } = await ask(page, 'changes.apply', { plan: made.plan })
    await asked
    expect(await end(way)).toBe(0)
    service.demo.misbehave(null)
    await start()
    await settled(page)
    await eventually(async () =>
      (await ask(page, 'jobs.get', { job })).rows.map(({ outcome }) => outcome),
    ).not.toContain('unknown')
    const { state, rows: outcomes } = await ask(page, 'jobs.get', { job })
    const done = new Set(service.demo.ledger.slice(before).map(({ data }) => (data as { username: string }).username))
    expect(state).toBe('paused')
    expect(outcomes.map(({ outcome }) => outcome === 'confirmed')).toEqual(names.map((name) => done.has(name)))
    expect(done.size).toBeGreaterThanOrEqual(2)
    expect(done.size).toBeLessThan(names.length)
    expect((await ask(page, 'journal.verify', {})).intact).toBe(true)
    expect((await ask(page, 'writing.state', {})).enabledUntil).toBeNull()
    await ask(page, 'jobs.cancel', { job })
  },
)
