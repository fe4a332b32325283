import { z } from 'zod'
import type { SeatLimits } from '../contract/calls/company/seats.ts'
import { type CallName, calls, type Parsed, type Returned } from '../contract/calls.ts'
import { type Failure, Refusal, type Result } from '../contract/failure.ts'
import type { Seat } from '../contract/model.ts'
import { parseInParts } from './cooperative/parse-lists.ts'
import { inSlices } from './cooperative/slices.ts'
import type { MisplacedHash } from './keychain/misplaced-hash.ts'
import { mayCall, usualLimits } from './seats/limits.ts'
import { explainDatabase } from './store/open.ts'
import { UnreadableStore } from './store/unreadable.ts'

/** One handler for every call of the table, or the compiler fails. */
export type Handlers = {
  [C in CallName]: (input: Parsed<C>, signal: AbortSignal) => Returned<C> | Promise<Returned<C>>
}
/** What a handler may carry whose code is read late: it is awaited before the handler is called. */
export interface Readied {
  ready?: () => Promise<unknown>
}
/** The handlers that one room contributes. */
export type HandlersOf<C extends CallName> = Pick<Handlers, C>

export interface DispatchOptions {
  handlers: Handlers
  seat: () => Seat
  /** What the seat may do beyond its name; left out: what is usual for it. */
  limits?: () => SeatLimits
  /** Which company is open, by its id; left out: none ever is. */
  company?: () => string | null
  /** Looks for the provisioning hash in fields that are not meant for it; left out: none is known. */
  misplaced?: Pick<MisplacedHash, 'find'>
  /** Writes the redacted fault into the log and returns the line's id. */
  report: (message: string, error: unknown) => string
}

export type Dispatch = (name: unknown, input: unknown, signal?: AbortSignal) => Promise<Result<unknown>>

/**
 * The trust boundary: own key of the table -> seat checked -> input parsed -> no hash in it -> its code is there -> still the same
 * company -> handler -> output parsed. Never throws.
 * Each step has its test in test/main/dispatch.test.ts.
 */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { handlers, seat, limits, company = () => null, misplaced, report } = options
  return async (name, input, signal = new AbortController().signal) => {
    if (typeof name !== 'string' || !Object.hasOwn(calls, name)) {
      return refuse({ code: 'invalid', path: 'call', message: 'There is no call with this name.' })
    }
    const call = calls[name as CallName]
    const current = seat()
    const asked = company()
    if (!mayCall(current, limits?.() ?? usualLimits[current], name as CallName)) {
      return refuse({
        code: 'not-allowed',
        message: `This workstation's seat does not allow this. An admin seat can do it.`,
      })
    }
    try {
      const parsed = await parseGiven(call.input, input ?? {})
      if (!parsed.success) return refuse(invalid(parsed.error))
      const place = misplaced === undefined ? null : await inSlices(misplaced.find(name, parsed.data))
      if (place !== null) return refuse(misplacedHash(place))
      if (signal.aborted) return refuse({ code: 'cancelled', message: 'Cancelled.' })
      const handler = handlers[name as CallName] as ((input: unknown, signal: AbortSignal) => unknown) & Readied
      await handler.ready?.()
      // Security rule: what was asked of one company is never done in another. Test: test/main/dispatch.test.ts.
      if (company() !== asked && !namesItsCompany(name)) return refuse(otherCompany)
      const value = await handler(parsed.data, signal)
      // To its end, whoever gave up meanwhile: what an act has done is not called cancelled.
      return { ok: true, value: await inSlices(parseInParts(call.output, value)) }
    } catch (fault) {
      // A room that reads a database without looking for damage still says what it met.
      const error = explainDatabase(fault)
      if (error instanceof Refusal) return refuse(error.failure)
      if (signal.aborted) return refuse({ code: 'cancelled', message: 'Cancelled.' })
      // Where no room knows better what is lost.
      if (error instanceof UnreadableStore) return refuse(damagedStore(report(`${name} met damage`, error)))
      const reference = report(`${name} failed`, error)
      return refuse({
        code: 'internal',
        message: `Provost made a mistake in "${name}". The log has the details under ${reference}.`,
        reference,
      })
    }
  }
}

type Given = { success: true; data: unknown } | { success: false; error: z.ZodError }

async function parseGiven(schema: z.ZodType, input: unknown): Promise<Given> {
  try {
    return { success: true, data: await inSlices(parseInParts(schema, input)) }
  } catch (error) {
    if (error instanceof z.ZodError) return { success: false, error }
    throw error
  }
}

/** Calls that are about no company, or say which; a switch that waited for another is one of them. */
const namesItsCompany = (name: string): boolean => /^(?:app|settings|seats|tenants)\./.test(name)

const otherCompany: Failure = {
  code: 'conflict',
  message: 'Another company was opened before this was begun, so nothing was done. Look at this one, and ask again.',
}

const refuse = (failure: Failure): Result<never> => ({ ok: false, failure })

const damagedStore = (reference: string): Failure => ({
  code: 'storage',
  message: `A local database is damaged, and this could not be read from it. Nothing was changed. Close Provost and start it again: it looks at its files then, and says what is lost. The log has the details under ${reference}.`,
})

const misplacedHash = (path: string): Failure => ({
  code: 'invalid',
  path: path.slice(0, 500),
  message:
    'This holds the provisioning hash, which belongs in its own field alone. Nothing was kept or sent. Take it out here; if others may have seen it, reset it in LastPass.',
})

/** Names the first fault in the input: its place, and what is expected there; never the value, which may be a secret. */
function invalid(error: z.ZodError): Failure {
  const issue = error.issues[0]
  const path = issue?.path.map(String).join('.').slice(0, 500) ?? ''
  return {
    code: 'invalid',
    path,
    message: `${path === '' ? 'The input' : `"${path}"`} is not as expected: ${issue?.message ?? 'unknown'}`.slice(
      0,
      2000,
    ),
  }
}

/** A fault as the log has it: a refusal with its words, else where it came from. */
export const describeError = (error: unknown): string =>
  error instanceof Refusal
    ? JSON.stringify(error.failure)
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error)
