import type { PlainEvent } from '../../../lastpass/answers/event-scan.ts'
import type { Leaf } from './leaf.ts'
import { PairTable, type TargetsOf, type TargetsOfBytes } from './pair-table.ts'

/** Events as columns, with the catalogue's numbers of people and addresses, and pairs of their own. */
export class EventBatch {
  size = 0
  time = new Uint32Array(1024)
  person = new Uint32Array(1024)
  ip = new Uint32Array(1024)
  pair = new Uint32Array(1024)
  skipped = new Uint8Array(1024)

  readonly pairs: PairTable

  constructor(pairs: PairTable = new PairTable()) {
    this.pairs = pairs
  }

  push(time: number, skipped: boolean, { person, ip, pair }: { person: number; ip: number; pair: number }): void {
    if (this.size === this.time.length) this.resize(this.size * 2)
    const at = this.size++
    this.time[at] = time
    this.person[at] = person
    this.ip[at] = ip
    this.pair[at] = pair
    this.skipped[at] = skipped ? 1 : 0
  }

  /** Rows of this batch in another order, or some of them; the pairs stay the same ones. */
  pick(rows: ArrayLike<number>): EventBatch {
    const made = new EventBatch(this.pairs)
    made.resize(Math.max(1, rows.length))
    made.size = rows.length
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number
      made.time[at] = this.time[row] as number
      made.person[at] = this.person[row] as number
      made.ip[at] = this.ip[row] as number
      made.pair[at] = this.pair[row] as number
      made.skipped[at] = this.skipped[row] as number
    }
    return made
  }

  /** Adds a row of a batch whose pairs are the same ones. */
  copy(other: EventBatch, row: number): void {
    if (this.size === this.time.length) this.resize(this.size * 2)
    const at = this.size++
    this.time[at] = other.time[row] as number
    this.person[at] = other.person[row] as number
    this.ip[at] = other.ip[row] as number
    this.pair[at] = other.pair[row] as number
    this.skipped[at] = other.skipped[row] as number
  }

  private resize(length: number): void {
    const columns = ['time', 'person', 'ip', 'pair'] as const
    for (const column of columns) {
      const larger = new Uint32Array(length)
      larger.set(this[column].subarray(0, this.size))
      this[column] = larger
    }
    const skipped = new Uint8Array(length)
    skipped.set(this.skipped.subarray(0, this.size))
    this.skipped = skipped
  }
}

/** The order of rows by their times, those of one second as they are; null: they are in it. */
function orderByTime(batch: EventBatch): Uint32Array | null {
  const { time, size } = batch
  let isOrdered = true
  for (let row = 1; isOrdered && row < size; row++) isOrdered = (time[row - 1] as number) <= (time[row] as number)
  if (isOrdered) return null
  return Uint32Array.from({ length: size }, (_, row) => row).sort(
    (a, b) => (time[a] as number) - (time[b] as number) || a - b,
  )
}

/** A batch in the order of its times. */
export function ordered(batch: EventBatch): EventBatch {
  const order = orderByTime(batch)
  return order === null ? batch : batch.pick(order)
}

/** The events of a leaf, each with another time. */
export function batchOf(leaf: Leaf, moved: (time: number, skipped: boolean) => { time: number; skipped: boolean }) {
  const batch = new EventBatch(PairTable.of(leaf))
  for (let row = 0; row < leaf.time.length; row++) {
    const { time, skipped } = moved(leaf.time[row] as number, leaf.skipped[row] === 1)
    batch.push(time, skipped, {
      person: leaf.people[leaf.person[row] as number] as number,
      ip: leaf.addresses[leaf.ip[row] as number] as number,
      pair: leaf.pair[row] as number,
    })
  }
  return batch
}

/** One event before its names have numbers. `time` in UTC seconds. */
export interface NewEvent {
  time: number
  username: string
  ip: string
  action: string
  data: string
  skipped: boolean
}

interface Numbers {
  numberOf(text: string): number
  numberOfBytes(bytes: Buffer, from: number, to: number): number
}

/** Numbers of names, as a catalogue gives them. */
export interface NameNumbers {
  person: Numbers
  ip: Numbers
  action: Numbers
  targets: { of: TargetsOf; ofBytes: TargetsOfBytes }
}

/** Puts an event into a batch. */
export function pushEvent(
  batch: EventBatch,
  { time, skipped, username, ip, action, data }: NewEvent,
  names: NameNumbers,
): void {
  batch.push(time, skipped, {
    person: names.person.numberOf(username),
    ip: names.ip.numberOf(ip),
    pair: batch.pairs.numberOf(names.action.numberOf(action), data, names.targets.of),
  })
}

/** The same of an event that is still in the bytes of an answer. */
export function pushPlainEvent(
  batch: EventBatch,
  { time, skipped }: Pick<NewEvent, 'time' | 'skipped'>,
  { bytes, username, usernameEnd, ip, ipEnd, action, actionEnd, data, dataEnd }: PlainEvent,
  names: NameNumbers,
): void {
  const numberOfAction = names.action.numberOfBytes(bytes, action, actionEnd)
  batch.push(time, skipped, {
    person: names.person.numberOfBytes(bytes, username, usernameEnd),
    ip: names.ip.numberOfBytes(bytes, ip, ipEnd),
    pair: batch.pairs.numberOfBytes(numberOfAction, bytes, [data, dataEnd], names.targets.ofBytes),
  })
}
