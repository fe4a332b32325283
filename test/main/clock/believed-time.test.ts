import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLatestTime } from '../../../src/main/changes/safety/latest-time.ts'
import { createWriting } from '../../../src/main/changes/safety/safe-mode.ts'
import { createBelievedTime, sinceStart } from '../../../src/main/clock/believed-time.ts'
import { createTerm } from '../../../src/main/seats/term.ts'
import { journalMigrations } from '../../../src/main/store/migrations/journal.ts'
import { openStore } from '../../../src/main/store/open.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const hour = 3_600_000

it('goes no faster than time passes, and as the clock where the two agree', () => {
  let [now, passed] = [1_000 * hour, 0]
  const believed = createBelievedTime(
    () => now,
    () => passed,
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(hour), fc.integer({ min: -5 * hour, max: 5 * hour }))), (steps) => {
      ;[now, passed] = [1_000 * hour, 0]
      const own = createBelievedTime(
        () => now,
        () => passed,
      )
      let most = now
      for (const [step, jump] of steps) {
        passed += step
        now += step + jump
        most = Math.max(most, now - Math.max(0, jump)) + step
        expect(own.time()).toBeLessThanOrEqual(now)
        expect(own.time()).toBeGreaterThanOrEqual(now - own.ahead())
      }
      expect(own.time()).toBeLessThanOrEqual(1_000 * hour + passed + 60_000 * (steps.length + 1))
    }),
  )
  ;[now, passed] = [1_000 * hour, 0]
  passed += hour
  now += hour + 30_000
  expect([believed.time(), believed.ahead()]).toEqual([now, 0])
  now += 400 * hour
  expect([believed.time(), believed.ahead()]).toEqual([1_001 * hour + 30_000, 400 * hour])
  now -= 400 * hour
  expect(believed.ahead()).toBe(0)
})

it('counts the time since the computer was started', () => {
  const before = sinceStart()
  expect(before).toBeGreaterThan(0)
  expect(sinceStart()).toBeGreaterThanOrEqual(before)
})

it('of waiting plans, a clock that is ahead is told once, and what it made run out comes back with the right time', () => {
  let [now, passed] = [1_000 * hour, 0]
  const store = openStore({
    file: join(temporaryFolder(), 'journal.db'),
    key: 'ab'.repeat(32),
    migrations: journalMigrations,
    durability: 'normal',
  })
  const told: number[] = []
  const latest = createLatestTime(
    store,
    () => now,
    (ms) => told.push(ms),
    () => passed,
  )
  const plan = { created: now, latest: latest.seen() }
  now += 100 * hour
  expect(latest.for(plan)).toBe(now)
  latest.seen()
  expect(told).toEqual([-100 * hour])
  now -= 100 * hour
  expect(latest.for(plan)).toBe(plan.created)
  // The time that really passed counts, and stays.
  passed += 80 * hour
  now += 80 * hour
  expect(latest.for(plan)).toBe(now)
  now -= 80 * hour
  expect(latest.for(plan) - plan.created).toBeGreaterThanOrEqual(79 * hour)
  store.close()
})

it('of a seat, a clock that is ahead suspends it, and only the time that passed ends it for good', async () => {
  let [now, passed] = [1_000 * hour, 0]
  const end = now + 10 * hour
  let told = 0
  const believed = createBelievedTime(
    () => now,
    () => passed,
  )
  let latest = 0
  const term = createTerm({
    until: () => new Date(end).toISOString(),
    now: () => (latest = Math.max(latest, believed.time())),
    wall: () => now,
    ended: () => told++,
  })
  now += 20 * hour
  expect(term.over()).toBe(true)
  now -= 20 * hour
  expect(term.over()).toBe(false)
  await Promise.resolve()
  expect(told).toBe(2)
  now += 11 * hour
  passed += 11 * hour
  expect(term.over()).toBe(true)
  now -= 11 * hour
  expect(term.over()).toBe(true)
  term.close()
})

it('of changes that are enabled, a clock that is set forward ends them, and is called the reason', () => {
  let [now, passed] = [1_000 * hour, 0]
  const ends: string[] = []
  const believed = createBelievedTime(
    () => now,
    () => passed,
  )
  const writing = createWriting({
    now: () => now,
    elapsed: () => passed,
    ahead: believed.ahead,
    always: false,
    changed: () => {},
    ended: (because) => ends.push(because),
  })
  writing.enable()
  now += hour
  expect(writing.until()).toBeNull()
  expect(ends).toEqual(['clock'])
})
