import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CallFailure, call, failureOf } from '../../../src/renderer/lib/application/client.ts'
import { act, queryClient, readKey, startHeeding } from '../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { bridgeTo } from '../bridge.ts'

let tenant: TestTenant
let seen: ReturnType<typeof bridgeTo>
beforeAll(async () => {
  tenant = await openTenant({ people: 60, seed: 3 })
  seen = bridgeTo(tenant.app)
})
afterAll(() => tenant.close())

describe('a call from the page', () => {
  test('answers with the value', async () => {
    await act('directory.sync', {})
    const page = await call('users.page', { limit: 3 })
    expect(page.rows).toHaveLength(3)
    expect(page.total).toBeGreaterThanOrEqual(60)
  })

  test('fails with the failure that main gave', async () => {
    const failed = call('users.get', { username: 'nobody@example.com' })
    await expect(failed).rejects.toBeInstanceOf(CallFailure)
    await expect(failed).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })

  test('is cancelled in main when its signal is aborted', async () => {
    const abort = new AbortController()
    tenant.demo.misbehave({ how: { kind: 'slow', milliseconds: 5000 } })
    const failed = call('directory.sync', {}, abort.signal)
    abort.abort()
    await expect(failed).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(seen.cancelled).toHaveLength(1)
    tenant.demo.misbehave(null)
  })

  test('with a signal that is aborted already asks nothing', async () => {
    await expect(call('users.page', {}, AbortSignal.abort())).rejects.toThrow()
    expect(seen.cancelled).toHaveLength(1)
  })

  test('a fault of the page itself is called one', () => {
    expect(failureOf(new TypeError('x is undefined'))).toMatchObject({ code: 'internal', details: 'x is undefined' })
  })
})

describe('what the page has read', () => {
  const key = readKey('users.page', { limit: 1 })
  const isFresh = () => queryClient.getQueryState(key)?.isInvalidated === false
  const read = () =>
    queryClient.fetchQuery({ queryKey: key, queryFn: () => call('users.page', { limit: 1 }), staleTime: 0 })

  test('is out of date after an act that changes its family, and after no other', async () => {
    await read()
    await act('settings.set', { density: 'comfortable' })
    expect(isFresh()).toBe(true)
    await act('directory.sync', {})
    expect(isFresh()).toBe(false)
  })

  test('is out of date also when the act failed, for it may have got half way', async () => {
    await read()
    tenant.demo.misbehave({ how: { kind: 'hash-reset' } })
    await expect(act('directory.sync', {})).rejects.toBeInstanceOf(CallFailure)
    tenant.demo.misbehave(null)
    expect(isFresh()).toBe(false)
  })

  test('is out of date when main says so', async () => {
    await read()
    const stop = startHeeding()
    await tenant.call('directory.sync', {})
    expect(isFresh()).toBe(false)
    stop()
    await read()
    await tenant.call('directory.sync', {})
    expect(isFresh()).toBe(true)
  })

  test('progress of a refresh shows without asking', async () => {
    await queryClient.fetchQuery({
      queryKey: readKey('directory.status', {}),
      queryFn: () => call('directory.status', {}),
    })
    const steps: string[] = []
    const stop = startHeeding()
    const forget = queryClient.getQueryCache().subscribe(() => {
      const status = queryClient.getQueryData<{ syncing: { step: string } | null }>(readKey('directory.status', {}))
      steps.push(status?.syncing?.step ?? 'idle')
    })
    await tenant.call('directory.sync', {})
    // That it ended is read from main, together with what it brought.
    await queryClient.refetchQueries({ queryKey: readKey('directory.status', {}), stale: true })
    forget()
    stop()
    expect(steps).toContain('users')
    expect(steps.at(-1)).toBe('idle')
  })
})
