import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SeatLimits } from '../../../src/contract/calls/company/seats.ts'
import { calls, type Output } from '../../../src/contract/calls.ts'
import { dayNumber } from '../../../src/main/clock/calendar-day.ts'
import type { Fetch } from '../../../src/main/ports.ts'
import { createMovesOf } from '../../../src/main/scores/history/recent-moves.ts'
import { createScores } from '../../../src/main/scores/scores.ts'
import { createSnapshots } from '../../../src/main/snapshots/snapshots.ts'
import { openSession } from '../../../src/main/tenants/open-session.ts'
import { createKeptVault, temporaryFolder, writerFile } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { openCompany } from './company.ts'

/** As the live numbers withhold them. */
const minimum = 5
let company: Awaited<ReturnType<typeof openCompany>>
beforeEach(async () => {
  company = await openCompany('2026-11-02T15:00:00Z')
})
afterEach(() => company.close())

const noKeys = { knownKeys: () => [], saveKnownKeys: () => {} }

/** A workstation of a manager, connected to the company; its seat is limited to these scopes. */
async function openManager(limits: Pick<SeatLimits, 'scopes' | 'people'>) {
  const home = temporaryFolder()
  const session = await openSession({
    record: {
      ...{ id: 'tenant' as never, label: 'Test', colour: 'blue', kind: 'lastpass', cid: '8000001', refused: false },
      ...{ baseUrl: company.url, timeZone: 'US/Eastern' },
    },
    folder: home,
    vault: createKeptVault(),
    sessionOnly: false,
    fetch: globalThis.fetch as unknown as Fetch,
    fixedCredential: { cid: '8000001', hash: 'f'.repeat(32) },
    writerFile,
    now: company.now,
    timeoutMs: 20_000,
    changes: { writing: false, actor: () => ({ user: 'tester' }) },
    announce: () => {},
  })
  const none = { saveFile: async () => null, now: company.now, session: () => session }
  const { told, handlers } = createSnapshots({
    ...none,
    ...{ identity: {} as never, handed: () => null, keys: noKeys, limits: () => limits },
  })
  const scores = createScores({ ...none, movesOf: createMovesOf(company.now), told: () => told })
  const { signal } = new AbortController()
  return {
    sync: () => session.directory.sync(true),
    /** Whether anything was told of this day, which then stays as it was. */
    async told(day: string) {
      const store = await session.scores.store()
      return store.prepare('SELECT 1 FROM published WHERE day = ?').get(dayNumber(day)) !== undefined
    },
    /** As a workstation that was never told anything. */
    async forget() {
      const store = await session.scores.store()
      for (const table of ['published', 'days', 'states', 'totals']) store.exec(`DELETE FROM ${table}`)
    },
    live: async () => handlers['snapshots.live']({}, signal),
    summary: async (scope: { group?: string }): Promise<Output<'scores.summary'>> =>
      calls['scores.summary'].output.parse(await scores['scores.summary'](scope, signal)),
    trend: async (asked: { group?: string; username?: string; from?: string; to?: string }) =>
      calls['scores.trend'].output.parse(await scores['scores.trend'](asked, signal)),
    async close() {
      await session.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

const address = (k: number) => `p${k}@example.com`
const many = 20
type Day = { scores: number[]; members: Record<string, number[]> }

function give({ scores, members }: Day) {
  company.has(
    Object.fromEntries(scores.map((totalscore, k) => [k + 1, { username: address(k), totalscore }])),
    Object.fromEntries(Object.entries(members).map(([name, list]) => [name, list.map(address)])),
  )
}

describe('summary and trend for a seat that sees nobody’s account', () => {
  /** Scores of which no few add up to another, so that what cancels out is the same person's same score. */
  const anyScore = fc.constantFrom(11, 23, 47, 95)
  const anyMembers = fc.record({
    from: fc.nat(many),
    to: fc.nat(many),
    without: fc.array(fc.nat(many - 1), { maxLength: 2 }),
  })
  const few = fc.uniqueArray(fc.nat(many - 1), { maxLength: 6 })
  const anyDays = fc.array(
    fc.record({
      after: fc.constantFrom(0, 3, 7, 8),
      moved: fc.oneof(few, few, fc.uniqueArray(fc.nat(many - 1), { maxLength: many })),
      leaves: fc.oneof(fc.constant<number[]>([]), fc.constant<number[]>([]), few),
      groups: fc.option(fc.tuple(anyMembers, anyMembers, anyMembers), { nil: null, freq: 1 }),
    }),
    { minLength: 3, maxLength: 3 },
  )

  it('give no number about fewer people than the minimum, whatever is asked on whichever days and put together', async () => {
    let told = 0
    let time = Date.parse('2026-11-02T15:00:00Z')
    const manager = await openManager({})
    const property = fc.assert(
      fc.asyncProperty(
        fc.array(anyScore, { minLength: many, maxLength: many }),
        fc.tuple(anyMembers, anyMembers, anyMembers),
        anyDays,
        async (start, groups, days) => {
          const byDay = new Map<string, Day>()
          const sums: number[][] = []
          const counts: number[][] = []
          const bands: number[][] = []
          time += 86_400_000
          await manager.forget()
          {
            let scores = start
            let of = groups
            for (const { after, moved, leaves, groups: changed } of days) {
              time += after * 86_400_000 + 60_000
              company.at(new Date(time).toISOString())
              scores = scores.map((score, k) => (moved.includes(k) ? (score === 11 ? 95 : 11) : score))
              of = changed ?? of
              const there = scores.map((score, k) => (leaves.includes(k) ? Number.NaN : score))
              const members = Object.fromEntries(
                of.map(({ from, to, without }, at) => [
                  `G${at}`,
                  [...there.keys()].filter((k) => k >= from && k < to && !without.includes(k)),
                ]),
              )
              company.has(
                Object.fromEntries(
                  [...there.keys()]
                    .filter((k) => !Number.isNaN(there[k]))
                    .map((k) => [k + 1, { username: address(k), totalscore: there[k] }]),
                ),
                Object.fromEntries(Object.entries(members).map(([name, list]) => [name, list.map(address)])),
              )
              const day = new Date(time).toISOString().slice(0, 10)
              if (!(await manager.told(day))) byDay.set(day, { scores: there, members })
              await manager.sync()
              const { body } = await manager.live()
              for (const group of [undefined, 'G0', 'G1', 'G2']) {
                const scope = group === undefined ? {} : { group }
                const people = (on: string, value: (score: number) => number) => {
                  const { scores: then, members: inside } = byDay.get(on) as Day
                  return then.map((score, k) =>
                    Number.isNaN(score) || (group !== undefined && !inside[group]?.includes(k)) ? 0 : value(score),
                  )
                }
                let sum: Output<'scores.summary'>
                try {
                  sum = await manager.summary(scope)
                } catch {
                  continue
                }
                expect(JSON.stringify(sum)).not.toMatch(/example\.com/)
                const { points } = await manager.trend(scope)
                for (const point of points) {
                  told++
                  sums.push(people(point.day, (score) => score))
                  counts.push(people(point.day, () => 1))
                  expect(point.withScore).toBe(counts.at(-1)?.reduce((all, one) => all + one, 0))
                }
                if (sum.counted !== null) counts.push(people(body.to as string, () => 1))
                const edges = [25, 50, 75, 100]
                sum.distribution?.forEach((count, band) => {
                  const low = band === 0 ? -1 : (edges[band - 1] as number)
                  bands.push(
                    people(body.to as string, (score) => (score > low && score <= (edges[band] as number) ? 1 : 0)),
                  )
                  expect(count).toBe(bands.at(-1)?.reduce((all, one) => all + one, 0))
                })
                if (sum.belowThreshold !== null) bands.push(people(body.to as string, (score) => (score < 50 ? 1 : 0)))
              }
            }
          }
          for (const kind of [sums, counts, bands]) expect(fewest(kind)).toBeGreaterThanOrEqual(minimum)
        },
      ),
      { numRuns: 15 },
    )
    await property.finally(manager.close)
    // The test would say nothing of a seat that is told nothing.
    expect(told).toBeGreaterThan(30)
  }, 60_000)

  /** Of how many people the smallest number is that is told of somebody, or follows from two or three that are told. */
  function fewest(given: readonly number[][]): number {
    const each = [...new Map(given.map((one) => [one.join(), one])).values()]
    let least = Number.POSITIVE_INFINITY
    const look = (...parts: number[][]) => {
      let about = 0
      for (let k = 0; k < many; k++) if (parts.reduce((sum, part) => sum + (part[k] as number), 0) !== 0) about++
      if (about > 0) least = Math.min(least, about)
    }
    const negative = (one: number[]) => one.map((value) => -value)
    each.forEach((a, first) => {
      look(a)
      each.slice(first + 1).forEach((b, second) => {
        look(a, negative(b))
        for (const c of each.slice(first + second + 2)) {
          look(a, negative(b), negative(c))
          look(negative(a), b, negative(c))
          look(negative(a), negative(b), c)
        }
      })
    })
    return least
  }

  it('have the shape of the calls, say why a number is null, and are those of the live numbers', async () => {
    const manager = await openManager({})
    try {
      give({
        scores: Array.from({ length: many }, (_, k) => 30 + k),
        members: { Four: [0, 1, 2, 3], Ten: Array.from({ length: 10 }, (_, k) => k + 10) },
      })
      await manager.sync()
      expect(await manager.summary({})).toMatchObject({
        average: 39.5,
        withScore: 20,
        counted: 20,
        active30Days: null,
        threshold: 50,
        withheld: expect.stringMatching(/^withheld: /),
      })
      expect(await manager.summary({ group: 'Four' })).toMatchObject({
        average: null,
        withScore: null,
        distribution: null,
        withheld: 'withheld: fewer than 5 people',
      })
      expect((await manager.trend({ group: 'Ten' })).points).toEqual([
        { day: '2026-11-02', average: 44.5, users: null, withScore: 10, distribution: null, below: null },
      ])
      expect((await manager.trend({ to: '2026-11-01' })).points).toEqual([])
      expect((await manager.trend({ group: 'Four' })).points).toEqual([])
      await expect(manager.summary({ group: 'Nobody' })).rejects.toMatchObject({ failure: { code: 'not-found' } })
      await expect(manager.trend({ username: address(1) })).rejects.toMatchObject({ failure: { code: 'not-allowed' } })
    } finally {
      await manager.close()
    }
  })

  it('are of what the seat names alone, and tell nothing of whether there is more', async () => {
    const manager = await openManager({ scopes: { departments: [], groups: ['Ten'] } })
    try {
      give({
        scores: Array.from({ length: many }, (_, k) => 30 + k),
        members: { Ten: Array.from({ length: 10 }, (_, k) => k + 10), Other: Array.from({ length: 10 }, (_, k) => k) },
      })
      await manager.sync()
      expect(await manager.summary({})).toMatchObject({ average: 44.5, withScore: 10 })
      const said = await Promise.all(
        ['Other', 'Nobody'].map((group) =>
          manager.summary({ group }).then(
            () => null,
            (error) => error.failure,
          ),
        ),
      )
      expect(said[0]).toMatchObject({ code: 'not-allowed' })
      expect(said[1]).toEqual(said[0])
    } finally {
      await manager.close()
    }
  })

  it('are remembered for other seats that look at the same day, so that three in turn tell of no four people', async () => {
    const limits: { scopes: SeatLimits['scopes'] } = { scopes: { departments: [], groups: ['Eight'] } }
    const manager = await openManager(limits)
    const told = async (scopes: SeatLimits['scopes']) => {
      limits.scopes = scopes
      return (await manager.live()).body.summary
    }
    try {
      give({
        scores: Array.from({ length: many }, (_, k) => 30 + k),
        members: { Eight: [...Array(8).keys()], Sixteen: [...Array(16).keys()] },
      })
      await manager.sync()
      expect(await told({ departments: [], groups: ['Eight'] })).toMatchObject({ withScore: 8 })
      expect(await told(null)).toMatchObject({ withScore: 20 })
      // With the whole they would leave four.
      expect(await told({ departments: [], groups: ['Sixteen'] })).toMatchObject({
        withScore: null,
        withheld: expect.stringContaining('could be worked out'),
      })
    } finally {
      await manager.close()
    }
  })

  it('withhold nothing from a seat whose file names people, and name those of its groups alone', async () => {
    const manager = await openManager({ scopes: { departments: [], groups: ['Four'] }, people: 'named' })
    try {
      give({
        scores: Array.from({ length: many }, (_, k) => 30 + k),
        members: { Four: [0, 1, 2, 3], Ten: Array.from({ length: 10 }, (_, k) => k + 10) },
      })
      await manager.sync()
      expect(await manager.summary({ group: 'Four' })).toMatchObject({ average: 31.5, withScore: 4 })
      const { body } = await manager.live()
      expect(body.rows.map(({ username, score }) => [username, score])).toEqual(
        [0, 1, 2, 3].map((k) => [address(k), 30 + k]),
      )
      await expect(manager.summary({ group: 'Ten' })).rejects.toMatchObject({ failure: { code: 'not-allowed' } })
    } finally {
      await manager.close()
    }
  })
})
