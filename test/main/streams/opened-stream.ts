import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Archive, openArchive } from '../../../src/main/audit/archive/archive.ts'
import { createEventClock } from '../../../src/main/audit/events/event-clock.ts'
import { createTwinCounter, eventKey } from '../../../src/main/audit/outgoing/event-key.ts'
import { type OutgoingView, tallyHours } from '../../../src/main/audit/outgoing/tally.ts'
import { unsentOf } from '../../../src/main/audit/outgoing/unsent.ts'
import { createQuestions } from '../../../src/main/audit/query/questions.ts'
import { sealedStreams, streamMigrations } from '../../../src/main/store/migrations/streams.ts'
import { openStore } from '../../../src/main/store/open.ts'
import { emptyOutbox, type OutboxOptions } from '../../../src/main/streams/outbox.ts'
import type { StreamRecord } from '../../../src/main/streams/stream-record.ts'
import { createStreamStore } from '../../../src/main/streams/stream-store.ts'
import { account } from './lines.ts'

const key = '5a'.repeat(32)

/** An archive with small leaves and a stream of it, on the disk and without threads. */
export interface OpenedStream {
  archive: Archive
  stream: StreamRecord
  /** Hands over what is due. @throws DeliveryProblem */
  drain(send: OutboxOptions['send'], waiting?: OutboxOptions['waiting']): Promise<void>
  /** The keys that the archive's events have. */
  keys(): string[]
  close(): void
}

export function openStream(folder: string, record: Partial<StreamRecord> = {}): OpenedStream {
  mkdirSync(folder, { recursive: true })
  const archive = openArchive(join(folder, 'audit'), key, 12)
  const file = openStore({
    ...{ file: join(folder, 'streams.db'), key, migrations: streamMigrations, sealed: sealedStreams },
    durability: 'full',
  })
  const store = createStreamStore(file, Date.now)
  const stream: StreamRecord = {
    ...{ id: '0123456789abcdef', slot: 1, name: 'x', categories: null, since: 0, created: '', paused: false },
    receiver: { kind: 'file', path: '', maxMegabytes: 1, keep: 1 },
    ...record,
  }
  const questions = createQuestions(archive, () => false)
  const view: OutgoingView = {
    archive,
    actions: questions.actions,
    clock: () => createEventClock(archive.zone() ?? 'UTC'),
  }
  const ask = async (operation: 'tally' | 'unsent', given: never) =>
    operation === 'tally' ? run(tallyHours(view, given)) : run(unsentOf(view, questions, given))
  return {
    archive,
    stream,
    drain: (send, waiting = () => {}) =>
      emptyOutbox({
        ...{ record: stream, account, store, send, waiting, now: Date.now, refused: () => {} },
        archive: { ask: ask as never },
      }),
    keys() {
      const twinOf = createTwinCounter()
      const { rows } = questions.rows({}, null, 1_000_000)
      return rows.reverse().map((event) => eventKey(account.number, event, twinOf(event)))
    },
    close() {
      archive.close()
      file.close()
    },
  }
}

function run<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
