import { setTimeout as delay } from 'node:timers/promises'
import { readingLabel } from '../../contract/audit/caller-label.ts'
import { Refusal } from '../../contract/failure.ts'
import type { Fetch } from '../ports.ts'
import { checkAddress, isLoopback } from './address.ts'
import { cleanReply, evaluate, shortWords } from './answers/outcome.ts'
import { judge } from './answers/verdict.ts'
import { type AnswerOf, type CommandName, commands, type RequestOf } from './commands.ts'
import { cancelled, createPace, type Sleep, tooFast } from './pace.ts'
import { checkZone } from './records/zone.ts'
import { createScrub } from './scrub/scrub.ts'
import { transmit } from './transport.ts'

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
  /** The account's time zone, in which answers give their times; a function where it may change. */
  zone?: string | (() => string)
  timeoutMs?: number
  maxBodyBytes?: number
  /** How often a read is sent at most; a change is sent once. */
  maxAttempts?: number
  /** Milliseconds between any two requests; 0 on this computer, else 100. */
  gapMs?: number
  now?: () => number
  /** Milliseconds that pass whatever the clock is set to, for pauses and gaps; left out: the process' own. */
  elapsed?: () => number
  sleep?: Sleep
  random?: () => number
  onRequest?: (record: RequestRecord) => void
  /** Hears the Date of each answer that is the service's own, and how many milliseconds the exchange took. */
  onDate?: (date: string | null, tookMs: number) => void
}

/** The remote service. Its failures are those of the contract; none holds the hash. */
export interface LastPass {
  /** Body of an answer that is JSON by its look, for the sync, which parses it in a worker. Reads only. */
  body<C extends CommandName>(command: C, data: RequestOf<C>, signal?: AbortSignal): Promise<Uint8Array>
  /**
   * Sends a command and reads its answer. A change that LastPass refuses is an answer with status `fail`, not a failure. `label`: how
   * LastPass' own log names the caller.
   */
  send<C extends CommandName>(
    command: C,
    data: RequestOf<C>,
    signal?: AbortSignal,
    label?: string,
  ): Promise<AnswerOf<C>>
  setTimeout(ms: number): void
  setGap(ms: number): void
}

const firstWaitMs = 1000
const longestBackoffMs = 60_000

/** Connects to the service; sends nothing yet. Ends with `invalid` for an address or a credential that cannot be right. */
export function createClient(options: ClientOptions): LastPass {
  const address = checkAddress(options.baseUrl)
  const { cid, hash } = checkCredential(options.credential)
  const {
    fetch,
    onRequest,
    onDate,
    maxBodyBytes = 64 * 1_048_576,
    maxAttempts = 4,
    now = Date.now,
    elapsed = () => performance.now(),
    random = Math.random,
  } = options
  const sleep: Sleep = options.sleep ?? ((ms, signal) => delay(ms, undefined, { signal }))
  const zone = (): string => (typeof options.zone === 'function' ? options.zone() : (options.zone ?? 'US/Eastern'))
  checkZone(zone())
  const ownScrub = createScrub([hash])
  const pace = createPace({ gapMs: options.gapMs ?? (isLoopback(address) ? 0 : 100), now: elapsed, sleep })
  let timeoutMs = options.timeoutMs ?? 120_000

  async function exchange<T>(
    command: CommandName,
    data: unknown,
    signal: AbortSignal,
    read: (bytes: Uint8Array) => T,
    label: string,
  ): Promise<T> {
    const { kind, idempotent, request } = commands[command]
    const parsed = request.safeParse(data)
    const passwords = passwordsIn(data)
    const scrub = passwords.length === 0 ? ownScrub : createScrub([hash, ...passwords])
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new Refusal(
        'invalid',
        scrub.text(`This cannot be asked of LastPass (${command}): ${issue?.message ?? 'wrong input'}`).slice(0, 2000),
        { path: scrub.text((issue?.path ?? []).join('.')).slice(0, 500) },
      )
    }
    const body = JSON.stringify({ cid, provhash: hash, cmd: command, apiuser: label, data: parsed.data })

    return pace.run(kind, signal, async () => {
      for (let attempt = 1; ; attempt++) {
        await pace.ready(signal)
        const started = now()
        const begun = elapsed()
        const limit = timeoutMs
        const reply = await transmit({ fetch, url: address.href, body, timeoutMs: limit, maxBodyBytes, signal })
        const outcome = evaluate(judge(cleanReply(reply, scrub), idempotent, now(), limit), idempotent, scrub, read)
        const entry: RequestRecord = {
          time: new Date(started).toISOString(),
          command,
          requestBytes: Buffer.byteLength(body),
          answerBytes: reply.kind === 'answer' ? reply.bytes.byteLength : 0,
          milliseconds: Math.max(0, Math.round(elapsed() - begun)),
          attempt,
          outcome: outcome.ok ? outcome.words : shortWords(outcome.refusal),
        }
        noted(() => onRequest?.(entry))
        if (outcome.ok) {
          if (reply.kind === 'answer') noted(() => onDate?.(reply.date, elapsed() - begun))
          return outcome.value
        }

        const attempts = { never: 1, once: Math.min(2, maxAttempts), more: maxAttempts }[outcome.again]
        const backoff = random() * Math.min(longestBackoffMs, firstWaitMs * 2 ** (attempt - 1))
        const waitMs = outcome.waitMs ?? backoff
        if (outcome.slowDown) pace.pause(waitMs)
        if (attempt >= attempts)
          throw outcome.slowDown && idempotent ? tooFast(outcome.waitMs ?? longestBackoffMs) : outcome.refusal
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
    if (signal.aborted) throw cancelled()
  }

  function noted(note: () => void): void {
    try {
      note()
    } catch {
      // The outcome of a request that was sent must reach its caller, also when it could not be noted down.
    }
  }

  const never = new AbortController().signal
  return {
    body: (command, data, signal = never) => {
      if (!commands[command].idempotent)
        return Promise.reject(new Refusal('internal', `The answer to ${command} has to be read; use send.`))
      return exchange(command, data, signal, (bytes) => bytes, readingLabel)
    },
    send: <C extends CommandName>(
      command: C,
      data: RequestOf<C>,
      signal: AbortSignal = never,
      label = commands[command].kind === 'read' ? readingLabel : 'Provost',
    ) => exchange(command, data, signal, (bytes) => commands[command].answer(bytes, zone()) as AnswerOf<C>, label),
    setTimeout(ms) {
      timeoutMs = ms
    },
    setGap: pace.setGap,
  }
}

function checkCredential(credential: Credential): { cid: number; hash: string } {
  const cid = credential.cid.trim()
  const hash = credential.hash.trim()
  if (!/^\d{1,15}$/.test(cid))
    throw new Refusal('invalid', 'The account number (CID) has digits only.', { path: 'cid' })
  if (hash === '') throw new Refusal('invalid', 'The provisioning hash is missing.', { path: 'hash' })
  if (/^(api-key\s+)?lpkey_/i.test(hash)) {
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
  return data.flatMap((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'password' in entry && typeof entry.password === 'string'
      ? [entry.password]
      : [],
  )
}
