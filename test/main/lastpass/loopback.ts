import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect } from 'vitest'
import type { FailureCode } from '../../../src/contract/failure.ts'
import {
  type ClientOptions,
  createClient,
  type LastPass,
  type RequestRecord,
} from '../../../src/main/lastpass/client.ts'

/** A request as the service got it. */
export interface Got {
  cmd: string
  body: string
  json: { cid?: unknown; provhash?: unknown; cmd?: unknown; apiuser?: unknown; data?: unknown }
}

export type Answer = (response: ServerResponse, got: Got, request: IncomingMessage) => unknown

/** A service on this computer that answers as told; the last answer is given to all further requests. */
export async function service(...answers: Answer[]) {
  const got: Got[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const json = JSON.parse(body) as Got['json']
      const entry = { cmd: String(json.cmd), body, json }
      got.push(entry)
      response.setHeader('content-type', 'text/xml;charset=UTF-8')
      answers[Math.min(got.length, answers.length) - 1]?.(response, entry, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/enterpriseapi.php`
  return {
    url,
    got,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const hash = '0f9e8d7c6b5a49382716051423f4e5d6c7b8a9'

/** A client whose waits pass at once on a clock of its own, and what it did. */
export function client(url: string, options: Partial<ClientOptions> = {}) {
  const records: RequestRecord[] = []
  const waits: number[] = []
  const clock = { now: Date.UTC(2026, 0, 5, 12) }
  const lastpass: LastPass = createClient({
    baseUrl: url,
    credential: { cid: '12345678', hash },
    fetch: globalThis.fetch as ClientOptions['fetch'],
    now: () => clock.now,
    elapsed: () => clock.now,
    random: () => 1,
    sleep: async (ms, signal) => {
      signal.throwIfAborted()
      waits.push(ms)
      clock.now += ms
    },
    onRequest: (record) => records.push(record),
    ...options,
  })
  return { lastpass, records, waits, clock }
}

export const text =
  (body: string, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body)

export const json = (value: unknown, status = 200): Answer => text(JSON.stringify(value), status)

export const ok = json({ status: 'OK' })
export const onePage = json({ total: 1, count: 1, Users: { 900000001: { username: 'ann@example.com' } } })
export const refusal = text('<?xml version="1.0" encoding="UTF-8"?>\n<lastpass rc="Authorization Error"/>\n')
/** The connection ends without an answer, after the request was read. */
export const hangUp: Answer = (_response, _got, request) => request.socket.destroy()
/** Promises more than it sends. */
export const cutOff: Answer = (response, _got, request) => {
  response.writeHead(200, { 'content-length': '5000' })
  response.write('{"total":1,"Users":{', () => request.socket.destroy())
}
export const silent: Answer = () => undefined

/** What a filter in front of the service says. */
export const blocked = text(
  '<html><head><title>Access Denied</title></head><body>Reference #18.2d351ab8</body></html>',
  403,
)

/** The first page of people, as it is asked for. */
export const page = { pagesize: 2000, pageindex: 0 }

/** What a call that failed throws, to be compared. */
export const failure = (code: FailureCode, more: object = {}) =>
  expect.objectContaining({ failure: expect.objectContaining({ code, ...more }) })

/** For a test file: starts a service with a client of it, and ends the service after each test. */
export function serviceForTests() {
  let open: { close: () => Promise<void> } | null = null
  afterEach(async () => {
    await open?.close()
    open = null
  })
  return async (answers: Answer[], options: Partial<ClientOptions> = {}) => {
    const running = await service(...answers)
    open = running
    return { ...running, ...client(running.url, options) }
  }
}
