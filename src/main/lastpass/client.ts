import { setTimeout as delay } from 'node:timers/promises'
import { Refusal } from '../../contract/failure.ts'
import type { Fetch } from '../fetch.ts'
import { checkAddress, isLoopback } from './address.ts'
import { type AnswerOf, type CommandName, commands, type RequestOf } from './commands.ts'
import { createPace, type Sleep } from './pace.ts'
import { createScrub, type Scrub } from './scrub.ts'
import { transmit } from './transport.ts'
import { judge, unknown, type Verdict } from './verdict.ts'
import { checkZone } from './zone.ts'

/** The pair that LastPass knows a company by; `hash` is the secret. */
export interface Credential {
  cid: string
  hash: string
}

/** One request that left, for the list of API calls; holds no secret and no data. */
export interface RequestRecord {
  time: string
  command: CommandName
  requestBytes: number
  answerBytes: number
  milliseconds: number
  attempt: number
  /** `ok`, or a failure's code with short words. */
  outcome: string
}

export interface ClientOptions {
  /** https, or http on this computer. */
  baseUrl: string
  credential: Credential
  fetch: Fetch
  /** The label under which LastPass' own log shows the requests. */
  apiUser?: string
  /** The account's time zone, in which answers give their times; a function where it may change. */
  zone?: string | (() => string)
  timeoutMs?: number
  maxBodyBytes?: number
  /** How often a read is sent at most, and a change that LastPass refused for coming too fast. */
  maxAttempts?: number
  /** Milliseconds between any two requests; 0 on this computer, else 100. */
  gapMs?: number
  now?: () => number
  sleep?: Sleep
  random?: () => number
  onRequest?: (record: RequestRecord) => void
}

/** The remote service. Its failures are those of the contract; none holds the hash. */
export interface LastPass {
  /** Body of an answer that is JSON by its look, for the sync, which parses it in a worker. Reads only. */
  body<C extends CommandName>(command: C, data: RequestOf<C>, signal?: AbortSignal): Promise<Uint8Array>
  /** Sends a command and reads its answer. A change that LastPass refuses is an answer with status `fail`, not a failure. */
  send<C extends CommandName>(command: C, data: RequestOf<C>, signal?: AbortSignal): Promise<AnswerOf<C>>
  setTimeout(ms: number): void
  setGap(ms: number): void
}

const firstWaitMs = 1000
const longestBackoffMs = 60_000

/** Connects to the service; sends nothing yet. Ends with `invalid` for an address or a credential that cannot be right. */
export function createClient(options: ClientOptions): LastPass {
  const address = checkAddress(options.baseUrl)
  const { cid, hash } = checkCredential(options.credential)
  const { fetch, onRequest, apiUser = 'Provost', maxBodyBytes = 64 * 1_048_576, maxAttempts = 4, now = Date.now, random = Math.random } = options
  const sleep: Sleep = options.sleep ?? ((ms, signal) => delay(ms, undefined, { signal }))
  const zone = (): string => (typeof options.zone === 'function' ? options.zone() : (options.zone ?? 'US/Eastern'))
  checkZone(zone())
  const pace = createPace({ gapMs: options.gapMs ?? (isLoopback(address) ? 0 : 100), now, sleep })
  let timeoutMs = options.timeoutMs ?? 120_000

  async function exchange<T>(command: CommandName, data: unknown, signal: AbortSignal, read: (bytes: Uint8Array) => T): Promise<T> {
    const { kind, idempotent, request } = commands[command]
    const parsed = request.safeParse(data)
    const scrub = createScrub([hash, ...passwordsIn(data)])
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new Refusal('invalid', scrub.text(`This cannot be asked of LastPass (${command}): ${issue?.message ?? 'wrong input'}`).slice(0, 2000), { path: (issue?.path ?? []).join('.').slice(0, 500) })
    }
    const body = JSON.stringify({ cid, provhash: hash, cmd: command, apiuser: apiUser, data: parsed.data })

    return pace.run(kind, signal, async () => {
      for (let attempt = 1; ; attempt++) {
        await pace.ready(signal)
        const started = now()
        const limit = timeoutMs
        const reply = await transmit({ fetch, url: address.href, body, timeoutMs: limit, maxBodyBytes, signal })
        const outcome = evaluate(judge(reply, idempotent, now(), limit), idempotent, scrub, read)
        record({
          time: new Date(started).toISOString(), command, requestBytes: Buffer.byteLength(body), answerBytes: reply.kind === 'answer' ? reply.bytes.byteLength : 0,
          milliseconds: Math.max(0, now() - started), attempt, outcome: outcome.ok ? outcome.words : shortWords(outcome.refusal),
        })
        if (outcome.ok) return outcome.value

        const backoff = random() * Math.min(longestBackoffMs, firstWaitMs * 2 ** (attempt - 1))
        const waitMs = outcome.waitMs ?? backoff
        if (outcome.slowDown) pace.pause(waitMs)
        if (attempt >= (outcome.again === 'more' ? maxAttempts : outcome.again === 'once' ? Math.min(2, maxAttempts) : 1)) {
          throw outcome.slowDown ? new Refusal('rate-limited', outcome.refusal.message, { retryAfterMs: Math.ceil(outcome.waitMs ?? Math.max(firstWaitMs, waitMs)) }) : outcome.refusal
        }
        // The pause of all requests is waited for by `ready`; a wait of this one alone is its own.
        if (!outcome.slowDown) await rest(waitMs, signal)
      }
    })
  }

  async function rest(ms: number, signal: AbortSignal): Promise<void> {
    try {
      await sleep(Math.min(ms, longestBackoffMs), signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
    if (signal.aborted) throw new Refusal('cancelled', 'Cancelled.')
  }

  function record(entry: RequestRecord): void {
    try {
      onRequest?.(entry)
    } catch {
      // The outcome of a request that was sent must reach its caller, also when it could not be noted down.
    }
  }

  const never = new AbortController().signal
  return {
    body: (command, data, signal = never) => {
      if (!commands[command].idempotent) return Promise.reject(new Refusal('internal', `The answer to ${command} has to be read; use send.`))
      return exchange(command, data, signal, (bytes) => bytes)
    },
    send: <C extends CommandName>(command: C, data: RequestOf<C>, signal: AbortSignal = never) =>
      exchange(command, data, signal, (bytes) => commands[command].answer(bytes, zone()) as AnswerOf<C>),
    setTimeout(ms) {
      timeoutMs = ms
    },
    setGap: pace.setGap,
  }
}

function checkCredential({ cid, hash }: Credential): { cid: number; hash: string } {
  if (!/^\d{1,15}$/.test(cid)) throw new Refusal('invalid', 'The account number (CID) has digits only.', { path: 'cid' })
  if (hash.trim() === '') throw new Refusal('invalid', 'The provisioning hash is missing.', { path: 'hash' })
  if (/^(api-key\s+)?lpkey_/i.test(hash.trim())) {
    throw new Refusal(
      'invalid',
      "This is a key of LastPass' newer REST API, which cannot do what Provost needs. Enter the provisioning hash instead: in the Admin Console under Advanced > Enterprise API.",
      { path: 'hash' },
    )
  }
  return { cid: Number(cid), hash }
}

/** First passwords of people who are added are as secret as the hash. */
function passwordsIn(data: unknown): string[] {
  if (!Array.isArray(data)) return []
  return data.flatMap((entry: unknown) => (typeof entry === 'object' && entry !== null && 'password' in entry && typeof entry.password === 'string' ? [entry.password] : []))
}

type Outcome<T> = { ok: true; value: T; words: string } | Extract<Verdict, { ok: false }>

/** Reads the body where there is one, and leaves nothing secret in whatever comes out. */
function evaluate<T>(verdict: Verdict, idempotent: boolean, scrub: Scrub, read: (bytes: Uint8Array) => T): Outcome<T> {
  if (!verdict.ok) return { ...verdict, refusal: cleaned(verdict.refusal, scrub) }
  try {
    const value = read(scrub.bytes(verdict.bytes))
    return { ok: true, value: cleanedStatus(value, scrub), words: wordsOf(value) }
  } catch (error) {
    const refusal = error instanceof Refusal ? cleaned(error, scrub) : new Refusal('unexpected-answer', 'LastPass answered in a way that Provost cannot read. Nothing was taken over from this answer.')
    if (refusal.failure.code !== 'unexpected-answer') return { ok: false, refusal, again: 'never', waitMs: null, slowDown: false }
    if (!idempotent) return unknown('LastPass answered, but its answer cannot be read.', refusal.failure.details) as Extract<Verdict, { ok: false }>
    return { ok: false, refusal, again: 'more', waitMs: null, slowDown: false }
  }
}

/** The same failure without secrets, and without anything that hangs on the error. */
function cleaned({ failure }: Refusal, scrub: Scrub): Refusal {
  const { code, message, details, ...more } = failure
  return new Refusal(code, scrub.text(message).slice(0, 2000), { ...more, ...(details === undefined ? {} : { details: scrub.text(details).slice(0, 4000) }) })
}

const isStatus = (value: unknown): value is ReturnType<typeof commands.deluser.answer> =>
  typeof value === 'object' && value !== null && 'errors' in value && 'unchanged' in value

/** A change's complaints are shown to people, so they are cleaned whatever the length of the secret. */
const cleanedStatus = <T>(value: T, scrub: Scrub): T =>
  isStatus(value) ? { ...value, errors: value.errors.map(scrub.text), message: value.message === null ? null : scrub.text(value.message) } : value

const wordsOf = (value: unknown): string => (!isStatus(value) || value.status === 'ok' ? 'ok' : value.status === 'warn' ? 'ok: refused in part' : 'service-refused')

const shortWords = ({ failure }: Refusal): string => {
  const short = failure.details === undefined ? '' : failure.details.split(/[:\n]/)[0]?.slice(0, 60)
  return short ? `${failure.code}: ${short}` : failure.code
}
