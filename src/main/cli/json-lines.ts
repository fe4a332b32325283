import type { Readable } from 'node:stream'
import type { Failure, Result } from '../../contract/failure.ts'
import { markedJson } from '../../contract/marked.ts'
import type { App } from '../app.ts'

/** 8 MB: more than the largest plan needs, less than what has to be refused. */
const longestLine = 8_000_000
/** How long the rooms may take to finish what they hold once the tool was told to stop. */
const patienceMs = 8000

/** A failure as the result of a call. */
export const refuse = (failure: Failure): Result<never> => ({ ok: false, failure })

/** Writes one line of JSON to standard output. */
export const print = (value: unknown): void => {
  process.stdout.write(`${markedJson(JSON.stringify(value))}\n`)
}

/** Tells that the tool is to stop: by a signal, or because nobody reads what it writes. */
export interface Stop {
  signal: AbortSignal
  /** What the process ends with then: 128 and the signal's number, as shells have it; null: nothing stopped it. */
  code(): number | null
}

/** Listens for what stops the tool. The second signal of a kind ends it at once, as without this. */
export function listenForStop(): Stop {
  const stopping = new AbortController()
  let code: number | null = null
  const stop = (number: number) => {
    code ??= 128 + number
    stopping.abort()
    // What holds on for longer is left as a crash would leave it; the next start knows what to do.
    setTimeout(() => process.exit(code ?? 1), patienceMs).unref()
  }
  process.once('SIGHUP', () => stop(1))
  process.once('SIGINT', () => stop(2))
  process.once('SIGTERM', () => stop(15))
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    stop(13)
  })
  return { signal: stopping.signal, code: () => code }
}

/** The value of a JSON text, or null when it is not JSON. Byte order marks before it are passed over: joined files have them in the middle. */
export function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text.replace(/^\ufeff+/u, '')) }
  } catch {
    return null
  }
}

/** The lines of a stream of UTF-8, split at line feeds only; of a line that is too long, as much as shows that it is. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let line = ''
  const take = (text: string) => {
    if (line.length <= longestLine) line += text
  }
  for await (const chunk of input as AsyncIterable<Uint8Array>) {
    const parts = decoder.decode(chunk, { stream: true }).split('\n')
    const rest = parts.pop() ?? ''
    for (const part of parts) {
      take(part)
      yield line
      line = ''
    }
    take(rest)
  }
  take(decoder.decode())
  if (line !== '') yield line
}

/** Answers one line of standard input; never throws. */
async function answer(app: Pick<App, 'call'>, line: string, signal: AbortSignal): Promise<Result<unknown>> {
  if (line.length > longestLine) {
    return refuse({ code: 'invalid', message: `The line is longer than ${longestLine / 1_000_000} MB.` })
  }
  const request = parsed(line)
  if (request === null) return refuse({ code: 'invalid', message: 'The line is not JSON.' })
  const { value } = request
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'call')) {
    return refuse({ code: 'invalid', message: 'The line is not {"call": NAME, "input": {...}}.' })
  }
  const { call, input } = value as { call: string; input?: unknown }
  return app.call(call, input, { signal })
}

/** Answers standard input line by line, until it ends or the tool is to stop. */
export async function answerLines(app: Pick<App, 'call'>, { signal }: Stop): Promise<void> {
  const { stdin } = process
  const stop = () => void stdin.destroy()
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const line of linesOf(stdin)) {
      if (signal.aborted) return
      if (line.trim() !== '') print(await answer(app, line, signal))
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Waits until no job is on its way any more: what was applied is carried out before the tool ends. */
export async function finishJobs(app: App, { signal }: Stop): Promise<void> {
  while (!signal.aborted) {
    const jobs = await app.call('jobs.page', { limit: 500 }, { signal })
    if (!jobs.ok) return
    const { rows } = jobs.value as { rows: { id: string; state: string }[] }
    const job = rows.find(({ state }) => state === 'running' || state === 'holding')
    if (job === undefined) return
    await app.call('jobs.wait', { job: job.id, timeoutMs: 60_000, limit: 0 }, { signal })
  }
}
