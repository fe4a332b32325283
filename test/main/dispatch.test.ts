import { describe, expect, it } from 'vitest'
import { type CallName, calls } from '../../src/contract/calls.ts'
import { Refusal } from '../../src/contract/failure.ts'
import type { Seat } from '../../src/contract/model.ts'
import { createDispatch, type Handlers } from '../../src/main/dispatch.ts'
import { fc } from '../harness/properties.ts'

/** A dispatcher over handlers that note what reached them. */
function make({
  seat = 'admin',
  company,
  ready,
  handler,
}: {
  seat?: Seat
  company?: () => string | null
  /** Loads the code of every call. */
  ready?: () => Promise<void>
  handler?: (name: string, input: unknown, signal: AbortSignal) => unknown
} = {}) {
  const reached: { name: string; input: unknown }[] = []
  const reports: unknown[] = []
  const handlers = Object.fromEntries(
    Object.keys(calls).map((name) => [
      name,
      Object.assign(
        (input: unknown, signal: AbortSignal) => {
          reached.push({ name, input })
          return handler?.(name, input, signal) ?? {}
        },
        ready === undefined ? {} : { ready },
      ),
    ]),
  ) as unknown as Handlers
  const dispatch = createDispatch({
    handlers,
    seat: () => seat,
    ...(company === undefined ? {} : { company }),
    report: (_, error) => {
      reports.push(error)
      return 'ref1'
    },
  })
  return { dispatch, reached, reports }
}

const failure = async (answer: Promise<unknown>) => {
  const result = (await answer) as {
    ok: boolean
    failure: { code: string; message: string; path?: string; reference?: string }
  }
  expect(result.ok).toBe(false)
  return result.failure
}

describe('the dispatcher', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'users', 'users.page ', 'USERS.PAGE'])(
    'refuses the name %j',
    async (name) => {
      const { dispatch, reached } = make()
      expect((await failure(dispatch(name, {}))).code).toBe('invalid')
      expect(reached).toEqual([])
    },
  )

  it('refuses anything that is not a name', async () => {
    const { dispatch, reached } = make()
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (name) => {
        fc.pre(typeof name !== 'string' || !Object.hasOwn(calls, name))
        expect((await failure(dispatch(name, {}))).code).toBe('invalid')
      }),
    )
    expect(reached).toEqual([])
  })

  it('lets no input through that the table does not describe', async () => {
    const names = Object.keys(calls) as CallName[]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.anything({ withNullPrototype: true, withBigInt: true, maxDepth: 2 }),
        async (name, input) => {
          const { dispatch, reached } = make()
          await dispatch(name, input)
          for (const { input: given } of reached) expect(calls[name].input.safeParse(given).success).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  it.each([
    ['an unknown part', { limit: 1, sql: 'x' }],
    ['a page over 500 rows', { limit: 501 }],
    ['a negative offset', { offset: -1 }],
    ['a text where a list belongs', { status: 'active' }],
    ['a status that does not exist', { status: ['gone'] }],
    ['a text of 10 MB', { text: 'x'.repeat(10_000_000) }],
    ['a sort by something else', { sort: { by: 'hash' } }],
  ])('refuses %s and says where', async (_, input) => {
    const { dispatch, reached } = make()
    const { code, message } = await failure(dispatch('users.page', input))
    expect(code).toBe('invalid')
    expect(message.length).toBeLessThan(400)
    expect(reached).toEqual([])
  })

  it('does not repeat what was typed, which may be a secret', async () => {
    const { dispatch } = make()
    const answer = await dispatch('tenants.connect', {
      cid: '12345678',
      hash: 'topsecret-hash-0123456789'.repeat(40),
      label: 'A',
    })
    expect(JSON.stringify(answer)).not.toContain('topsecret')
  })

  it('asks the seat before the input, and refuses who may not', async () => {
    const { dispatch, reached } = make({ seat: 'manager' })
    expect((await failure(dispatch('users.page', { nonsense: true }))).code).toBe('not-allowed')
    expect((await failure(dispatch('tenants.remove', { id: 'a', label: 'b' }))).code).toBe('not-allowed')
    expect(reached).toEqual([])
  })

  it('gives a refusal as data, with all its parts', async () => {
    const { dispatch } = make({
      handler: () => {
        throw new Refusal('rate-limited', 'Slow down.', { retryAfterMs: 1200, details: 'Too Many Requests' })
      },
    })
    expect(await failure(dispatch('app.state', {}))).toEqual({
      code: 'rate-limited',
      message: 'Slow down.',
      retryAfterMs: 1200,
      details: 'Too Many Requests',
    })
  })

  it('turns a fault into a reference and keeps its text to the log', async () => {
    const { dispatch, reports } = make({
      handler: () => {
        throw new TypeError('provhash abc is undefined')
      },
    })
    const given = await failure(dispatch('app.state', {}))
    expect(given).toMatchObject({ code: 'internal', reference: 'ref1' })
    expect(given.message).not.toContain('provhash')
    expect(reports).toHaveLength(1)
  })

  it('gives nothing that the table does not describe', async () => {
    const { dispatch } = make({ handler: () => ({ views: [], secret: 'hash' }) })
    expect(await dispatch('views.list', {})).toEqual({ ok: true, value: { views: [] } })
    const bad = make({ handler: () => ({ views: 'all' }) })
    expect((await failure(bad.dispatch('views.list', {}))).code).toBe('internal')
  })

  it('does not start what was cancelled already', async () => {
    const { dispatch, reached } = make()
    expect((await failure(dispatch('app.state', {}, AbortSignal.abort()))).code).toBe('cancelled')
    expect(reached).toEqual([])
  })

  it.each(['SQLITE_CORRUPT', 'SQLITE_NOTADB'])('says of a database that met %s that it is damaged', async (code) => {
    const { dispatch } = make({
      handler: () => {
        throw Object.assign(new Error('database disk image is malformed'), { code })
      },
    })
    expect(await failure(dispatch('scores.settings', {}))).toMatchObject({
      code: 'storage',
      message: expect.stringContaining('A local database is damaged'),
    })
  })

  it.each([
    { from: 'one', to: 'two' },
    { from: 'one', to: null },
    { from: null, to: 'two' },
  ])('does nothing in $to that was asked in $from, however late its code came', async ({ from, to }) => {
    let open: string | null = from
    const { dispatch, reached } = make({
      company: () => open,
      ready: async () => {
        open = to
      },
    })
    expect(await failure(dispatch('directory.sync', {}))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('nothing was done'),
    })
    expect(reached).toEqual([])
  })

  it('lets a switch of companies wait for another one', async () => {
    let open = 'one'
    const { dispatch, reached } = make({
      company: () => open,
      ready: async () => {
        open = 'two'
      },
    })
    await dispatch('tenants.switch', { id: 'three' })
    expect(reached).toEqual([{ name: 'tenants.switch', input: { id: 'three' } }])
  })
})
