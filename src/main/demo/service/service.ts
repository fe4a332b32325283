import { inSlices } from '../../cooperative/slices.ts'
import type { Fetch } from '../../ports.ts'
import { createClock } from '../clock.ts'
import type { Edits } from '../company/edits.ts'
import { demoCredential } from '../credential.ts'
import { type Answer, answerOf, fail, refusal } from './answer.ts'
import { createFaults, type Fault, insteadOf, type Misbehaviour, spoil } from './faults.ts'
import type { LedgerEntry } from './ledger.ts'
import { createLine, type Sleep } from './network-line.ts'
import { readers } from './readers.ts'
import { readRequest, type ServiceRequest } from './request.ts'
import { found, type House } from './service-context.ts'
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
  /** Makes a new hash, as somebody does in the console: the old one counts no more. Gives the new one. */
  resetHash(): string
  /** Each write that was carried out, in order. */
  readonly ledger: readonly LedgerEntry[]
  /** Somebody else's doings, past the interface of the service. */
  edit: Edits
}

const untilDone = <T>(work: Generator<void, T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
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

/** Founds a company and opens its service. The same options make the same company; the work is done with the first request. */
export function createDemo(options: DemoOptions): DemoService {
  const { people, seed, now, ledger = [], sleep = waitFor } = options
  const { cid, hash: first } = demoCredential(options)
  const faults = createFaults()
  // An unknown zone is refused here and now.
  const clock = createClock(options.zone ?? 'US/Eastern')
  const founding = found({ people, seed, clock, founded: options.founded ?? now(), ledger, now })
  let finished: House | null = null

  let resets = 0
  let hash = first

  /** The company. Requests that come while it is being founded take turns in that work. */
  function* house(): Generator<void, House> {
    while (!finished) {
      const step = founding.next()
      if (step.done) finished = step.value
      else yield
    }
    return finished
  }

  function* perform(request: ServiceRequest, hows: readonly Misbehaviour[]): Generator<void, Answer> {
    const { company, folders, happenings, ledger, reads } = yield* house()
    const { command, data, apiUser, user } = request
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
    if (command === 'getdetailedsfdata' && asksTooMuch(folders, data)) return tooMuch
    const body = yield* reader.read(reads, { data, user, now: at / 1000 })
    const label = apiUser === '' ? 'Initiated by API' : `Initiated by API: ${apiUser}`
    happenings.add(at, { username: 'API', action: reader.logged, data: label })
    return answerOf(body)
  }

  function* work(body: string): Generator<void, Answer> {
    const request = readRequest(body)
    const hows = faults.showing(request?.command ?? '', request?.data)
    for (const how of hows) if (how.kind === 'meanwhile') how.run()
    const slow = hows.filter(({ kind }) => kind === 'slow')
    for (const how of hows) {
      const instead = insteadOf(how, body)
      if (instead) return slow.reduce((answer, other) => spoil(other, answer), instead)
    }
    const refused = request?.cid !== cid || request.hash !== hash || hows.some(({ kind }) => kind === 'hash-reset')
    let answer: Answer
    if (!request) answer = answerOf(fail('Invalid request'))
    else answer = refused ? answerOf(refusal) : yield* perform(request, hows)
    answer = { ...answer, headers: { ...answer.headers, date: new Date(now()).toUTCString() } }
    return hows.reduce((spoilt, how) => spoil(how, spoilt), answer)
  }

  return {
    cid,
    get hash() {
      return hash
    },
    resetHash() {
      resets++
      hash = demoCredential(options, resets).hash
      return hash
    },
    fetch: createLine((body, signal) => inSlices(work(body), signal), sleep),
    answer: (body) => untilDone(work(body)),
    misbehave: faults.set,
    get ledger() {
      return untilDone(house()).ledger.entries
    },
    get edit() {
      return untilDone(house()).edit
    },
  }
}
