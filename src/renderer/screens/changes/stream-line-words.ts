import { dayAndTime, plural } from '../../lib/words/format.ts'

/** What the lines about streams are called. */
export const streamKindNames: Readonly<Record<string, string>> = {
  'stream-added': 'Stream added',
  'stream-changed': 'Stream changed',
  'stream-paused': 'Stream paused',
  'stream-resumed': 'Stream resumed',
  'stream-removed': 'Stream removed',
  'stream-tested': 'Stream tested',
}

type Data = Readonly<Record<string, unknown>>
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const dataOf = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {})

const kinds: Readonly<Record<string, string>> = {
  file: 'a file of JSON lines',
  syslog: 'syslog',
  otlp: 'OpenTelemetry',
  splunk: 'Splunk',
}

const whereTo = ({ kind, place, unencrypted }: Data): string =>
  `${kinds[textOf(kind)] ?? textOf(kind)}, ${textOf(place)}${unencrypted === true ? ', without encryption' : ''}`

const which = ({ categories, since }: Data): string =>
  `${Array.isArray(categories) ? `categories ${categories.map(textOf).join(', ')}` : 'every category'}, ${
    textOf(since) === '' ? 'from the beginning' : `from ${dayAndTime(textOf(since))}`
  }`

/** What a journal line tells of a stream of events. */
export function streamWords(kind: string, data: Data): string {
  const name = `“${textOf(data.name)}”`
  switch (kind) {
    case 'stream-added':
      return `${name} to ${whereTo(data)}: ${which(data)}`
    case 'stream-changed': {
      const [before, after] = [dataOf(data.before), dataOf(data.after)]
      const parts = [
        ...(before.name === after.name ? [] : [`now called “${textOf(after.name)}”`]),
        ...(whereTo(before) === whereTo(after) ? [] : [`from ${whereTo(before)} to ${whereTo(after)}`]),
        ...(which(before) === which(after) ? [] : [which(after)]),
        ...(data.secret === true ? ['a secret was entered'] : []),
      ]
      return `“${textOf(before.name)}”: ${parts.join('; ') || 'saved as it was'}`
    }
    case 'stream-removed': {
      const sent = typeof data.sent === 'number' ? data.sent : 0
      return `${name} to ${whereTo(data)}, after ${plural(sent, 'event was sent', 'events were sent')}`
    }
    case 'stream-tested':
      return `One test event to ${name}, ${whereTo(data)}, with the key ${textOf(data.key)}`
    default:
      return `${name} to ${whereTo(data)}`
  }
}
