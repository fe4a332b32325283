import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRooms } from '../../../src/main/joiners/joiners-room.ts'
import { createPersonHandlers } from '../../../src/main/joiners/person-handlers.ts'
import { createStartDay } from '../../../src/main/joiners/start-day.ts'
import { type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
let now: number
let seat: string
let clockProblem: string | null
let told: number
let startDay: ReturnType<typeof createStartDay>
let persons: ReturnType<typeof createPersonHandlers>
let rooms: ReturnType<typeof createRooms>
const { signal } = new AbortController()
const day = 24 * 3_600_000

beforeEach(async () => {
  now = Date.parse('2026-11-20T08:00:00Z')
  seat = 'admin'
  clockProblem = null
  told = 0
  engine = await openEngine(60, { writing: false }, { now: () => now })
  rooms = createRooms({ session: () => engine.session, now: () => now })
  persons = createPersonHandlers(rooms, () => now)
  startDay = createStartDay(rooms, {
    current: () => engine.session,
    now: () => now,
    actor: () => ({ operator: 'test' }),
    seat: () => seat,
    clockProblem: () => clockProblem,
    changed: () => told++,
  })
  rooms.room().kept.put('settings', 'joiners', { sendOnStartDate: true })
})
afterEach(() => engine.close())

const group = () => engine.session.directory.reads.names().groups[0] as string
async function wait(): Promise<string> {
  const { plan } = await persons['joiners.planPerson'](
    {
      fields: { username: 'new.person@example.com', firstName: 'New', lastName: 'Person', startDate: '2026-11-23' },
      groups: [group()],
      attributes: {},
      enable: false,
      waits: true,
    },
    signal,
  )
  return plan
}
const approve = (plan: string, yes = true) => startDay.handlers['joiners.approveStart']({ plan, approve: yes }, signal)
const waiting = async () => (await startDay.handlers['joiners.waiting']({}, signal)).rows
const enable = () => engine.session.changes.writing.enable()
const sent = () => engine.call('jobs.page', { limit: 10 })
const onTheDay = async () => {
  now += 3 * day
  await engine.session.directory.sync(false)
}

describe('a joiner who was approved beforehand', () => {
  it('goes by itself on the day, once, while changes are enabled, and not before', async () => {
    const plan = await wait()
    enable()
    await approve(plan)
    await startDay.look()
    expect((await sent()).rows).toEqual([])
    await onTheDay()
    // Changes ended meanwhile: nothing goes.
    await startDay.look()
    expect((await sent()).rows).toEqual([])
    enable()
    await startDay.look()
    await startDay.look()
    expect((await sent()).rows.map(({ plan: from }) => from)).toEqual([plan])
    expect(await waiting()).toEqual([])
    const lines = (await engine.call('journal.page', { offset: 0, limit: 100 })).rows.map(({ kind }) => kind)
    expect(lines.filter((kind) => kind.startsWith('start-'))).toEqual(['start-approved', 'start-day'])
  })

  it('does not go on a day that only a wrong clock says it is', async () => {
    const plan = await wait()
    enable()
    await approve(plan)
    await onTheDay()
    enable()
    clockProblem = 'The clock is 3 days ahead.'
    await startDay.look()
    expect((await sent()).rows).toEqual([])
    clockProblem = null
    await startDay.look()
    expect((await sent()).rows.map(({ plan: from }) => from)).toEqual([plan])
  })

  it.each([
    ['the address was taken', () => engine.demo.edit.addUser('new.person@example.com'), /no longer as it was approved/],
    [
      'the group is gone',
      () => {
        for (const { username } of engine.session.directory.reads
          .at([...engine.session.directory.reads.find({ groups: [group()] }, [])])
          .map(({ user }) => user))
          engine.demo.edit.removeFromGroup(username, group())
      },
      /no longer as it was approved/,
    ],
    [
      'another seat is here',
      () => {
        seat = 'help desk'
      },
      /seat/,
    ],
    [
      'a reason is asked for by now',
      () => engine.call('guards.set', { reasonRequired: true }),
      /^Sending it needs a reason\.$/,
    ],
  ])('asks again where %s', async (_, change, why) => {
    const plan = await wait()
    enable()
    await approve(plan)
    await change()
    await onTheDay()
    enable()
    await startDay.look()
    expect((await sent()).rows).toEqual([])
    expect(await waiting()).toMatchObject([{ plan, due: true, approved: null, asks: expect.stringMatching(why) }])
  })

  it('asks again where what is known is old, and where the setting was turned off nothing goes', async () => {
    const plan = await wait()
    enable()
    await approve(plan)
    now += 3 * day
    enable()
    rooms.room().kept.put('settings', 'joiners', { sendOnStartDate: false })
    await startDay.look()
    expect(await waiting()).toMatchObject([{ approved: expect.any(String), asks: null }])
    rooms.room().kept.put('settings', 'joiners', { sendOnStartDate: true })
    await startDay.look()
    expect((await sent()).rows).toEqual([])
    expect(await waiting()).toMatchObject([{ approved: null, asks: expect.stringMatching(/older than a day/) }])
  })

  it('is approved only while changes are enabled and the setting is on, and is taken back', async () => {
    const plan = await wait()
    await expect(approve(plan)).rejects.toMatchObject({ failure: { code: 'not-allowed' } })
    enable()
    rooms.room().kept.put('settings', 'joiners', { sendOnStartDate: false })
    await expect(approve(plan)).rejects.toMatchObject({ failure: { code: 'conflict' } })
    rooms.room().kept.put('settings', 'joiners', { sendOnStartDate: true })
    await approve(plan)
    await approve(plan, false)
    await onTheDay()
    enable()
    await startDay.look()
    expect((await sent()).rows).toEqual([])
    expect(await waiting()).toMatchObject([{ approved: null, asks: null, due: true }])
  })
})

it('a day that comes while the application is open is told once, whoever waits and whether or not anybody goes', async () => {
  rooms.room().kept.put('settings', 'joiners', { sendOnStartDate: false })
  await wait()
  await startDay.look()
  expect(told).toBe(0)
  now += 3 * day
  await startDay.look()
  await startDay.look()
  expect(told).toBe(1)
  expect(await waiting()).toMatchObject([{ due: true }])
})
