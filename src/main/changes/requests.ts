import { jobLabel } from '../../contract/audit/caller-label.ts'
import type { Change, ChangeKind } from '../../contract/change.ts'
import { keyOf } from '../text/user-key.ts'
import { wantsPassword } from './first-passwords.ts'
import type { RequestBody } from './kinds/common/kind.ts'
import { kindOf } from './kinds/kinds.ts'

/** A change that is to be sent, with its row in its job or plan. */
export interface Sendable {
  row: number
  send: Change
}

/** One request to the service and the rows that it carries out. */
export interface ChangeRequest extends RequestBody {
  rows: number[]
}

/**
 * The requests that carry out these rows: kind by kind in the order in which the kinds first appear, in batches where the
 * service takes them, never the same person twice in one batch. Pure.
 */
export function toRequests(sendables: readonly Sendable[]): ChangeRequest[] {
  const byKind = new Map<ChangeKind, Sendable[]>()
  for (const sendable of sendables) {
    const same = byKind.get(sendable.send.kind)
    if (same === undefined) byKind.set(sendable.send.kind, [sendable])
    else same.push(sendable)
  }
  return [...byKind].flatMap(([kind, all]) =>
    inBatches(all, kindOf({ kind }).request.most).map(([first, ...rest]) => ({
      ...kindOf({ kind }).request.of([first.send, ...rest.map(({ send }) => send)]),
      rows: [first, ...rest].map(({ row }) => row),
    })),
  )
}

type Batch = [Sendable, ...Sendable[]]

function inBatches(all: readonly Sendable[], most: number): Batch[] {
  const done: Batch[] = []
  let names = new Set<string>()
  for (const sendable of all) {
    const key = keyOf(sendable.send.username)
    const batch = done.at(-1)
    if (batch === undefined || batch.length === most || names.has(key)) {
      done.push([sendable])
      names = new Set([key])
    } else {
      batch.push(sendable)
      names.add(key)
    }
  }
  return done
}

/** What stands in the place of the provisioning hash, and of first passwords, wherever a request is shown. */
export const maskedHash = '********'

/** A request as it leaves, with the hash and first passwords masked, and the same as a command line. */
export function showRequest(
  { command, data }: RequestBody,
  service: { cid: string; baseUrl: string },
): { command: string; body: string; curl: string } {
  const shown = Array.isArray(data)
    ? data.map((entry: unknown) => (wantsPassword(entry) ? { ...entry, password: maskedHash } : entry))
    : data
  const body = JSON.stringify({
    cid: Number(service.cid),
    provhash: maskedHash,
    cmd: command,
    // The job gets its name when the plan is applied.
    apiuser: jobLabel('(its number)'),
    data: shown,
  })
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
  return {
    command,
    body,
    curl: `curl --request POST ${quote(service.baseUrl)} --header 'content-type: application/json' --data ${quote(body)}`,
  }
}
