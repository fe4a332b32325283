import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { EventLine } from '../event-line.ts'
import { type Answer, answerProblem, createPoster } from './http-post.ts'
import { DeliveryProblem, type ProblemKind, type Receiver } from './receiver.ts'

/** Codes of Splunk's HTTP Event Collector that say more than their status does. */
const codes: Readonly<Record<number, { kind: ProblemKind; words: string }>> = {
  1: { kind: 'settings', words: 'says that the token is disabled. Enable it in Splunk' },
  2: { kind: 'settings', words: 'says that a token is missing. Enter it' },
  3: { kind: 'settings', words: 'says that the authorization is not valid. Enter the token again' },
  4: { kind: 'settings', words: 'does not know the token. Enter the right one' },
  5: { kind: 'events', words: 'says that there is no data' },
  6: { kind: 'events', words: 'does not understand at least one event' },
  7: {
    kind: 'settings',
    words: 'says that the token may not write to this index. Enter another index, or allow it in Splunk',
  },
  8: { kind: 'passing', words: 'has an error of its own. The events wait' },
  9: { kind: 'passing', words: 'is busy. The events wait' },
  10: { kind: 'settings', words: 'acknowledges with this token. Turn on waiting for its acknowledgement' },
  11: { kind: 'settings', words: 'does not take the channel' },
  12: { kind: 'events', words: 'misses a part of at least one event' },
  13: { kind: 'events', words: 'takes at least one event for empty' },
  14: { kind: 'settings', words: 'does not acknowledge with this token. Turn off waiting for it' },
  15: { kind: 'events', words: 'cannot index the fields of at least one event' },
  18: { kind: 'passing', words: 'has full queues. The events wait' },
  19: { kind: 'passing', words: 'cannot acknowledge more at the moment. The events wait' },
  20: { kind: 'passing', words: 'has full queues. The events wait' },
  23: { kind: 'passing', words: 'is shutting down. The events wait' },
  26: { kind: 'passing', words: 'has full queues. The events wait' },
}

/** Events one after another, as the collector takes them. */
export const splunkBody = (lines: readonly EventLine[], index: string): string =>
  lines
    .map(({ time, key, category, whole }) =>
      JSON.stringify({
        time: Date.parse(time) / 1000,
        host: hostname(),
        source: 'provost',
        sourcetype: 'lastpass:audit',
        ...(index === '' ? {} : { index }),
        event: whole,
        // Indexed, so that doubles can be found without reading events.
        fields: { key, category },
      }),
    )
    .join('\n')

/** What of an address of Splunk stands before the path of the collector. */
export function splunkAddress(url: string, part: 'event' | 'ack'): URL {
  const address = new URL(url)
  const base = address.pathname.replace(/\/services\/collector(\/.*)?$/, '').replace(/\/+$/, '')
  address.pathname = `${base}/services/collector/${part}`
  return address
}

/** Posts to the HTTP Event Collector of a Splunk. */
export function createSplunkReceiver(options: {
  url: string
  token: string
  index: string
  acknowledge: boolean
  authority: string | null
  timeoutMs: number
  /** Milliseconds between two questions whether events are indexed. */
  askAgainMs: number
  now: () => number
}): Receiver {
  const { token, index, acknowledge, timeoutMs, askAgainMs, now } = options
  const events = splunkAddress(options.url, 'event')
  const acks = splunkAddress(options.url, 'ack')
  const poster = createPoster(options)
  const channel = randomUUID()
  const headers = {
    authorization: `Splunk ${token}`,
    'content-type': 'application/json',
    ...(acknowledge ? { 'x-splunk-request-channel': channel } : {}),
  }
  const failed = (answer: Answer): DeliveryProblem => {
    const { code, text } = parse(answer.body)
    const known = typeof code === 'number' ? codes[code] : undefined
    const said = typeof text === 'string' ? text : answer.body
    if (known === undefined || answer.status === 413) return answerProblem(answer, events.host, said)
    return new DeliveryProblem(known.kind, `Splunk at ${events.host} ${known.words}.`, {
      details: `${answer.status} ${said} (code ${code})`.slice(0, 1000),
      retryAfterMs: answer.retryAfterMs,
    })
  }
  async function indexed(ack: number, signal: AbortSignal): Promise<void> {
    acks.searchParams.set('channel', channel)
    for (const begun = now(); now() - begun < timeoutMs; ) {
      const answer = await poster.post(acks, headers, JSON.stringify({ acks: [ack] }), signal)
      if (answer.status !== 200) throw failed(answer)
      const { acks: known } = parse(answer.body)
      if ((known as Record<string, unknown> | undefined)?.[String(ack)] === true) return
      await wait(askAgainMs, undefined, { signal })
    }
    throw new DeliveryProblem(
      'passing',
      `Splunk at ${events.host} took the events but did not say in time that they are indexed. They are sent again.`,
    )
  }
  return {
    async send(lines, signal) {
      const answer = await poster.post(events, headers, splunkBody(lines, index), signal)
      if (answer.status !== 200) throw failed(answer)
      const { code, ackId } = parse(answer.body)
      if (code !== 0)
        throw new DeliveryProblem(
          'settings',
          `${events.host} does not answer as Splunk does. It is not known that events were taken.`,
          {
            details: answer.body.slice(0, 300),
          },
        )
      if (!acknowledge) return { refused: 0, said: null }
      if (typeof ackId !== 'number')
        throw new DeliveryProblem(
          'settings',
          `Splunk at ${events.host} does not acknowledge with this token. Turn off waiting for it.`,
        )
      await indexed(ackId, signal)
      return { refused: 0, said: null }
    },
    close: poster.close,
  }
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
