import type { OutgoingEvent } from '../audit/outgoing/unsent.ts'
import type { AuditOperations } from '../audit/protocol.ts'
import type { ThreadCalls } from '../threads/thread-calls.ts'
import { type Account, type EventLine, lineOf } from './event-line.ts'
import { type Delivered, DeliveryProblem } from './receivers/receiver.ts'
import type { StreamRecord } from './stream-record.ts'
import type { Progress, StreamStore } from './stream-store.ts'

export interface OutboxOptions {
  record: StreamRecord
  store: StreamStore
  archive: Pick<ThreadCalls<AuditOperations>, 'ask'>
  account: Account
  send: (lines: readonly EventLine[]) => Promise<Delivered>
  now: () => number
  /** Hears how many events wait, and the instant of the oldest. */
  waiting: (events: number, oldest: number | null) => void
  /** Hears why events were passed over: the receiver refused them for good. */
  refused: (events: number, said: string | null) => void
}

/** Events of one batch, and their bytes as JSON. */
const [mostEvents, mostBytes] = [500, 1_000_000]
/** So many are taken from the archive at once. */
const taken = 2000
/** So many events in a row that are refused one by one, with none accepted, are not the events' fault. */
const mostSuspects = 3

interface Item {
  hour: number
  line: EventLine
  bytes: number
}

/**
 * Hands over everything of the archive that a stream has not handed over yet, oldest first, and keeps what was confirmed batch by
 * batch. It may be stopped anywhere: what was not confirmed goes again, under the same keys.
 * @throws DeliveryProblem
 */
export async function emptyOutbox(options: OutboxOptions): Promise<void> {
  const { record, store, archive, account, waiting } = options
  const { id, categories, since } = record
  const progress = store.progress(id)
  const asked = { categories, since }
  const tally = await archive.ask('tally', { ...asked, clean: progress.clean })
  const known = store.hours(id, tally.hours[0]?.hour ?? 0, tally.hours.at(-1)?.hour ?? -1)
  const due = tally.hours.filter(({ hour, events }) => known.get(hour)?.events !== events)
  const openIn = ({ hour, events }: { hour: number; events: number }): number => {
    const before = known.get(hour)
    return Math.max(0, events - (before?.marks ?? Math.max(0, before?.events ?? 0)))
  }
  let left = due.reduce((sum, each) => sum + openIn(each), 0)
  waiting(left, left > 0 ? (due.find((each) => openIn(each) > 0)?.first ?? null) : null)

  const batches = createBatches(options, progress, (events, oldest) => {
    left = Math.max(0, left - events)
    waiting(left, left > 0 ? oldest : null)
  })
  for (const { hour } of due) {
    for (;;) {
      const found = await archive.ask('unsent', {
        ...{ ...asked, account: account.number, hour, limit: taken },
        marks: store.marks(id, hour),
      })
      await batches.add(hour, found.unsent, account)
      if (!found.more) {
        batches.complete(hour, found.events)
        break
      }
      await batches.flush()
    }
  }
  await batches.flush()
  if (JSON.stringify(progress.clean) !== JSON.stringify(tally.clean)) {
    progress.clean = tally.clean
    store.settle(id, { keys: new Map(), complete: new Map(), progress })
  }
  waiting(0, null)
}

function createBatches(
  { record, store, send, now, refused }: OutboxOptions,
  progress: Progress,
  sent: (events: number, oldest: number | null) => void,
) {
  let queue: Item[] = []
  const complete = new Map<number, number>()
  let most = mostEvents
  let suspects: { item: Item; said: string | null }[] = []
  let hasAccepted = false

  /** Counts the suspects as refused for good: the receiver took others. */
  function giveUp(): Item[] {
    for (const { said } of suspects) refused(1, said)
    progress.refused += suspects.length
    const items = suspects.map(({ item }) => item)
    suspects = []
    return items
  }

  function settle(items: readonly Item[]): void {
    const keys = new Map<number, string[]>()
    for (const { hour, line } of items) keys.set(hour, [...(keys.get(hour) ?? []), line.key])
    const open = new Set(queue.map(({ hour }) => hour))
    const whole = new Map([...complete].filter(([hour]) => !open.has(hour)))
    for (const hour of whole.keys()) complete.delete(hour)
    if (items.length > 0) progress.lastSent = new Date(now()).toISOString()
    store.settle(record.id, { keys, complete: whole, progress })
    const next = queue[0]
    sent(items.length, next === undefined ? null : Date.parse(next.line.time) / 1000)
  }

  /** Sends the queue's first events; fewer at once where the receiver wants that. */
  async function sendSome(): Promise<void> {
    let size = 0
    let bytes = 0
    while (size < Math.min(most, queue.length) && (size === 0 || bytes + (queue[size] as Item).bytes <= mostBytes))
      bytes += (queue[size++] as Item).bytes
    const items = queue.slice(0, size)
    try {
      const done = await send(items.map(({ line }) => line))
      if (done.refused > 0) refused(done.refused, done.said)
      progress.sent += items.length - done.refused
      progress.refused += done.refused
      hasAccepted = true
      queue = queue.slice(size)
      settle([...giveUp(), ...items])
      most = Math.min(mostEvents, most * 2)
    } catch (error) {
      if (!(error instanceof DeliveryProblem) || (error.kind !== 'too-large' && error.kind !== 'events')) throw error
      if (size > 1) {
        most = Math.ceil(size / 2)
        return
      }
      // One event that is not wanted must not hold up all that come after it; a receiver that wants none must not swallow them.
      suspects.push({ item: items[0] as Item, said: error.details })
      if (suspects.length >= mostSuspects)
        throw new DeliveryProblem(
          'settings',
          `${error.message} It refused ${mostSuspects} in a row. The events wait.`,
          {
            details: error.details,
          },
        )
      queue = queue.slice(1)
      if (queue.length > 0) return
      if (!hasAccepted) throw new DeliveryProblem('settings', error.message, { details: error.details })
      settle(giveUp())
    }
  }

  return {
    async add(hour: number, events: readonly OutgoingEvent[], account: Account): Promise<void> {
      for (const event of events) {
        const line = lineOf(event, account)
        queue.push({ hour, line, bytes: JSON.stringify(line.whole).length })
      }
      while (queue.length >= mostEvents) await sendSome()
    },
    complete: (hour: number, events: number) => void complete.set(hour, events),
    async flush(): Promise<void> {
      while (queue.length > 0) await sendSome()
      if (complete.size > 0) settle([])
    },
  }
}
