import type { Output } from '../../../../contract/calls.ts'
import type { ReceiverKind, StreamState } from '../../../../contract/streams.ts'
import { categoryNames } from '../../../features/audit/categories.ts'
import { count, dayAndTime, plural, stamp } from '../../../lib/words/format.ts'
import type { Tone } from '../../../ui/badge.tsx'

export type StreamView = Output<'streams.list'>['streams'][number]

/** What receivers are called where one is chosen. */
export const receiverNames: Readonly<Record<ReceiverKind, string>> = {
  file: 'File of JSON lines',
  syslog: 'Syslog (RFC 5424)',
  otlp: 'OpenTelemetry (OTLP/HTTP)',
  splunk: 'Splunk HTTP Event Collector',
}

/** How a stream is, in a word. */
export const stateWords: Readonly<Record<StreamState, { label: string; tone: Tone }>> = {
  sending: { label: 'Sending', tone: 'blue' },
  waiting: { label: 'Up to date', tone: 'green' },
  retrying: { label: 'Tries again', tone: 'amber' },
  stopped: { label: 'Needs you', tone: 'red' },
  offline: { label: 'Offline', tone: 'slate' },
  paused: { label: 'Paused', tone: 'slate' },
  forbidden: { label: 'Not allowed here', tone: 'red' },
}

/** Where a stream goes. */
export function placeWords({ receiver }: StreamView): string {
  switch (receiver.kind) {
    case 'file':
      return receiver.path
    case 'syslog':
      return `${receiver.host.includes(':') ? `[${receiver.host}]` : receiver.host}:${receiver.port}, ${
        receiver.transport === 'tls' ? 'encrypted (TLS)' : 'not encrypted'
      }`
    case 'otlp':
    case 'splunk':
      return receiver.url
  }
}

/** Which events a stream sends. */
export const contentWords = ({ categories, since }: StreamView): string =>
  `${categories === null ? 'Every category' : categories.map((each) => categoryNames[each]).join(', ')}, ${
    since === null ? 'from the beginning of the archive' : `from ${dayAndTime(since)}`
  }`

/** How far a stream is. */
export function lagWords({ waiting, oldest, state }: StreamView, now: number): string {
  if (waiting === null) return 'Not counted yet'
  if (waiting === 0) return state === 'sending' ? 'Looking for new events' : 'Nothing waits'
  const since = oldest === null ? '' : `, the oldest from ${stamp(oldest, now)}`
  return `${plural(waiting, 'event waits', 'events wait')}${since}`
}

/** What was handed over. */
export const sentWords = ({ sent, refused, lastSent }: StreamView, now: number): string =>
  [
    `${count(sent)} sent${lastSent === null ? '' : `, last ${stamp(lastSent, now)}`}`,
    ...(refused === 0 ? [] : [`${count(refused)} refused by the receiver for good`]),
  ].join('; ')
