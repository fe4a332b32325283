import { describe, expect, test } from 'vitest'
import type { FailureCode } from '../../../src/contract/failure.ts'
import type { createClient } from '../../../src/main/lastpass/client.ts'
import {
  type Answer,
  blocked,
  cutOff,
  failure,
  hangUp,
  json,
  ok,
  page,
  refusal,
  serviceForTests,
  silent,
  text,
} from './loopback.ts'

const start = serviceForTests()

describe('a change', () => {
  const change = (lastpass: ReturnType<typeof createClient>) => lastpass.send('disableuser', ['ann@example.com'])

  test.each<[string, Answer]>([
    ['the connection broke', hangUp],
    ['the answer broke off', cutOff],
    ['the server had an error', text('oops', 500)],
    ['a gateway had an error', text('<h1>504</h1>', 504)],
    ['a page came', text('<html>try again</html>')],
    ['JSON was cut off', text('{"status":')],
    ['JSON was damaged', text('{"status":"OK",}')],
    ['nothing came', text('')],
    ['the answer says neither yes nor no', json({})],
    ['the word is unknown', json({ status: 'QUEUED' })],
    ['something answers that there is nothing', text('', 404)],
    ['something blocks', blocked],
    ['it is sent on', text('', 307, { location: '/x' })],
  ])('has an unknown outcome when %s, and is never sent again', async (_what, bad) => {
    const { lastpass, got } = await start([bad, ok])
    await expect(change(lastpass)).rejects.toEqual(
      failure('unknown-outcome', { message: expect.stringContaining('may have been made') }),
    )
    expect(got).toHaveLength(1)
  })

  test('that is not answered in time has an unknown outcome, and is never sent again', async () => {
    const { lastpass, got } = await start([silent, ok], { timeoutMs: 400 })
    await expect(change(lastpass)).rejects.toEqual(failure('unknown-outcome'))
    expect(got).toHaveLength(1)
  })

  test.each<[string, Answer, FailureCode]>([['the credential is wrong', refusal, 'credential-refused']])(
    'is known not to have been made when %s',
    async (_what, bad, code) => {
      const { lastpass, got } = await start([bad, ok])
      await expect(change(lastpass)).rejects.toEqual(failure(code))
      expect(got).toHaveLength(1)
    },
  )

  test('that is answered with "slow down" has an unknown outcome, is not sent again, and all that follows waits', async () => {
    const { lastpass, got, waits } = await start([text('', 429, { 'retry-after': '7' }), json({ Users: [] })])
    await expect(change(lastpass)).rejects.toEqual(failure('unknown-outcome', { retryAfterMs: 7000 }))
    expect([got.length, waits]).toEqual([1, []])
    await lastpass.send('getuserdata', page)
    expect(waits).toEqual([7000])
  })

  test('that found nobody was not made: offline, and not tried again', async () => {
    const { lastpass, records, close } = await start([ok])
    await close()
    await expect(change(lastpass)).rejects.toEqual(failure('offline'))
    expect(records).toHaveLength(1)
  })
})

describe('giving up', () => {
  test('before sending sends nothing', async () => {
    const { lastpass, got } = await start([ok])
    await expect(lastpass.send('disableuser', ['a'], AbortSignal.abort())).rejects.toEqual(failure('cancelled'))
    expect(got).toEqual([])
  })

  test('ends a read that is under way', async () => {
    const stop = new AbortController()
    const { lastpass, got } = await start([() => stop.abort()])
    await expect(lastpass.send('getuserdata', page, stop.signal)).rejects.toEqual(failure('cancelled'))
    expect(got).toHaveLength(1)
  })

  test('ends a read whose answer has begun', async () => {
    const stop = new AbortController()
    const { lastpass } = await start([
      (response) => response.write('{"Users":', () => setImmediate(() => stop.abort())),
    ])
    await expect(lastpass.send('getuserdata', page, stop.signal)).rejects.toEqual(failure('cancelled'))
  })

  test('leaves the outcome of a change unknown that is under way', async () => {
    const stop = new AbortController()
    const { lastpass } = await start([() => stop.abort()])
    await expect(lastpass.send('disableuser', ['a'], stop.signal)).rejects.toEqual(failure('unknown-outcome'))
  })
})

test('a fault in the list of requests does not hide what became of a change', async () => {
  const { lastpass } = await start([json({ status: 'OK' })], {
    onRequest: () => {
      throw new Error('disk full')
    },
  })
  expect(await lastpass.send('reinviteuser', { username: 'a' })).toMatchObject({ status: 'ok' })
})
