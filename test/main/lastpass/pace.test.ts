import { describe, expect, test } from 'vitest'
import { retryAfterMs } from '../../../src/main/lastpass/answers/verdict.ts'
import type { ClientOptions } from '../../../src/main/lastpass/client.ts'
import { createPace } from '../../../src/main/lastpass/pace.ts'
import { type Answer, client, failure, json, ok, onePage, serviceForTests, text } from './loopback.ts'

const start = serviceForTests()
const tooMany = (after?: string): Answer => text('slow down', 429, after === undefined ? {} : { 'retry-after': after })

describe('how long to wait', () => {
  const now = Date.UTC(2026, 0, 5, 12)
  test.each([
    ['7', 7000],
    [' 0 ', 0],
    ['Mon, 05 Jan 2026 12:01:30 GMT', 90_000],
    ['Mon, 05 Jan 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    ['-5', null],
    ['1.5', null],
    ['2026', 2_026_000],
    [null, null],
    ['99999999999', null],
  ])('is what Retry-After %j says', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms)
  })
})

describe('asked to slow down', () => {
  test('waits as long as it was told, then goes on', async () => {
    const { lastpass, waits } = await start([tooMany('3'), tooMany('Mon, 05 Jan 2026 12:00:33 GMT'), onePage])
    expect((await lastpass.send('getuserdata', {})).users).toHaveLength(1)
    expect(waits).toEqual([3000, 30_000])
  })

  test('waits longer each time when it was not told, by a share that chance decides', async () => {
    const shares = [1, 0.5, 0.25]
    const { lastpass, waits } = await start([tooMany(), tooMany(), tooMany(), onePage], {
      random: () => shares.shift() ?? 0,
    })
    await lastpass.send('getuserdata', {})
    expect(waits).toEqual([1000, 1000, 1000])
  })

  test('never waits longer than a minute by its own choice', async () => {
    const { lastpass, waits } = await start([tooMany()], { maxAttempts: 9 })
    await expect(lastpass.send('getuserdata', {})).rejects.toEqual(failure('rate-limited'))
    expect(Math.max(...waits)).toBe(60_000)
  })

  test('gives up after the attempts allowed, and says when to try again', async () => {
    const { lastpass, got } = await start([tooMany('5')])
    await expect(lastpass.send('getuserdata', {})).rejects.toEqual(failure('rate-limited', { retryAfterMs: 5000 }))
    expect(got).toHaveLength(4)
  })

  test('holds all other requests as well', async () => {
    const { lastpass, waits } = await start([tooMany('20'), ok, json({ Users: [] })], { maxAttempts: 1 })
    await expect(lastpass.send('getuserdata', {})).rejects.toEqual(failure('rate-limited'))
    await lastpass.send('reinviteuser', { username: 'a' })
    expect(waits).toEqual([20_000])
  })

  test('for an hour does not sit and wait: whoever asks is told how long it is', async () => {
    const { lastpass, got, clock } = await start([tooMany('3600'), onePage])
    await expect(lastpass.send('getuserdata', {})).rejects.toEqual(failure('rate-limited', { retryAfterMs: 3_600_000 }))
    clock.now += 1_000_000
    await expect(lastpass.send('disableuser', ['a'])).rejects.toEqual(
      failure('rate-limited', { retryAfterMs: 2_600_000 }),
    )
    expect(got).toHaveLength(1)
    clock.now += 2_600_000
    expect((await lastpass.send('getuserdata', {})).users).toHaveLength(1)
  })
})

/** Answers only when told, and knows how many requests wait. */
function gate(body: string) {
  const held: (() => void)[] = []
  const changed: (() => void)[] = []
  let most = 0
  const answer: Answer = (response) => {
    held.push(() => response.end(body))
    most = Math.max(most, held.length)
    for (const tell of changed.splice(0)) tell()
  }
  return {
    answer,
    most: () => most,
    async waiting(count: number) {
      while (held.length < count) await new Promise<void>((resolve) => changed.push(resolve))
    },
    release: (): void => {
      held.shift()?.()
    },
  }
}

describe('at once', () => {
  test('two reads are under way, never three', async () => {
    const door = gate('{"Users":[]}')
    const { lastpass, got } = await start([door.answer])
    const all = Promise.all(Array.from({ length: 6 }, (_, pageindex) => lastpass.send('getuserdata', { pageindex })))
    for (let left = 6; left > 0; left--) {
      await door.waiting(Math.min(2, left))
      door.release()
    }
    await all
    expect(got.map(({ json }) => (json.data as { pageindex: number }).pageindex).sort()).toEqual([0, 1, 2, 3, 4, 5])
  })

  test.each([
    ['read', 2],
    ['write', 1],
  ] as const)('of the kind "%s" only %i begin, the next one when one has ended', async (kind, most) => {
    const pace = createPace({ gapMs: 0, now: Date.now, sleep: async () => {} })
    const begun: (() => void)[] = []
    const all = Array.from({ length: 4 }, () =>
      pace.run(kind, new AbortController().signal, () => new Promise<void>((resolve) => begun.push(resolve))),
    )
    for (let ended = 0; ended < 4; ended++) {
      await new Promise(setImmediate)
      expect(begun).toHaveLength(Math.min(4, ended + most))
      begun[ended]?.()
      await all[ended]
    }
  })

  test('one change is under way, and they leave in their order', async () => {
    const door = gate('{"status":"OK"}')
    const { lastpass, got } = await start([door.answer])
    const all = Promise.all(['a', 'b', 'c'].map((username) => lastpass.send('reinviteuser', { username })))
    for (let left = 3; left > 0; left--) {
      await door.waiting(1)
      door.release()
    }
    await all
    expect(door.most()).toBe(1)
    expect(got.map(({ json }) => (json.data as { username: string }).username)).toEqual(['a', 'b', 'c'])
  })

  test('a change that was told to slow down is not sent again, and a later one waits as long', async () => {
    const { lastpass, got, waits } = await start([tooMany('2'), ok])
    const first = lastpass.send('disableuser', ['a'])
    const second = lastpass.send('enableuser', ['a'])
    await expect(first).rejects.toEqual(failure('unknown-outcome', { retryAfterMs: 2000 }))
    await second
    expect(got.map(({ cmd }) => cmd)).toEqual(['disableuser', 'enableuser'])
    expect(waits).toEqual([2000])
  })

  test('a read goes on while a change waits for its answer', async () => {
    const door = gate('{"status":"OK"}')
    const { lastpass } = await start([door.answer, onePage])
    const change = lastpass.send('disableuser', ['a'])
    await door.waiting(1)
    expect((await lastpass.send('getuserdata', {})).users).toHaveLength(1)
    door.release()
    expect(await change).toMatchObject({ status: 'ok' })
  })

  test('one that waits for its turn can be given up, and is then never sent', async () => {
    const door = gate('{"status":"OK"}')
    const { lastpass, got } = await start([door.answer])
    const first = lastpass.send('disableuser', ['a'])
    await door.waiting(1)
    const stop = new AbortController()
    const second = lastpass.send('disableuser', ['b'], stop.signal)
    stop.abort()
    await expect(second).rejects.toEqual(failure('cancelled'))
    door.release()
    await first
    expect(await Promise.all([lastpass.send('disableuser', ['c']), door.waiting(1).then(door.release)])).toMatchObject([
      { status: 'ok' },
      undefined,
    ])
    expect(got.map(({ json }) => json.data)).toEqual([['a'], ['c']])
  })

  test('one that was given up before it came waits for nobody', async () => {
    const door = gate('{"status":"OK"}')
    const { lastpass, got } = await start([door.answer])
    const first = lastpass.send('disableuser', ['a'])
    await door.waiting(1)
    await expect(lastpass.send('disableuser', ['b'], AbortSignal.abort())).rejects.toEqual(failure('cancelled'))
    door.release()
    await first
    expect(got).toHaveLength(1)
  })
})

describe('between requests', () => {
  test('there is no gap on this computer', async () => {
    const { lastpass, waits } = await start([ok])
    for (const username of ['a', 'b']) await lastpass.send('reinviteuser', { username })
    expect(waits).toEqual([])
  })

  test('there is the gap that was set, whatever their kind', async () => {
    const { lastpass, waits } = await start([ok, json({ Users: [] }), ok])
    lastpass.setGap(250)
    await lastpass.send('reinviteuser', { username: 'a' })
    await lastpass.send('getuserdata', {})
    await lastpass.send('reinviteuser', { username: 'b' })
    expect(waits).toEqual([250, 250])
  })

  test('there is a tenth of a second towards the real service', async () => {
    const answer = (async () => ({
      status: 200,
      headers: new Headers(),
      body: new Response('{"status":"OK"}').body,
    })) as ClientOptions['fetch']
    const { lastpass, waits } = client('https://service.example.com/enterpriseapi.php', { fetch: answer })
    for (const username of ['a', 'b']) await lastpass.send('reinviteuser', { username })
    expect(waits).toEqual([100])
  })
})

test('a clock that is set back makes nobody wait', async () => {
  let clock = Date.UTC(2026, 0, 5, 12)
  const waits: number[] = []
  const { lastpass } = await start([ok], {
    now: () => clock,
    gapMs: 50,
    sleep: async (ms) => void waits.push(ms),
    elapsed: () => 0,
  })
  await lastpass.send('reinviteuser', { username: 'a' })
  clock -= 3_600_000
  await lastpass.send('reinviteuser', { username: 'b' })
  expect(waits).toEqual([50])
})

test('a request that waits out the gap hears of a pause that began meanwhile', async () => {
  let now = 0
  const waits: number[] = []
  const pace = createPace({
    gapMs: 100,
    now: () => now,
    sleep: async (ms) => {
      waits.push(ms)
      now += ms
      if (waits.length === 1) pace.pause(5000)
    },
  })
  const { signal } = new AbortController()
  await pace.ready(signal)
  await pace.ready(signal)
  expect(waits).toEqual([100, 5000])
})
