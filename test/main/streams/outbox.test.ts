import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createEventClock } from '../../../src/main/audit/events/event-clock.ts'
import { DeliveryProblem } from '../../../src/main/streams/receivers/receiver.ts'
import type { StreamRecord } from '../../../src/main/streams/stream-record.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { openStream } from './opened-stream.ts'

const zones = ['US/Eastern', 'Asia/Kathmandu', 'UTC', 'Europe/Paris', 'Australia/Lord_Howe']
/** Around the hour that America's clocks lose, and the one that they show twice. */
const walls = ['2026-03-08T01:30:00Z', '2026-11-01T00:30:00Z', '2026-06-10T12:00:00Z'].map(
  (at) => Date.parse(at) / 1000,
)

/** A stream, and a receiver that fails when it is told to. */
function open(record: Partial<StreamRecord> = {}) {
  const folder = temporaryFolder()
  const opened = openStream(folder, record)
  const received: string[] = []
  const seen: number[] = []
  return {
    ...opened,
    received,
    seen,
    /** `takes`: so many batches are taken; then one is received without a confirmation, or not at all. */
    async drain(takes = Number.POSITIVE_INFINITY, isReceived = false): Promise<boolean> {
      let left = takes
      try {
        await opened.drain(
          async (lines) => {
            const fails = left-- <= 0
            if (!fails || isReceived) received.push(...lines.map((line) => line.key))
            if (fails) throw new DeliveryProblem('passing', 'cut')
            return { refused: 0, said: null }
          },
          (waiting) => void seen.push(waiting),
        )
        return true
      } catch (error) {
        if (!(error instanceof DeliveryProblem)) throw error
        return false
      }
    },
    close() {
      opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const wall = fc
  .tuple(fc.constantFrom(...walls), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 }))
  .map(([base, hour, second]) => base + hour * 1800 + second)
const event = fc.record({ wall, who: fc.constantFrom('a', 'b'), action: fc.constantFrom('Log in', 'Reporting') })
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      events: fc.array(event, { minLength: 1, maxLength: 25 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('zone' as const), zone: fc.constantFrom(...zones) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fail' as const),
      takes: fc.integer({ min: 0, max: 1 }),
      isReceived: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'drain' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retention' as const), before: wall }) },
)

describe('what a stream hands over', () => {
  test('is every event that the archive ever showed it, each once but after a failure, under any late events and zones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const stream = open()
        try {
          let unconfirmed = 0
          stream.archive.setZone('US/Eastern')
          for (const each of steps) {
            const clock = createEventClock(stream.archive.zone() ?? 'UTC')
            if (each.kind === 'add')
              stream.archive.add(
                each.events.map(({ wall: at, who, action }) => ({
                  ...clock.instantOf(at),
                  ...{ username: who, ip: '192.0.2.1', action, data: '' },
                })),
                {},
              )
            else if (each.kind === 'zone') stream.archive.setZone(each.zone)
            else if (each.kind === 'retention') stream.archive.removeBefore(each.before)
            else if (each.kind === 'drain') expect(await stream.drain()).toBe(true)
            else if (!(await stream.drain(each.takes, each.isReceived)) && each.isReceived) unconfirmed++
          }
          expect(await stream.drain()).toBe(true)
          const before = stream.received.length
          expect(await stream.drain()).toBe(true)
          expect(stream.received.length).toBe(before)
          expect(stream.seen.at(-1)).toBe(0)
          const keys = new Set(stream.received)
          expect(stream.received.length - keys.size).toBeLessThanOrEqual(unconfirmed * 500)
          if (unconfirmed === 0) expect(stream.received.length).toBe(keys.size)
          const there = stream.keys()
          const removed = steps.some(({ kind }) => kind === 'retention')
          if (removed) expect(there.length).toBeLessThanOrEqual(keys.size)
          else expect([...keys].toSorted()).toEqual(there.toSorted())
        } finally {
          stream.close()
        }
      }),
      { numRuns: 20 },
    )
  }, 120_000)

  test('of a category that is added later is what was before too, and from now on is nothing older', async () => {
    const at = Date.parse('2026-06-10T12:00:00Z') / 1000
    const stream = open({ categories: ['login'], since: at + 10 })
    stream.archive.setZone('UTC')
    const add = (time: number, action: string) =>
      stream.archive.add([{ time, skipped: false, username: 'a', ip: '', action, data: '' }], {})
    add(at, 'Log in')
    add(at + 10, 'Log in')
    add(at + 20, 'Reporting')
    await stream.drain()
    expect(stream.received).toHaveLength(1)
    stream.stream.categories = ['login', 'api']
    await stream.drain()
    expect(stream.received).toHaveLength(2)
    add(at + 5, 'Log in')
    await stream.drain()
    expect(stream.received).toHaveLength(2)
    stream.close()
  })

  test('is looked at again only where something is new', async () => {
    const stream = open()
    stream.archive.setZone('UTC')
    const at = Date.parse('2026-06-10T12:00:00Z') / 1000
    const some = (from: number, n: number) =>
      Array.from({ length: n }, (_, index) => ({
        ...{ time: from + index * 600, skipped: false, username: 'a', ip: '', action: 'Log in', data: '' },
      }))
    stream.archive.add(some(at, 100), {})
    await stream.drain()
    expect(stream.received).toHaveLength(100)
    const leaves = stream.archive.entries().length
    expect(leaves).toBeGreaterThan(5)
    const opened: number[] = []
    const { leaf } = stream.archive
    stream.archive.leaf = (entry) => {
      opened.push(entry.n)
      return leaf(entry)
    }
    await stream.drain()
    expect(opened).toEqual([])
    stream.archive.add(some(at + 100 * 600, 1), {})
    await stream.drain()
    expect(stream.received).toHaveLength(101)
    expect(new Set(opened).size).toBeLessThan(4)
    stream.close()
  })
})
