import { longest } from '../records/lengths.ts'
import { behind, close, colon, comma, objectEnd, open, plainEnd, quote, scalarEnd, solid } from './json-places.ts'
import { createWallReader } from './wall-reader.ts'

// An answer of events has one shape thousands of times over: an object of records with the same five texts. Its bytes are read as that
// shape, which takes a fraction of what parsing them and looking at each record takes. Whatever is not of that shape, an event or the
// whole answer, is left to the parser, so that both say the same.

/** An event whose texts have no escapes, where it lies in the bytes of an answer: each of them UTF-8, as far as it is valid. */
export interface PlainEvent {
  bytes: Buffer
  /** What the clock of the account showed, in seconds as if it showed UTC; 1970 or later. */
  wall: number
  username: number
  usernameEnd: number
  ip: number
  ipEnd: number
  action: number
  actionEnd: number
  data: number
  dataEnd: number
}

/** An answer of events, read without parsing it. */
export interface ScannedEvents {
  /** The answer with nothing in its last `data`: whether it is JSON otherwise, and what it says, is for the parser. */
  envelope: Uint8Array
  count: number
  /** Hands every event on, in the order of the answer; what is handed on as `plain` holds until the next one. */
  each(plain: (event: PlainEvent) => void, other: (record: unknown) => void): void
}

/** The texts of a record, the time first. */
const members = ['Time', 'Username', 'IP_Address', 'Action', 'Data'].map((name) => Buffer.from(`"${name}"`))
const dataMember = members.length - 1
/** Of each event where each of its texts begins and ends; in the places of the time its wall reading and `isPlain`, or `isParsed`. */
const placesOfEvent = members.length * 2
const [isParsed, isPlain] = [0, 1]
/** Reads an answer of events; null: it is not of the known shape, or no JSON. */
export function scanEvents(bytes: Uint8Array): ScannedEvents | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let events: Events | null = null
  let [begin, end] = [0, 0]
  let at = behind(text, 0, open)
  while (at >= 0) {
    const from = solid(text, at)
    const to = plainEnd(text, from)
    const name = to < 0 ? '' : text.toString('latin1', from + 1, to)
    if (!['status', 'next', 'data'].includes(name)) return null
    at = behind(text, to + 1, colon)
    if (at < 0) return null
    if (name === 'data') {
      begin = behind(text, at, open)
      events = begin < 0 ? null : readEvents(text, begin)
      if (events === null) return null
      at = events.end
      end = at - 1
    } else at = scalarEnd(text, at)
    if (at < 0) return null
    at = solid(text, at)
    if (text[at] === close) break
    at = behind(text, at, comma)
  }
  if (at < 0 || events === null) return null
  const { count, each } = events
  return { envelope: Buffer.concat([text.subarray(0, begin), text.subarray(end)]), count, each }
}

interface Events extends Pick<ScannedEvents, 'count' | 'each'> {
  /** The place behind all of them. */
  end: number
}

/** Reads the events up to the end of their object; null: some have other names than those that the service numbers in order. */
function readEvents(bytes: Buffer, begin: number): Events | null {
  const others = new Map<number, unknown>()
  const wallAt = createWallReader(bytes)
  let places = new Uint32Array(placesOfEvent * 1024)
  let count = 0
  let last = -1
  let at = solid(bytes, begin)
  if (bytes[at] === close) return { count, end: at + 1, each: () => {} }
  for (;;) {
    const from = solid(bytes, at)
    const to = plainEnd(bytes, from)
    const number = to < 0 ? -1 : numberOf(bytes, from, to)
    // So none comes twice, and they are in the order of the answer.
    if (number <= last) return null
    last = number
    const start = solid(bytes, behind(bytes, to + 1, colon))
    if (bytes[start] !== open) return null
    if ((count + 1) * placesOfEvent > places.length) {
      const larger = new Uint32Array(places.length * 2)
      larger.set(places)
      places = larger
    }
    const own = count * placesOfEvent
    at = readRecord(bytes, start + 1, places, own)
    const wall = at < 0 ? Number.NaN : wallAt(places[own] as number, places[own + 1] as number)
    places[own] = wall
    places[own + 1] = wall >= 0 ? isPlain : isParsed
    if (!(wall >= 0)) {
      at = objectEnd(bytes, start)
      if (at < 0) return null
      try {
        others.set(count, JSON.parse(bytes.toString('utf8', start, at)))
      } catch {
        return null
      }
    }
    count++
    at = solid(bytes, at)
    if (bytes[at] === close) break
    at = behind(bytes, at, comma)
    if (at < 0) return null
  }
  return { count, end: at + 1, each: (plain, other) => handOn({ bytes, places, count, others }, plain, other) }
}

/** The number in an event's name; -1: it is another name. */
function numberOf(bytes: Uint8Array, from: number, to: number): number {
  // "Event1" to fifteen digits.
  if (to - from < 7 || to - from > 21) return -1
  for (let n = 0; n < 5; n++) if (bytes[from + 1 + n] !== eventName[n]) return -1
  let number = 0
  for (let at = from + 6; at < to; at++) {
    const digit = (bytes[at] as number) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    number = number * 10 + digit
  }
  return number
}
const eventName = Buffer.from('Event')

/**
 * Reads the members of a record into its places, which are zero: one that is missing is empty, of two the last counts. Gives the place behind
 * it; -1: they are others, or no plain texts.
 */
function readRecord(bytes: Uint8Array, begin: number, places: Uint32Array, own: number): number {
  for (let at = begin; ; ) {
    at = solid(bytes, at)
    const member = memberAt(bytes, at)
    if (member < 0) return -1
    at = behind(bytes, at + (members[member] as Uint8Array).length, colon)
    if (at < 0) return -1
    at = solid(bytes, at)
    const end = plainEnd(bytes, at)
    // Longer texts are refused or cut.
    if (end < 0 || end - at > (member === dataMember ? longest.event : longest.name)) return -1
    places[own + member * 2] = at + 1
    places[own + member * 2 + 1] = end
    at = solid(bytes, end + 1)
    if (bytes[at] === close) return at + 1
    if (bytes[at] !== comma) return -1
    at++
  }
}

function memberAt(bytes: Uint8Array, at: number): number {
  for (let member = 0; member < members.length; member++) {
    const name = members[member] as Uint8Array
    if (bytes[at + 1] !== name[1]) continue
    let n = 2
    while (n < name.length && bytes[at + n] === name[n]) n++
    if (n === name.length) return bytes[at] === quote ? member : -1
  }
  return -1
}

function handOn(
  { bytes, places, count, others }: { bytes: Buffer; places: Uint32Array; count: number; others: Map<number, unknown> },
  plain: (event: PlainEvent) => void,
  other: (record: unknown) => void,
): void {
  const names = { username: 0, usernameEnd: 0, ip: 0, ipEnd: 0, action: 0, actionEnd: 0 }
  const event: PlainEvent = { bytes, wall: 0, ...names, data: 0, dataEnd: 0 }
  for (let n = 0, own = 0; n < count; n++, own += placesOfEvent) {
    if (places[own + 1] === isParsed) {
      other(others.get(n))
      continue
    }
    event.wall = places[own] as number
    event.username = places[own + 2] as number
    event.usernameEnd = places[own + 3] as number
    event.ip = places[own + 4] as number
    event.ipEnd = places[own + 5] as number
    event.action = places[own + 6] as number
    event.actionEnd = places[own + 7] as number
    event.data = places[own + 8] as number
    event.dataEnd = places[own + 9] as number
    plain(event)
  }
}
