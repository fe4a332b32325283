import type { RequestRecord } from '../lastpass/client.ts'

/** The last requests to the service, newest first: what was asked and how it went, never what was in it. */
export interface RequestLog {
  add(record: RequestRecord): void
  page(offset: number, limit: number): { rows: (RequestRecord & { id: number })[]; total: number }
}

/** 2,000: enough for the requests of a day's work, small enough to keep in memory. */
const keptRequests = 2000

export function createRequestLog(): RequestLog {
  const rows: (RequestRecord & { id: number })[] = []
  let last = 0
  return {
    add(record) {
      last++
      rows.unshift({ ...record, id: last })
      if (rows.length > keptRequests) rows.pop()
    },
    page: (offset, limit) => ({ rows: rows.slice(offset, offset + limit), total: rows.length }),
  }
}
