import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Signal } from '../../../src/contract/signals.ts'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo } from '../../../src/main/demo/service/service.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import type { AppOptions } from '../../../src/main/ports.ts'
import { createTerm, type Term } from '../../../src/main/seats/term.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, temporaryFolder, testOptions } from '../../harness/application.ts'

const passphrase = 'correct horse battery'
const day = 86_400_000
const start = Date.parse('2026-11-20T08:00:00Z')
let now = start
let service: ServedService | null = null
const open: App[] = []

afterEach(async () => {
  vi.useRealTimers()
  for (const app of open.splice(0)) await app.close()
  await service?.close()
  service = null
})

/** A workstation with a help desk's seat that ends in a day, connected and with changes enabled. */
async function seated(more: Partial<AppOptions> = {}) {
  now = start
  const demo = await createDemo({ people: 60, seed: 5, now: () => now, founded: now - 100 * day })
  service = await serve(demo)
  const launch = async (home: string, own: Partial<AppOptions> = {}) => {
    const app = await createApp(
      testOptions(home, {
        now: () => now,
        policyFile: { path: join(home, 'policy.json'), owner: 0 },
        saveFile: async (name, fill) => {
          await writeWhole(join(home, name), fill)
          return join(home, name)
        },
        ...own,
      }),
    )
    open.push(app)
    return { app, ...callsOf(app) }
  }
  const home = temporaryFolder()
  const admin = await launch(home)
  await admin.call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
  const seatFile = async (seatDays: number) => {
    const made = await admin.call('seats.make', { seat: 'help-desk', label: 'Desk', passphrase, seatDays })
    return { content: readFileSync(join(home, made.file ?? ''), 'utf8'), passphrase, signer: made.fingerprint }
  }
  const file = await seatFile(1)
  // The timers of the seat are the test's; those of requests go on.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  const desk = await launch(temporaryFolder(), more)
  await desk.call('seats.import', file)
  vi.advanceTimersByTime(0)
  const heard: string[] = []
  desk.app.listen((signal: Signal) => {
    if (signal.name === 'changed') heard.push(...signal.families)
  })
  return { ...desk, demo, heard, seatFile }
}

describe('a seat that ends while Provost runs', () => {
  it('is refused from that moment on, and the page is told', async () => {
    const { call, refused, heard } = await seated()
    await call('writing.enable', {})
    heard.length = 0
    now = start + day - 1
    await call('users.page', {})
    expect(heard).toEqual([])
    now = start + day
    expect(await refused('users.page', {})).toMatchObject({ code: 'not-allowed' })
    expect(heard).toEqual(expect.arrayContaining(['seats', 'app', 'writing']))
    expect(await call('seats.state', {})).toMatchObject({ seat: 'manager', by: 'lost' })
    expect((await call('writing.state', {})).enabledUntil).toBe(null)
  })

  it('has changes off, also under the seat that comes next, and the journal says why', async () => {
    const { call, refused, seatFile } = await seated()
    const longer = await seatFile(30)
    now = start + day - 60_000
    await call('writing.enable', {})
    now = start + day
    expect(await refused('users.page', {})).toMatchObject({ code: 'not-allowed' })
    // A minute after they were enabled, nothing else would have ended them.
    expect((await call('writing.state', {})).enabledUntil).toBeNull()
    await call('seats.import', longer)
    expect((await call('writing.state', {})).enabledUntil).toBeNull()
    const { rows } = await call('journal.page', { limit: 50 })
    expect(rows.filter(({ kind }) => kind === 'writing').map(({ data }) => data)).toEqual([
      expect.objectContaining({ enabled: true }),
      expect.objectContaining({ enabled: false, because: 'seat' }),
    ])
  })

  it('tells the page without being asked, also when the clock was set on, and stays over when it is set back', async () => {
    const { call, refused, heard } = await seated()
    // A clock that is set on moves no timer.
    now = start + 30 * day
    vi.advanceTimersByTime(30_000)
    await Promise.resolve()
    expect(heard).toContain('seats')
    now = start
    expect(await refused('users.page', {})).toMatchObject({ code: 'not-allowed' })
    expect(await call('seats.state', {})).toMatchObject({ by: 'lost' })
    heard.length = 0
    vi.advanceTimersByTime(2 * day)
    expect(heard).toEqual([])
  })

  it('asks LastPass nothing by itself any more', async () => {
    const { call } = await seated({ refreshes: true })
    await call('directory.sync', {})
    const patient = { timeout: 15_000 }
    const asked = () => service?.requests.length ?? 0
    const before = asked()
    now = start + 3_600_000
    vi.advanceTimersByTime(3_600_000)
    await expect.poll(asked, patient).toBeGreaterThan(before)
    await expect.poll(async () => (await call('directory.status', {})).syncing, patient).toBeNull()
    now = start + day
    vi.advanceTimersByTime(30_000)
    vi.advanceTimersByTime(5 * 3_600_000)
    expect((await call('directory.status', {})).syncing).toBeNull()
  }, 60_000)

  it('sends nothing more of a job under way, not even what was about to be sent', async () => {
    const { call, demo } = await seated()
    await call('directory.sync', {})
    await call('writing.enable', {})
    const { rows } = await call('users.page', { status: ['active'], admin: false, limit: 40 })
    const people = rows.filter(({ passwordResetRequired }) => !passwordResetRequired).slice(0, 4)
    expect(people).toHaveLength(4)
    const { plan } = await call('changes.preview', {
      changes: people.map(({ username }) => ({ kind: 'require-password-change', username })),
    })
    const { job } = await call('changes.apply', { plan })
    demo.misbehave({
      how: { kind: 'slow', milliseconds: 1 },
      on: (command) => {
        if (command === 'requiremasterpasswordchange') now = start + day
        return false
      },
    })
    const ended = call('jobs.wait', { job })
    vi.advanceTimersByTime(60_000)
    const done = await ended
    expect(demo.ledger).toHaveLength(1)
    expect(done.state).toBe('done')
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'skipped', 'skipped', 'skipped'])
    expect(done.rows[1]?.message).toContain('seat')
  })

  it('is not over early, however far off the end is', async () => {
    const { call, heard } = await seated()
    now = start + day - 60_000
    vi.advanceTimersByTime(day - 60_000)
    await call('users.page', {})
    expect(heard).not.toContain('seats')
    now = start + day
    vi.advanceTimersByTime(60_050)
    await Promise.resolve()
    expect(heard).toContain('seats')
  })
})

describe('the end of a seat', () => {
  it('is final once it was seen, by who asks or by itself, however the clock is set, until another seat comes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    for (const seen of [(term: Term) => term.over(), () => vi.advanceTimersByTime(30_000)]) {
      now = start
      let until: string | null = new Date(start + day).toISOString()
      let told = 0
      const term = createTerm({ until: () => until, now: () => now, ended: () => told++ })
      expect(term.over()).toBe(false)
      now = start + day
      seen(term)
      for (const at of [day - 1, day + 1, 0, -30 * day, 2 * day]) {
        now = start + at
        expect(term.over()).toBe(true)
        vi.advanceTimersByTime(60_000)
      }
      await Promise.resolve()
      expect(told).toBe(1)
      now = start
      term.renew()
      expect(term.over()).toBe(false)
      until = null
      now = start + 2 * day
      term.renew()
      expect(term.over()).toBe(false)
      term.close()
    }
  })
})
