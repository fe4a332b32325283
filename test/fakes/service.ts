import { fstatSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Answer } from '../../src/main/demo/service/answer.ts'
import { createDemo, type DemoService } from '../../src/main/demo/service/service.ts'

/** A stand-in for the service that is reached over real HTTP on loopback. */
export interface ServedService {
  url: string
  /** What came in, in order. */
  requests: { command: string; bytes: number }[]
  /** Stops listening: from now on connections are refused by the system, those that are open break. */
  pause(): Promise<void>
  /** Listens again at the same address. */
  resume(): Promise<void>
  close(): Promise<void>
}

export interface ServeOptions {
  port?: number
  /** Keeps the answers to reads and gives them again: for benchmarks that are not about the stand-in. */
  remember?: boolean
}

const reads = new Set(['getuserdata', 'getsfdata', 'getdetailedsfdata'])

/** Serves a demo company on 127.0.0.1. Faults that concern the connection happen to the real socket. */
export async function serve(
  service: DemoService,
  { port = 0, remember = false }: ServeOptions = {},
): Promise<ServedService> {
  const requests: ServedService['requests'] = []
  const remembered = new Map<string, Answer>()
  const timers = new Set<NodeJS.Timeout>()

  function ask(body: string, command: string): Answer {
    const known = remembered.get(body)
    if (known) return known
    const answer = service.answer(body)
    if (!remember || !reads.has(command)) return answer
    const kept = { ...answer, body: Buffer.from(answer.body) }
    remembered.set(body, kept)
    return kept
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request)
    const command = commandOf(body)
    requests.push({ command, bytes: Buffer.byteLength(body) })
    const answer = ask(body, command)
    const { trouble } = answer
    if (trouble?.silence === 'unreachable') {
      request.socket.resetAndDestroy()
      return
    }
    if (trouble?.delayMs) await pauseFor(trouble.delayMs)
    if (trouble?.silence === 'lost') request.socket.destroy()
    else deliver(answer, response)
  }

  function pauseFor(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        resolve()
      }, milliseconds)
      timers.add(timer)
    })
  }

  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy())
  })
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(at, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen(port)
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}/enterpriseapi.php`,
    requests,
    pause: stop,
    resume: () => listen(bound),
    close: stop,
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

function commandOf(body: string): string {
  return /"cmd"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? new URLSearchParams(body).get('cmd') ?? ''
}

function deliver({ status, headers, body, trouble }: Answer, response: ServerResponse): void {
  const bytes = Buffer.from(body)
  const announced = Math.max(bytes.length, trouble?.hugeBytes ?? 0)
  // The company has a clock of its own, and not every answer has a date.
  response.sendDate = false
  response.writeHead(status, { ...headers, 'content-length': announced })
  if (trouble?.cutAfter !== undefined) {
    // Only once the part is on its way: a socket that is destroyed at once takes it along.
    response.write(bytes.subarray(0, trouble.cutAfter), () => response.destroy())
    return
  }
  if (trouble?.hugeBytes === undefined) {
    response.end(bytes)
    return
  }
  response.write(bytes)
  const filler = Buffer.alloc(65_536, 'a')
  let left = announced - bytes.length
  const more = () => {
    while (left > 0 && !response.destroyed) {
      const piece = filler.subarray(0, Math.min(left, filler.length))
      left -= piece.length
      if (!response.write(piece)) break
    }
    if (left === 0) response.end()
  }
  response.on('drain', more)
  more()
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      people: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      port: { type: 'string', default: '0' },
      zone: { type: 'string', default: 'US/Eastern' },
      founded: { type: 'string' },
      remember: { type: 'boolean', default: false },
    },
  })
  const founded = values.founded === undefined ? Date.now() : Date.parse(values.founded)
  const people = Number(values.people)
  const service = createDemo({ people, seed: Number(values.seed), zone: values.zone, founded, now: Date.now })
  const served = await serve(service, { port: Number(values.port), remember: values.remember })
  process.stdout.write(`${JSON.stringify({ url: served.url, cid: service.cid, hash: service.hash })}\n`)
  // Whoever started this with a pipe is gone when its end of the pipe is closed.
  const input = fstatSync(0)
  if (input.isFIFO() || input.isSocket()) process.stdin.on('end', () => process.exit(0)).resume()
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) await main()
