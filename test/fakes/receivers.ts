import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A request that a stand-in for a receiver got. */
export interface Received {
  path: string
  headers: IncomingMessage['headers']
  body: string
}

/** What it does with one: an answer, or something that no receiver should. */
export type Behaviour =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | 'cut'
  | 'cut-in-body'
  | 'silent'

/** An HTTP receiver on loopback that answers as it is told, and by its protocol when it is not. */
export interface FakeReceiver {
  url: string
  requests: Received[]
  /** Answers to come, the next one first. */
  next: Behaviour[]
  close(): Promise<void>
}

/** Serves `usual` over HTTP, or HTTPS where there is a certificate. */
export async function serveReceiver(
  usual: (request: Received) => Behaviour,
  certificate?: { cert: Buffer; key: Buffer },
): Promise<FakeReceiver> {
  const requests: Received[] = []
  const next: Behaviour[] = []
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const behaviour = next.shift()
    if (behaviour === 'cut-in-body') {
      request.once('data', () => request.socket.destroy())
      return
    }
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('error', () => {})
    request.on('end', () => {
      const received = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      }
      requests.push(received)
      const does = behaviour ?? usual(received)
      if (does === 'silent') return
      if (does === 'cut' || does === 'cut-in-body') {
        request.socket.destroy()
        return
      }
      const { status, body = {}, headers = {} } = does
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  }
  const server = certificate === undefined ? createServer(handle) : createSecureServer(certificate, handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    next,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An OTLP receiver by the specification: JSON, names in camel case, 64-bit integers as text. Gives what is wrong with a request. */
export function otlpFaults({ path, headers, body }: Received): string[] {
  const faults: string[] = []
  const wants = (isSo: boolean, what: string) => void (isSo || faults.push(what))
  wants(path === '/v1/logs', `path ${path}`)
  wants(headers['content-type'] === 'application/json', 'content type')
  const value = (of: unknown): void => {
    const names = Object.keys(of as object)
    wants(names.length === 1, `value ${JSON.stringify(of)}`)
    const [name = ''] = names
    const held = (of as Record<string, unknown>)[name]
    if (name === 'stringValue') wants(typeof held === 'string', 'stringValue')
    else if (name === 'boolValue') wants(typeof held === 'boolean', 'boolValue')
    else if (name === 'intValue') wants(typeof held === 'string' && /^-?\d+$/.test(held), 'intValue')
    else if (name === 'arrayValue') for (const each of (held as { values: unknown[] }).values) value(each)
    else if (name === 'kvlistValue') attributes((held as { values: unknown[] }).values)
    else faults.push(`value ${name}`)
  }
  const attributes = (all: unknown[]): void => {
    const keys = all.map((each) => (each as { key: string }).key)
    wants(new Set(keys).size === keys.length, `keys twice: ${keys}`)
    for (const each of all) value((each as { value: unknown }).value)
  }
  const { resourceLogs, ...others } = JSON.parse(body) as { resourceLogs: never[] }
  wants(Object.keys(others).length === 0, 'other members')
  for (const { resource, scopeLogs } of resourceLogs as { resource: { attributes: unknown[] }; scopeLogs: never[] }[]) {
    attributes(resource.attributes)
    for (const { scope, logRecords } of scopeLogs as { scope: { name: string }; logRecords: never[] }[]) {
      wants(scope.name !== '', 'scope')
      for (const record of logRecords as Record<string, never>[]) {
        wants(/^\d{19}$/.test(String(record.timeUnixNano)) && typeof record.timeUnixNano === 'string', 'timeUnixNano')
        wants(typeof record.observedTimeUnixNano === 'string', 'observedTimeUnixNano')
        wants(Number.isInteger(record.severityNumber), 'severityNumber')
        value(record.body)
        attributes(record.attributes as never)
      }
    }
  }
  return faults
}
