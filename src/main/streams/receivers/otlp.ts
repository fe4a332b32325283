import { hostname } from 'node:os'
import type { EventLine } from '../event-line.ts'
import { answerProblem, createPoster } from './http-post.ts'
import type { Delivered, Receiver } from './receiver.ts'

// OTLP/HTTP 1.x in its JSON encoding: names in camel case, 64-bit integers as text, https://opentelemetry.io/docs/specs/otlp/.

type Value =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { kvlistValue: { values: { key: string; value: Value }[] } }
  | { arrayValue: { values: Value[] } }

function typed(value: unknown): Value {
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') return { intValue: String(value) }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(typed) } }
  if (typeof value === 'object' && value !== null) return { kvlistValue: { values: attributes(value) } }
  return { stringValue: String(value) }
}
const attributes = (values: object): { key: string; value: Value }[] =>
  Object.entries(values).map(([key, value]) => ({ key, value: typed(value) }))

const nanos = (instant: number): string => `${instant}000000`

/** Severity numbers of the data model: 9 is INFO, 13 WARN. */
const [info, warn] = [9, 13]

function recordOf({ key, time, action, category, user, ip, data, whole }: EventLine, observed: number): object {
  const failed = category === 'login' && /fail/i.test(action)
  const {
    key: _k,
    time: _t,
    user: _u,
    ip: _i,
    action: _a,
    category: _c,
    data: _d,
    account: _n,
    company: _o,
    ...rest
  } = whole
  return {
    timeUnixNano: nanos(Date.parse(time)),
    observedTimeUnixNano: nanos(observed),
    severityNumber: failed ? warn : info,
    severityText: failed ? 'WARN' : 'INFO',
    body: typed(data === '' ? action : `${action}: ${data}`),
    attributes: [
      ...attributes({
        'log.record.uid': key,
        ...(user === '' ? {} : { 'user.name': user }),
        ...(ip === '' ? {} : { 'client.address': ip }),
        'lastpass.action': action,
        'lastpass.category': category,
        'lastpass.data': data,
      }),
      ...Object.entries(rest).map(([name, value]) => ({ key: `lastpass.${name}`, value: typed(value) })),
    ],
  }
}

/** A request to export logs, as text. */
export function otlpRequest(lines: readonly EventLine[], version: string, observed: number): string {
  const { account = '', company = '' } = lines[0]?.whole ?? {}
  return JSON.stringify({
    resourceLogs: [
      {
        resource: {
          attributes: attributes({
            'service.name': 'provost',
            'service.version': version,
            'host.name': hostname(),
            'lastpass.account': account,
            'lastpass.company': company,
          }),
        },
        scopeLogs: [
          { scope: { name: 'lastpass.audit', version }, logRecords: lines.map((line) => recordOf(line, observed)) },
        ],
      },
    ],
  })
}

/** What an answer of success says of records that were not taken; they must not be sent again. */
export function otlpPartial(body: string): Delivered {
  try {
    const { partialSuccess } = JSON.parse(body) as {
      partialSuccess?: { rejectedLogRecords?: unknown; errorMessage?: unknown }
    }
    const refused = Number(partialSuccess?.rejectedLogRecords ?? 0)
    const said = typeof partialSuccess?.errorMessage === 'string' ? partialSuccess.errorMessage.slice(0, 1000) : ''
    return { refused: Number.isSafeInteger(refused) && refused > 0 ? refused : 0, said: said || null }
  } catch {
    return { refused: 0, said: null }
  }
}

/** The address of logs below a base. */
export function otlpAddress(url: string): URL {
  const address = new URL(url)
  if (!address.pathname.endsWith('/v1/logs')) address.pathname = `${address.pathname.replace(/\/+$/, '')}/v1/logs`
  return address
}

/** Posts to a collector of OpenTelemetry. `headers` hold the secrets. */
export function createOtlpReceiver(options: {
  url: string
  headers: Readonly<Record<string, string>>
  authority: string | null
  version: string
  timeoutMs: number
  now: () => number
}): Receiver {
  const { headers, version, now } = options
  const address = otlpAddress(options.url)
  const poster = createPoster(options)
  return {
    async send(lines, signal) {
      const answer = await poster.post(
        address,
        { ...headers, 'content-type': 'application/json' },
        otlpRequest(lines, version, now()),
        signal,
      )
      if (answer.status >= 200 && answer.status < 300) {
        const { refused, said } = otlpPartial(answer.body)
        return { refused: Math.min(refused, lines.length), said }
      }
      throw answerProblem(answer, address.host, saidBy(answer.body))
    },
    close: poster.close,
  }
}

/** An error is a `Status` with a message; another program in between answers with a page. */
function saidBy(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown }
    return typeof message === 'string' ? message : ''
  } catch {
    return body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  }
}
