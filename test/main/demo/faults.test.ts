import { describe, expect, it } from 'vitest'
import type { Fault, Misbehaviour } from '../../../src/main/demo/service/faults.ts'
import type { Sleep } from '../../../src/main/demo/service/network-line.ts'
import { account, ask, askText, company, ordinary, requestOf, send, type UserData } from './ask.ts'

const users = (service: ReturnType<typeof company>) => requestOf(service, 'getuserdata', { pagesize: 20 })

/** The code that a failed `fetch` carries. */
async function codeOf(sent: Promise<unknown>): Promise<unknown> {
  const error: unknown = await sent.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(TypeError)
  return ((error as Error).cause as { code?: string }).code
}

async function statusOf(service: ReturnType<typeof company>, body: string): Promise<number> {
  return (await send(service, body)).status
}

describe('faults', () => {
  it('answers with a status and the wait that goes with it, and carries nothing out', async () => {
    const service = company()
    const { username } = ordinary(service)
    service.misbehave({ how: { kind: 'status', status: 429, retryAfter: '7' } })
    const answer = await send(service, requestOf(service, 'disableuser', [username]))
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([429, '7'])
    service.misbehave({ how: { kind: 'status', status: 503 } })
    const other = await send(service, requestOf(service, 'disableuser', [username]))
    expect([other.status, other.headers.get('retry-after')]).toEqual([503, null])
    service.misbehave(null)
    expect(account(service, username)?.disabled).toBe(false)
    expect(service.ledger).toEqual([])
  })

  it('can carry a write out and still answer 500', async () => {
    const service = company()
    const { username } = ordinary(service)
    service.misbehave({ how: { kind: 'status', status: 500, carriedOut: true }, times: 1 })
    expect(await statusOf(service, requestOf(service, 'disableuser', [username]))).toBe(500)
    expect(account(service, username)?.disabled).toBe(true)
  })

  it('shows for the commands, after the number and for the times that it is told', async () => {
    const service = company()
    const fault: Fault = { how: { kind: 'status', status: 500 }, on: 'getuserdata', after: 1, times: 2 }
    service.misbehave(fault)
    const folders = requestOf(service, 'getsfdata')
    const seen: number[] = []
    for (const body of [users(service), folders, users(service), folders, users(service), users(service)])
      seen.push(await statusOf(service, body))
    expect(seen).toEqual([200, 200, 500, 200, 500, 200])
    service.misbehave({ how: { kind: 'status', status: 500 }, on: ['getsfdata', 'reporting'] })
    expect([await statusOf(service, users(service)), await statusOf(service, folders)]).toEqual([200, 500])
    service.misbehave({
      how: { kind: 'status', status: 500 },
      on: (_command, data) => JSON.stringify(data)?.includes('"pageindex":3') ?? false,
    })
    expect(await statusOf(service, users(service))).toBe(200)
    expect(await statusOf(service, requestOf(service, 'getuserdata', { pagesize: 5, pageindex: 3 }))).toBe(500)
  })

  it('breaks off in the middle of the body', async () => {
    const service = company()
    const whole = askText(service, 'getuserdata', { pagesize: 20 })
    service.misbehave({ how: { kind: 'cut', keep: 0.25 } })
    const { body } = await send(service, users(service))
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    const first = await reader.read()
    expect(whole.startsWith(new TextDecoder().decode(first.value))).toBe(true)
    expect(first.value?.length).toBe(Math.floor(new TextEncoder().encode(whole).length * 0.25))
    await expect(reader.read()).rejects.toThrow('terminated')
  })

  it('loses an answer after the write, or the request before it', async () => {
    const service = company()
    const [a, b] = [ordinary(service).username, ordinary(service, 1).username]
    service.misbehave({ how: { kind: 'lost' }, on: 'disableuser' })
    expect(await codeOf(send(service, requestOf(service, 'disableuser', [a])))).toBe('ECONNRESET')
    service.misbehave({ how: { kind: 'unreachable' }, on: 'disableuser' })
    expect(await codeOf(send(service, requestOf(service, 'disableuser', [b])))).toBe('ECONNREFUSED')
    expect([account(service, a)?.disabled, account(service, b)?.disabled]).toEqual([true, false])
    expect(service.ledger.map(({ data }) => data)).toEqual([[a]])
  })

  it('waits before it answers, after the write, and stops waiting when it is told to', async () => {
    const waits: number[] = []
    let release = () => {}
    const sleep: Sleep = (milliseconds, signal) => {
      waits.push(milliseconds)
      return new Promise((resolve, reject) => {
        release = resolve
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    }
    const service = company({ sleep })
    const { username } = ordinary(service)
    service.misbehave({ how: { kind: 'slow', milliseconds: 90_000 } })
    const stop = new AbortController()
    const aborted = send(service, requestOf(service, 'disableuser', [username]), stop.signal)
    await expect.poll(() => waits).toEqual([90_000])
    expect(service.ledger.length).toBe(1)
    stop.abort()
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' })
    const answered = send(service, users(service))
    await expect.poll(() => waits).toEqual([90_000, 90_000])
    release()
    expect((await answered).status).toBe(200)
  })

  it('sends nothing that was aborted before', async () => {
    const service = company()
    const { username } = ordinary(service)
    const sent = send(service, requestOf(service, 'disableuser', [username]), AbortSignal.abort())
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' })
    expect(service.ledger).toEqual([])
  })

  it('shows a page for browsers', async () => {
    const service = company()
    for (const status of [200, 403]) {
      service.misbehave({ how: { kind: 'page', status } })
      const answer = await send(service, users(service))
      expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html'])
      expect(await new Response(answer.body).text()).toMatch(/^<!DOCTYPE html>/)
    }
  })

  it('has one account of many in a wrong shape, or everything', () => {
    const service = company()
    const spoilt = (what: Extract<Misbehaviour, { kind: 'malformed' }>['what']) => {
      service.misbehave({ how: { kind: 'malformed', what } })
      return askText(service, 'getuserdata', { pagesize: 20 })
    }
    const { Users } = JSON.parse(spoilt('one-user')) as UserData
    expect(Object.values(Users).filter(({ username }) => typeof username !== 'string').length).toBe(1)
    expect(Object.keys(Users).length).toBe(20)
    expect(JSON.parse(spoilt('users'))).toHaveProperty('Users', 'none')
    expect(() => JSON.parse(spoilt('not-json'))).toThrow(SyntaxError)
    expect(spoilt('null')).toBe('null')
  })

  it('refuses the credential from some request on, until it is told otherwise', () => {
    const service = company()
    service.misbehave({ how: { kind: 'hash-reset' }, after: 2, times: 1 })
    const seen = [1, 2, 3, 4, 5].map(() =>
      askText(service, 'getuserdata', { pagesize: 1 }).includes('Authorization Error'),
    )
    expect(seen).toEqual([false, false, true, true, true])
    service.misbehave(null)
    expect(ask(service, 'getuserdata', { pagesize: 1 })).toHaveProperty('count', 1)
  })

  it('says that all went well and does nothing', () => {
    const service = company()
    const { username } = ordinary(service)
    service.misbehave({ how: { kind: 'idle' } })
    expect(ask(service, 'disableuser', [username])).toEqual({ status: 'success', disabled_users: [username] })
    expect(ask(service, 'deluser', { username, deleteaction: 2 })).toEqual({ status: 'OK' })
    expect(account(service, username)?.disabled).toBe(false)
    expect(service.ledger).toEqual([])
  })

  it('does not know some people of a write and serves the others', () => {
    const service = company()
    const [a, b] = [ordinary(service).username, ordinary(service, 1).username]
    service.misbehave({ how: { kind: 'warn', usernames: [a.toUpperCase()] } })
    const change = [a, b].map((username) => ({ username, add: ['Project Larkspur (planned)'] }))
    expect(ask(service, 'batchchangegrp', change)).toEqual({
      status: 'WARN',
      errors: [`${a.toLowerCase()} does not exist`],
    })
    expect([a, b].map((name) => account(service, name)?.groups?.includes('Project Larkspur (planned)'))).toEqual([
      false,
      true,
    ])
    expect(ask(service, 'updateuser', { username: a, fullname: 'Not So' })).toHaveProperty('status', 'WARN')
    expect(account(service, a)?.fullname).not.toBe('Not So')
  })

  it('has nobody in it', () => {
    const service = company()
    service.misbehave({ how: { kind: 'empty' }, on: 'getuserdata' })
    expect(ask(service, 'getuserdata', { pagesize: 20 })).toEqual({ total: 0, count: 0, Users: [] })
  })

  it('streams an answer of two hundred megabytes', async () => {
    const service = company()
    service.misbehave({ how: { kind: 'huge', bytes: 200_000_000 } })
    const { body } = await send(service, users(service))
    let bytes = 0
    for await (const piece of body as ReadableStream<Uint8Array>) bytes += piece.length
    expect(bytes).toBe(200_000_000)
  })

  it('redirects, which fetch does not follow', async () => {
    const service = company()
    service.misbehave({ how: { kind: 'redirect', to: 'http://127.0.0.1:9/elsewhere' } })
    expect(service.answer(users(service))).toMatchObject({
      status: 302,
      headers: { location: 'http://127.0.0.1:9/elsewhere' },
    })
    await expect(send(service, users(service))).rejects.toThrow('fetch failed')
  })

  it('repeats the request, hash and all', () => {
    const service = company()
    service.misbehave({ how: { kind: 'echo', status: 500 } })
    expect(service.answer(users(service))).toMatchObject({ status: 500, body: users(service) })
    expect(users(service)).toContain(service.hash)
  })

  it('shows several faults at once', async () => {
    const waits: number[] = []
    const service = company({
      sleep: (milliseconds) => {
        waits.push(milliseconds)
        return Promise.resolve()
      },
    })
    service.misbehave([{ how: { kind: 'slow', milliseconds: 40 } }, { how: { kind: 'status', status: 503 }, times: 1 }])
    expect([await statusOf(service, users(service)), await statusOf(service, users(service))]).toEqual([503, 200])
    expect(waits).toEqual([40, 40])
  })
})
