import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createFetchTimer } from '../../../src/main/audit/fetch/fetch-timer.ts'
import { createFetching, type FetchParts } from '../../../src/main/audit/fetch/fetching.ts'
import type { AuditOperations } from '../../../src/main/audit/protocol.ts'
import { callThread } from '../../../src/main/threads/thread-calls.ts'
import { auditFile } from '../../harness/application.ts'
import { key, reporting, start } from './generated.ts'

const day = 86_400

interface Asked {
  from: string
  to: string
  next?: string
}

/** An archive behind its real thread, and a service that holds these events; `trouble` may fail a request. */
async function setUp(events: Parameters<typeof reporting>[0], trouble: (asked: number) => void = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'provost-fetch-'))
  const thread = callThread<AuditOperations>(new Worker(auditFile))
  await thread.ask('open', { folder, key })
  await thread.ask('zone', { zone: 'UTC' })
  const service = reporting(events, 'UTC', { ceiling: 40, next: 'text' })
  const asked: Asked[] = []
  let time = start + 100 * day
  const archive: FetchParts['archive'] = { thread: async () => thread, fetching: null, byItself: null }
  const open = {
    record: { timeZone: 'UTC' },
    lastpass: () => ({
      body: async (_command: string, data: Asked, signal: AbortSignal) => {
        signal.throwIfAborted()
        asked.push(data)
        trouble(asked.length)
        return new Uint8Array(service.answer(data))
      },
    }),
  } as never
  const fetching = createFetching({ now: () => time * 1000, changed: () => {}, fetched: async () => {} })
  return {
    parts: { open, archive, thread } satisfies FetchParts,
    fetching,
    asked,
    move: (seconds: number) => {
      time += seconds
    },
    count: async () => (await thread.ask('status', {})).events,
    async close() {
      await thread.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const happened = (count: number, every: number) =>
  Array.from({ length: count }, (_, n) => ({
    at: (99 * day - n * every) * 1_000_000,
    username: `p${n % 7}@example.com`,
    ip: '192.0.2.1',
    action: 'Log in',
    data: '',
  }))
const wallAt = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')

describe('fetching by itself', () => {
  test('goes back as far as there are events, and later asks for what is new alone', async () => {
    const events = happened(200, 20_000)
    const { parts, fetching, asked, move, count, close } = await setUp(events)
    try {
      await fetching.missing(parts)
      expect(await count()).toBe(200)
      // Long before the first event it stops asking.
      expect(
        asked
          .map(({ from }) => from)
          .sort()[0]
          ?.slice(0, 4),
      ).not.toBe('2024')
      asked.length = 0
      move(900)
      events.push({ ...(events[0] as (typeof events)[0]), at: (100 * day + 600) * 1_000_000 })
      await fetching.missing(parts)
      expect(asked).toHaveLength(1)
      // An hour before what is known, for what LastPass lists late.
      expect(asked[0]?.from).toBe(wallAt(start + 100 * day - 3600))
    } finally {
      await close()
    }
  })

  test('that is cut off anywhere goes on where it was, and doubles nothing', async () => {
    for (const cut of [1, 2, 4, 7]) {
      let cuts = 0
      const { parts, fetching, count, close } = await setUp(happened(200, 20_000), (asked) => {
        if (asked % (cut + 3) !== cut || cuts > 3) return
        cuts++
        throw new Error('The line was cut.')
      })
      try {
        let failures = 0
        for (let round = 0; round < 8; round++)
          await fetching.missing(parts).catch(() => {
            failures++
          })
        expect(failures).toBeGreaterThan(0)
        expect(await count()).toBe(200)
        expect((await parts.thread.ask('choices', {})).backfill?.done).toBe(true)
      } finally {
        await close()
      }
    }
  })

  test("makes way for a person's fetch, and two of people's are refused", async () => {
    const { parts, fetching, asked, count, close } = await setUp(happened(200, 20_000))
    try {
      const own = fetching.missing(parts).catch((error: unknown) => error)
      await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0))
      const signal = new AbortController().signal
      const span = { first: start + 98 * day, last: start + 100 * day }
      const first = fetching.asked(parts, span, signal)
      await own
      await vi.waitFor(() => expect(parts.archive.fetching?.byItself).toBe(false))
      await expect(fetching.asked(parts, span, signal)).rejects.toThrow('Events are being fetched already')
      expect((await first).received).toBeGreaterThan(0)
      await fetching.missing(parts)
      expect(await count()).toBe(200)
    } finally {
      await close()
    }
  })
})

describe('the timer', () => {
  afterEach(() => vi.useRealTimers())
  test('fetches when it is time, and only where it may', async () => {
    vi.useFakeTimers()
    const state = { minutes: 15, credential: 'ready', online: true, open: true }
    const fetched: number[] = []
    let fails = false
    const begun = Date.now()
    const timer = createFetchTimer({
      session: () => (state.open ? ({ credential: () => state.credential } as never) : null),
      settings: () => ({ auditMinutes: state.minutes }) as never,
      now: Date.now,
      online: () => state.online,
      log: { info: () => '', warn: () => '', error: () => '' },
      fetch: async () => {
        fetched.push(Math.round((Date.now() - begun) / 60_000))
        if (fails) throw new Error('refused')
      },
    })
    timer.tenantOpened()
    await vi.advanceTimersByTimeAsync(31 * 60_000)
    expect(fetched).toEqual([15, 30])
    state.online = false
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    state.online = true
    state.credential = 'refused'
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    state.credential = 'ready'
    state.minutes = 0
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    expect(fetched).toEqual([15, 30])
    state.minutes = 60
    fails = true
    await vi.advanceTimersByTimeAsync(121 * 60_000)
    // Two hours since the last one: at once, and then every hour, whether it fails or not.
    expect(fetched.slice(2)).toEqual([212, 272, 332])
    timer.close()
    await vi.advanceTimersByTimeAsync(600 * 60_000)
    expect(fetched).toHaveLength(5)
  })
})
