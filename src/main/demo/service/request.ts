import { isObject, text } from './answer.ts'

/** One request, taken apart. */
export interface ServiceRequest {
  cid: string
  hash: string
  command: string
  data: unknown
  /** A label for the log; not an identity. */
  apiUser: string
  /** `reporting` takes the user beside the account number as well as in `data`. */
  user: string
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // Simple reads also work as a form.
    const form = Object.fromEntries(new URLSearchParams(body))
    return 'cmd' in form ? form : null
  }
}

/** Reads a request body; null for what is none. */
export function readRequest(body: string): ServiceRequest | null {
  const parsed = parse(body)
  if (!isObject(parsed)) return null
  const cid = parsed.cid
  return {
    cid: typeof cid === 'number' ? String(cid) : text(cid),
    hash: text(parsed.provhash),
    command: text(parsed.cmd),
    data: parsed.data ?? null,
    apiUser: text(parsed.apiuser),
    user: text(parsed.user),
  }
}
