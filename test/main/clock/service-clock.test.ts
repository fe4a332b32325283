import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Signal } from '../../../src/contract/signals.ts'
import { type App, createApp } from '../../../src/main/app.ts'
import { createServiceClock } from '../../../src/main/clock/service-clock.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import type { AppOptions } from '../../../src/main/ports.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const start = Date.parse('2026-11-20T08:00:00Z')
const asDate = (time: number) => new Date(time).toUTCString()

/** A clock of the computer that can be wrong, and the time as it really is. */
function clocks(off = 0) {
  const state = { off, passed: 0 }
  const real = () => start + state.passed
  const service = createServiceClock({ now: () => real() + state.off, passed: () => state.passed })
  return { state, real, service }
}

describe('the Date of answers', () => {
  it('is said to be another time than the clock has once two answers agree on it, and no more once the clock is right', () => {
    for (const [off, word] of [
      [-3 * hour, '3 hours behind'],
      [10 * day, '10 days ahead'],
      [-6 * minute, '6 minutes behind'],
    ] as const) {
      const { state, real, service } = clocks(off)
      expect(service.heard(asDate(real()), 200)).toBe(false)
      expect(service.problem()).toBeNull()
      state.passed += minute
      expect(service.heard(asDate(real()), 200)).toBe(true)
      expect(service.problem()).toContain(word)
      // It is said once.
      expect(service.heard(asDate(real()), 200)).toBe(false)
      state.off = 0
      expect(service.problem()).toBeNull()
      expect(service.heard(asDate(real()), 200)).toBe(true)
    }
  })

  it('says nothing of a clock that is off by a few minutes, nor of an answer that took long', () => {
    const { state, real, service } = clocks(-4 * minute)
    for (let n = 0; n < 5; n++) {
      service.heard(asDate(real()), 200)
      state.passed += hour
    }
    expect(service.problem()).toBeNull()
    // The answer began when its request was begun, ten minutes ago.
    state.off = 0
    for (let n = 0; n < 3; n++) service.heard(asDate(real() - 10 * minute), 10 * minute)
    expect(service.problem()).toBeNull()
  })

  it('counts only where two answers in a row agree', () => {
    const { state, real, service } = clocks()
    for (let n = 0; n < 6; n++) {
      service.heard(asDate(n % 2 === 0 ? real() + 100 * day : real()), 100)
      state.passed += minute
    }
    expect(service.problem()).toBeNull()
    expect(service.atLeast()).toBe(0)
  })

  it.each([
    null,
    '',
    'yesterday',
    '2026-11-20T08:00:00Z',
    '1795161600',
    'Fri, 31 Nov 2026 08:00:00 GMT',
    'Mon, 20 Nov 2026 08:00:00 GMT',
    'Fri, 20 Nov 2026 08:00:00 +0500',
    'Fri, 20 Nov 2026 08:00:00 GMT, Fri, 20 Nov 2026 08:00:00 GMT',
    'Friday, 20-Nov-26 08:00:00 GMT',
    'Sat, 20 Nov +275761 08:00:00 GMT',
  ])('is passed over where it is missing or odd: %s', (date) => {
    const { service } = clocks(-10 * day)
    for (let n = 0; n < 3; n++) expect(service.heard(date, 1)).toBe(false)
    expect(service.atLeast()).toBe(0)
    expect(service.problem()).toBeNull()
  })

  it('goes on with the time that passes, however the clock is set', () => {
    const { state, real, service } = clocks()
    service.heard(asDate(real()), 0)
    service.heard(asDate(real()), 0)
    state.passed += 5 * day
    state.off = -5 * day
    expect(service.atLeast()).toBe(real())
    expect(service.problem()).toContain('5 days behind')
  })

  it('never says a later time than two answers did, whatever they say', () => {
    const said = fc.integer({ min: -40 * day, max: 40 * day })
    fc.assert(
      fc.property(fc.array(fc.tuple(said, fc.nat(2 * hour), fc.nat(minute)), { maxLength: 12 }), (answers) => {
        const { state, real, service } = clocks()
        let most = 0
        for (const [off, step, took] of answers) {
          state.passed += step
          most += step
          service.heard(asDate(real() + off), took)
          most = Math.max(most, real() + off)
          expect(service.atLeast()).toBeLessThanOrEqual(most)
        }
      }),
    )
  })
})

let service: ServedService | null = null
let demo: DemoService
const open: App[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
  await service?.close()
  service = null
})

const passphrase = 'correct horse battery'

/** A workstation whose clock can be set, connected with a service that goes by the right time. */
async function connected(off = 0) {
  const state = { off, passed: 0 }
  const real = () => start + state.passed
  demo = createDemo({ people: 40, seed: 5, now: real, founded: start - 100 * day })
  service = await serve(demo)
  const launch = async (home: string, more: Partial<AppOptions> = {}) => {
    const app = await createApp(
      testOptions(home, {
        ...{ now: () => real() + state.off, passed: () => state.passed, writing: true },
        saveFile: async (name, fill) => {
          await writeWhole(join(home, name), fill)
          return join(home, name)
        },
        ...more,
      }),
    )
    open.push(app)
    return { app, home, ...callsOf(app) }
  }
  const options = { vault: createKeptVault() }
  const home = temporaryFolder()
  const admin = await launch(home, options)
  const pair = { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url }
  await admin.call('tenants.connect', pair)
  return { state, launch, admin }
}

describe('over real HTTP', () => {
  it('a clock that is far behind is said on the page and in the journal, once, and no more when it is right', async () => {
    const { state, admin } = await connected(-10 * day)
    const heard: string[] = []
    admin.app.listen((signal: Signal) => {
      if (signal.name === 'changed') heard.push(...signal.families)
    })
    expect((await admin.call('app.state', {})).clockProblem).toBeNull()
    await admin.call('directory.sync', {})
    await admin.call('directory.sync', {})
    expect((await admin.call('app.state', {})).clockProblem).toContain('10 days behind')
    expect(heard).toContain('app')
    const lines = (await admin.call('journal.page', { limit: 100 })).rows.filter(({ kind }) => kind === 'note')
    expect(lines.map(({ data }) => data.text)).toEqual([expect.stringContaining('10 days behind')])
    state.off = 0
    expect((await admin.call('app.state', {})).clockProblem).toBeNull()
  })

  it.each([
    ['none', { kind: 'date', header: null }],
    ['an odd one', { kind: 'date', header: 'soon' }],
  ] as const)('nothing is said, and nothing ends, by %s', async (_, how) => {
    const { admin } = await connected(-10 * day)
    demo.misbehave({ how })
    for (let n = 0; n < 3; n++) await admin.app.call('directory.sync', {})
    expect((await admin.call('app.state', {})).clockProblem).toBeNull()
  })

  it('a waiting plan runs out by the time of the answers where the clock is set back', async () => {
    const { state, admin } = await connected()
    await admin.call('directory.sync', {})
    const { rows } = await admin.call('users.page', { status: ['active'], admin: false, limit: 1 })
    const { plan } = await admin.call('changes.preview', {
      changes: [{ kind: 'disable', username: rows[0]?.username ?? '' }],
    })
    await admin.call('changes.keep', { plan })
    const expired = async () => (await admin.call('changes.waiting', {})).plans[0]?.expired
    expect(await expired()).toBe(false)
    state.passed += 80 * hour
    state.off = -80 * hour
    await admin.call('directory.sync', {})
    expect(await expired()).toBe(true)
    // One answer with a lie does not bring it back, nor do many.
    demo.misbehave({ how: { kind: 'date', header: asDate(start) } })
    state.off = 0
    await admin.call('directory.sync', {})
    expect(await expired()).toBe(true)
  })

  /** A workstation that got a help desk's seat for one day, and can be started again. */
  async function seated({ launch, admin }: Awaited<ReturnType<typeof connected>>) {
    const made = await admin.call('seats.make', { seat: 'help-desk', label: 'Desk', passphrase, seatDays: 1 })
    const content = readFileSync(join(admin.home, made.file ?? ''), 'utf8')
    const home = temporaryFolder()
    let kept: unknown = {}
    const options = {
      vault: createKeptVault(),
      settings: { get: () => kept, set: (value: unknown) => (kept = structuredClone(value)) },
    }
    let desk = await launch(home, options)
    await desk.call('seats.import', { content, passphrase, signer: made.fingerprint })
    return {
      desk: () => desk,
      close: () => desk.app.close(),
      async start() {
        await desk.app.close()
        desk = await launch(home, options)
        return desk
      },
    }
  }
  const readTwice = async ({ app }: { app: App }) => {
    for (let n = 0; n < 2; n++) await app.call('directory.sync', {})
  }

  it('a seat ends by the time of the answers where the clock was set back before Provost saw the end', async () => {
    const office = await connected()
    const { state } = office
    const seat = await seated(office)
    await seat.close()
    state.passed += 3 * day
    state.off = -3 * day
    const desk = await seat.start()
    expect(await desk.call('seats.state', {})).toMatchObject({ seat: 'help-desk' })
    await readTwice(desk)
    expect(await desk.call('seats.state', {})).toMatchObject({ seat: 'manager', by: 'lost' })
    const before = service?.requests.length
    expect(await desk.refused('directory.sync', {})).toMatchObject({ code: 'not-allowed' })
    expect(service?.requests.length).toBe(before)
  })

  it('a Date that lies about the future rests a seat until the next start: nothing ends by it for good', async () => {
    const office = await connected()
    const seat = await seated(office)
    demo.misbehave({ how: { kind: 'date', header: asDate(start + 300 * day) } })
    await readTwice(seat.desk())
    expect(await seat.desk().call('seats.state', {})).toMatchObject({ by: 'lost' })
    demo.misbehave(null)
    const desk = await seat.start()
    await readTwice(desk)
    expect(await desk.call('seats.state', {})).toMatchObject({ seat: 'help-desk' })
  })

  it('a Date that lies about the past brings no seat back that has ended', async () => {
    const office = await connected()
    const seat = await seated(office)
    demo.misbehave({ how: { kind: 'date', header: asDate(start) } })
    await readTwice(seat.desk())
    office.state.passed += 2 * day
    expect(await seat.desk().call('seats.state', {})).toMatchObject({ by: 'lost' })
    office.state.off = -2 * day
    expect(await seat.desk().call('seats.state', {})).toMatchObject({ by: 'lost' })
  })
})
