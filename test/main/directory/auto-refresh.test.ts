import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRefresher, type Refresher } from '../../../src/main/directory/sync/auto-refresh.ts'
import { type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
let refresher: Refresher
const minute = 60_000

beforeEach(async () => {
  engine = await openEngine(60)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
  refresher = createRefresher({
    session: () => engine.session,
    settings: () => ({ refreshMinutes: 60, staleMinutes: 5 }) as never,
    now: Date.now,
    online: () => true,
    log: { info: () => '', warn: () => '', error: () => '' },
  })
  refresher.tenantOpened()
})
afterEach(async () => {
  refresher.close()
  vi.useRealTimers()
  await engine.close()
})

/** Lets the timer come due, and waits for the refresh that it began. */
async function anHourLater(): Promise<void> {
  vi.advanceTimersByTime(60 * minute)
  expect(engine.session.directory.status().syncing).not.toBe(null)
  await engine.session.directory.sync(false).catch(() => {})
}
const status = () => engine.session.directory.status()
const errors = async () => (await engine.call('errors.page', {})).rows

describe('a refresh by itself', () => {
  it('asks again after an answer with suspiciously few people, and takes over a whole one, without anybody’s decision', async () => {
    const before = status().counts
    engine.demo.misbehave({ how: { kind: 'empty' }, on: 'getuserdata', times: 2 })
    await anHourLater()
    const first = status().suspicious
    expect(first).toMatchObject({ before: before?.users, now: 0 })
    await anHourLater()
    // The same question is one question: it is not told again, and who has put it aside is not asked anew.
    expect(status().suspicious).toEqual(first)
    expect(status().counts).toEqual(before)
    expect(await errors()).toHaveLength(1)
    await anHourLater()
    expect(status()).toMatchObject({ suspicious: null, lastAttempt: { failure: null } })
  })
})
