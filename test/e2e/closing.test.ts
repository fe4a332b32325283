import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
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
