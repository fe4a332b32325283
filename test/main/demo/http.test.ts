import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { type ServedService, serve } from '../../fakes/service.ts'
import { account, askText, company, ordinary, requestOf } from './ask.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function served(service: ReturnType<typeof company>): Promise<ServedService> {
  const found = await serve(service)
  open.push(found)
  return found
}

const post = (url: string, body: string, more: RequestInit = {}) =>
  fetch(url, { method: 'POST', body, redirect: 'error', ...more })

/** The code of the cause of a `fetch` that failed. */
async function codeOf(sent: Promise<Response>): Promise<unknown> {
  const reason: unknown = await sent.then(
    () => null,
    (error: unknown) => error,
  )
  return ((reason as Error | null)?.cause as { code?: string } | undefined)?.code
}

describe('the service over HTTP', () => {
  it('answers as it does in-process, and counts what came in', async () => {
    const service = company()
    const { url, requests } = await served(service)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//)
    const body = requestOf(service, 'getuserdata', { pagesize: 9 })
    const answer = await post(url, body)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/xml;charset=UTF-8'])
    expect(await answer.text()).toBe(askText(service, 'getuserdata', { pagesize: 9 }))
    await post(url, requestOf(service, 'getsfdata'))
    expect(requests.map(({ command }) => command)).toEqual(['getuserdata', 'getsfdata'])
    expect(requests[0]?.bytes).toBe(Buffer.byteLength(body))
  })

  it('cuts a body short of the length that it announced', async () => {
    const service = company()
    const { url } = await served(service)
    const whole = Buffer.byteLength(askText(service, 'getuserdata'))
    service.misbehave({ how: { kind: 'cut' } })
    const answer = await post(url, requestOf(service, 'getuserdata'))
    expect(Number(answer.headers.get('content-length'))).toBe(whole)
    let bytes = 0
    const read = async () => {
      for await (const piece of answer.body as ReadableStream<Uint8Array>) bytes += piece.length
    }
    await expect(read()).rejects.toThrow('terminated')
    expect(bytes).toBe(Math.floor(whole / 2))
  })

  it('closes the connection after the write, or before anything', async () => {
    const service = company()
    const { url } = await served(service)
    const [a, b] = [ordinary(service).username, ordinary(service, 1).username]
    service.misbehave({ how: { kind: 'lost' }, times: 1 })
    expect(await codeOf(post(url, requestOf(service, 'disableuser', [a])))).toBe('UND_ERR_SOCKET')
    service.misbehave({ how: { kind: 'unreachable' }, times: 1 })
    expect(await codeOf(post(url, requestOf(service, 'disableuser', [b])))).toMatch(/^(ECONNRESET|UND_ERR_SOCKET)$/)
    expect([account(service, a)?.disabled, account(service, b)?.disabled]).toEqual([true, false])
  })

  it('refuses connections while it is paused', async () => {
    const service = company()
    const { url, pause, resume } = await served(service)
    await pause()
    expect(await codeOf(post(url, requestOf(service, 'getsfdata')))).toBe('ECONNREFUSED')
    await resume()
    expect((await post(url, requestOf(service, 'getsfdata'))).status).toBe(200)
  })

  it('answers late, and does not mind who hangs up', async () => {
    const service = company()
    const { url, requests } = await served(service)
    service.misbehave({ how: { kind: 'slow', milliseconds: 60_000 }, times: 1 })
    const stop = new AbortController()
    const late = post(url, requestOf(service, 'getsfdata'), { signal: stop.signal })
    await expect.poll(() => requests.length).toBe(1)
    stop.abort()
    await expect(late).rejects.toMatchObject({ name: 'AbortError' })
    expect((await post(url, requestOf(service, 'getsfdata'))).status).toBe(200)
  })

  it('streams a huge body and lives on when the reader stops', async () => {
    const service = company()
    const { url } = await served(service)
    service.misbehave({ how: { kind: 'huge', bytes: 200_000_000 } })
    const answer = await post(url, requestOf(service, 'getuserdata'))
    expect(answer.headers.get('content-length')).toBe('200000000')
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    let bytes = 0
    while (bytes < 3_000_000) bytes += (await reader.read()).value?.length ?? 0
    await reader.cancel()
    service.misbehave(null)
    expect((await post(url, requestOf(service, 'getsfdata'))).status).toBe(200)
  })

  it('redirects and shows pages', async () => {
    const service = company()
    const { url } = await served(service)
    service.misbehave({ how: { kind: 'redirect', to: '/elsewhere' }, times: 1 })
    const moved = await post(url, requestOf(service, 'getsfdata'), { redirect: 'manual' })
    expect([moved.status, moved.headers.get('location')]).toEqual([302, '/elsewhere'])
    service.misbehave({ how: { kind: 'page', status: 403 } })
    expect((await post(url, requestOf(service, 'getsfdata'))).status).toBe(403)
  })

  it('runs as a process of its own, and goes when it is left alone', async () => {
    const child = spawn(process.execPath, ['test/fakes/service.ts', '--people', '300', '--seed', '4', '--remember'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    open.push({
      close: async () => {
        if (child.exitCode === null && child.kill()) await once(child, 'exit')
      },
    })
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const { url, cid, hash } = JSON.parse(line) as { url: string; cid: string; hash: string }
    const body = JSON.stringify({ cid, provhash: hash, cmd: 'getuserdata', data: { pagesize: 10 } })
    const first = await (await post(url, body)).text()
    expect(JSON.parse(first)).toMatchObject({ total: 300, count: 10 })
    expect(await (await post(url, body)).text()).toBe(first)
    child.stdin.end()
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
