import { asciiJson, type EventLine } from '../event-line.ts'

// RFC 5424. Facility 13 is "log audit"; severity 6 "informational", 4 "warning" where somebody failed to log in.
const facility = 13
const [informational, warning] = [6, 4]

/** 32473 is the number that RFC 5612 keeps for documents: Provost has none of its own. */
const structure = 'provost@32473'

/** rsyslog cuts what is longer, unless it is told otherwise. */
export const longestMessage = 8192

/** Values of parameters are short, so that receivers that keep only the structured data have whole ones. */
const longestValue = 255

/** A header's field: printable ASCII without blanks, of so many characters; `-` when nothing is left. */
const field = (text: string, longest: number): string => text.replace(/[^\x21-\x7e]/g, '').slice(0, longest) || '-'

/** The symbols of control characters are a block of their own; what has none there shows as "delete". */
const symbolOf = (control: string): string => {
  const code = control.charCodeAt(0)
  return String.fromCharCode(code < 0x20 ? 0x2400 + code : 0x2421)
}

/**
 * A value of structured data: quotation marks, brackets and backslashes are escaped, as the standard has it. Control characters are
 * shown as symbols: a line break in one must not begin a line of its own in somebody's file.
 */
export function structuredValue(text: string): string {
  // A character beyond 16 bits that the end cuts in two becomes U+FFFD, as every other half of one.
  const whole = Buffer.from(text.slice(0, longestValue)).toString()
  return whole.replace(/[\p{Cc}\u2028\u2029]/gu, symbolOf).replace(/["\\\]]/g, '\\$&')
}

/** An event as a syslog message: what people filter by as structured data, all of it as JSON in ASCII, cut to fit. */
export function syslogMessage(
  line: EventLine,
  { host, pid, version }: { host: string; pid: number; version: string },
): Buffer {
  const severity = /fail/i.test(line.action) && line.category === 'login' ? warning : informational
  const parameters = [
    ['key', line.key],
    ['category', line.category],
    ['action', line.action],
    ['user', line.user],
    ['ip', line.ip],
    ...(line.whole.test === true ? [['test', 'true']] : []),
  ]
    .map(([name = '', value = '']) => ` ${name}="${structuredValue(value)}"`)
    .join('')
  const head = `<${facility * 8 + severity}>1 ${line.time} ${field(host, 255)} Provost ${pid} ${field(line.category, 32)} [${structure}${parameters}][origin software="Provost" swVersion="${structuredValue(version)}"] `
  const room = longestMessage - Buffer.byteLength(head)
  return Buffer.from(head + fitting(line.whole, room))
}

/** The JSON of an event in so many characters; the longest texts of it are cut, and it says so. */
function fitting(whole: EventLine['whole'], room: number): string {
  const json = asciiJson(whole)
  if (json.length <= room) return json
  const { parsed: _, ...rest } = whole
  const data = String(whole.data ?? '')
  const marked = { ...rest, cut: true, data_length: data.length }
  for (const [name, text] of longest(marked)) {
    const without = asciiJson({ ...marked, [name]: '' }).length
    if (without > room) {
      marked[name as keyof typeof marked] = '' as never
      continue
    }
    return asciiJson({ ...marked, [name]: startOf(text, room - without) })
  }
  return asciiJson({ key: whole.key, time: whole.time, cut: true })
}

/** Texts, the event's own first: names are kept while they can be. */
const longest = (whole: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(whole)
    .filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'key' && entry[0] !== 'time',
    )
    .sort(([a, one], [b, other]) => Number(b === 'data') - Number(a === 'data') || other.length - one.length)

/** As much of a text's beginning as takes so many characters in JSON. */
function startOf(text: string, room: number): string {
  let used = 0
  let end = 0
  for (const point of text) {
    used += asciiJson(point).length - 2
    if (used > room) break
    end += point.length
  }
  return text.slice(0, end)
}

/** A message with its length before it (RFC 5425, and RFC 6587 for plain connections): whatever stands in it, no other begins there. */
export const framed = (message: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${message.byteLength} `, 'ascii'), message])
