import type { Fetch } from '../fetch.ts'
import { type Answer, answerOf, fail, refusal } from './answer.ts'
import { createClock } from './clock.ts'
import { createCompany } from './company.ts'
import { createEdits, type Edits } from './edits.ts'
import { createEvents } from './events.ts'
import { createFaults, type Fault, insteadOf, type Misbehaviour, spoil } from './faults.ts'
import { createFolders, type Folders } from './folders.ts'
import { createHappenings } from './happenings.ts'
import { createLedger, type LedgerEntry } from './ledger.ts'
import { createLine, type Sleep } from './line.ts'
import { mix } from './random.ts'
import { type Reads, readers } from './readers.ts'
import { readRequest, type ServiceRequest } from './request.ts'
import { asksTooMuch, tooMuch } from './sharing.ts'

/** What a made-up company is made from. */
export interface DemoOptions {
  /** Accounts, 20 to 100,000. */
  people: number
  seed: number
  /** Epoch milliseconds. */
  now: () => number
  /** Epoch milliseconds at which the history is anchored; give it again after a restart to get the same company. Unless given: now. */
  founded?: number
  /** The zone of all times in answers; US/Eastern unless given. */
  zone?: string
  /** Writes that were accepted earlier; they are carried out again, in silence. */
  ledger?: readonly LedgerEntry[]
  /** Called after each write that was carried out, so that the caller can keep it. */
  onWrite?: (entry: LedgerEntry) => void
  /** For answers that are to be slow. */
  sleep?: Sleep
}

/** A LastPass service in this process, with a made-up company. */
export interface DemoService {
  readonly cid: string
  readonly hash: string
  /** Answers in-process, in pieces of a few milliseconds so that the event loop goes on. */
  fetch: Fetch
  /** Answers one request body in one go. */
  answer(body: string): Answer
  /** How the next answers misbehave; null: not at all. */
  misbehave(fault: Fault | readonly Fault[] | null): void
  /** Each write that was carried out, in order. */
  readonly ledger: readonly LedgerEntry[]
  /** Somebody else's doings, past the interface of the service. */
  edit: Edits
}

/** The longest that `fetch` works in one go; other things of the process wait no longer than this and one step. */
const sliceMs = 8

const untilDone = <T>(work: Generator<void, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

async function inSlices<T>(work: Generator<void, T>, signal: AbortSignal): Promise<T> {
  for (let from = performance.now(); ; ) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() - from < sliceMs) continue
    await new Promise<void>((resolve) => setImmediate(resolve))
    signal.throwIfAborted()
    from = performance.now()
  }
}

const waitFor: Sleep = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })

/** Founds a company and opens its service. The same options make the same company. */
export function createDemo(options: DemoOptions): DemoService {
  const { people, seed, now, zone = 'US/Eastern', sleep = waitFor } = options
  const clock = createClock(zone)
  const company = createCompany(seed, people, Math.floor((options.founded ?? now()) / 1000))
  const happenings = createHappenings()
  const faults = createFaults()
  const ledger = createLedger({ company, happenings })
  for (const entry of options.ledger ?? []) ledger.replay(entry)
  let shared: Folders | null = null
  const folders = () => (shared ??= createFolders(company.roster, company.structure))
  const reads: Reads = { company, clock, folders, events: createEvents(company, folders, happenings) }

  // Not a secret: it opens nothing but this company.
  const cid = String(10_000_000 + (mix(seed, 1, people) % 90_000_000))
  const hash = [2, 3, 4, 5].map((n) => mix(seed, n, people).toString(16).padStart(8, '0')).join('')

  function* perform(
    { command, data, apiUser, user }: ServiceRequest,
    hows: readonly Misbehaviour[],
  ): Generator<void, Answer> {
    const at = now()
    company.settle(at / 1000)
    if (ledger.knows(command)) {
      const warn = hows.find((how) => how.kind === 'warn')
      const idle = hows.some(({ kind }) => kind === 'idle')
      const { answer, entry } = ledger.write(command, data, { apiUser, now: at, idle, unknown: warn?.usernames ?? [] })
      if (entry) options.onWrite?.(entry)
      return answerOf(JSON.stringify(answer))
    }
    const reader = Object.hasOwn(readers, command) ? readers[command] : undefined
    if (!reader) return answerOf(fail(`Unknown command: ${command}`))
    if (command === 'getdetailedsfdata' && asksTooMuch(folders(), data)) return tooMuch
    const body = yield* reader.read(reads, { data, user, now: at / 1000 })
    happenings.add(at, {
      username: 'API',
      action: reader.logged,
      data: apiUser === '' ? 'Initiated by API' : `Initiated by API: ${apiUser}`,
    })
    return answerOf(body)
  }

  function* work(body: string): Generator<void, Answer> {
    const request = readRequest(body)
    const hows = faults.showing(request?.command ?? '', request?.data)
    for (const how of hows) {
      const instead = insteadOf(how, body)
      if (instead)
        return hows.reduce((answer, other) => (other.kind === 'slow' ? spoil(other, answer) : answer), instead)
    }
    let answer: Answer
    if (!request) answer = answerOf(fail('Invalid request'))
    else if (request.cid !== cid || request.hash !== hash || hows.some(({ kind }) => kind === 'hash-reset'))
      answer = answerOf(refusal)
    else answer = yield* perform(request, hows)
    return hows.reduce((spoilt, how) => spoil(how, spoilt), answer)
  }

  return {
    cid,
    hash,
    fetch: createLine((body, signal) => inSlices(work(body), signal), sleep),
    answer: (body) => untilDone(work(body)),
    misbehave: faults.set,
    ledger: ledger.entries,
    edit: createEdits({ company, happenings, folders, now }),
  }
}
