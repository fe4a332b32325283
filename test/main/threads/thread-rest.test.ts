import { once } from 'node:events'
import { getHeapSpaceStatistics } from 'node:v8'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { giveBack } from '../../../src/main/threads/give-back.ts'
import { answerCalls } from '../../../src/main/threads/thread-calls.ts'

describe('a thread that has nothing to do', () => {
  let channel: MessageChannel
  let end: () => void = () => {}
  const rest = vi.fn()
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    rest.mockClear()
    channel = new MessageChannel()
    answerCalls<{ quick: { ask: object; answer: object }; long: { ask: object; answer: object } }>(
      channel.port2,
      { quick: () => ({}), long: () => new Promise<object>((resolve) => (end = () => resolve({}))) },
      { rest },
    )
  })
  afterEach(() => {
    vi.useRealTimers()
    channel.port1.close()
  })

  const answered = (port: MessagePort) => once(port, 'message')
  const ask = (operation: string) => channel.port1.postMessage({ id: 1, operation, ask: {} })

  test('rests two seconds after its last answer, once', async () => {
    ask('quick')
    await answered(channel.port1)
    vi.advanceTimersByTime(1500)
    ask('quick')
    await answered(channel.port1)
    vi.advanceTimersByTime(1999)
    expect(rest).not.toHaveBeenCalled()
    vi.advanceTimersByTime(10_000)
    expect(rest).toHaveBeenCalledTimes(1)
  })

  test('does not rest while an answer is being worked out', async () => {
    ask('long')
    ask('quick')
    await answered(channel.port1)
    vi.advanceTimersByTime(10_000)
    expect(rest).not.toHaveBeenCalled()
    end()
    await answered(channel.port1)
    vi.advanceTimersByTime(2000)
    expect(rest).toHaveBeenCalledTimes(1)
  })
})

test('memory that nothing holds any more is given back', () => {
  const held = () => getHeapSpaceStatistics().reduce((sum, { space_size }) => sum + space_size, 0)
  let rows: object[] | null = Array.from({ length: 400_000 }, (_, n) => ({ n, name: `person ${n}` }))
  const before = held()
  expect(rows).toHaveLength(400_000)
  rows = null
  giveBack()
  expect(held()).toBeLessThan(before - 15_000_000)
})
