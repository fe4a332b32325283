import { Refusal } from '../../contract/failure.ts'
import { streamSecretName } from '../keychain/secret-names.ts'
import type { Log, StreamTiming } from '../ports.ts'
import { withDamage } from '../store/damage.ts'
import { sealedStreams, streamMigrations } from '../store/migrations/streams.ts'
import type { Session } from '../tenants/session.ts'
import { type AllowedReceivers, forbidden } from './entered-receiver.ts'
import type { Account } from './event-line.ts'
import type { OutboxOptions } from './outbox.ts'
import { createPump, type Pump } from './pump.ts'
import type { StreamRecord } from './stream-record.ts'
import { createStreamSecrets, type StreamSecrets } from './stream-secret.ts'
import { createStreamStore, type StreamStore } from './stream-store.ts'

/** The streams of one open company. */
export interface OpenStreams {
  session: Session
  store: StreamStore
  secrets: StreamSecrets
  account(): Account
  /** Writes a line into the journal. @throws Refusal `not-connected` when the company was closed meanwhile */
  note(kind: string, data: Record<string, unknown>): void
  /** @throws Refusal `not-found` */
  record(id: string): StreamRecord
  /** What sends a stream's events, made when it is first asked for. */
  pump(id: string): Pump
  /** Ends a stream's sending; the next `pump` begins anew. */
  halt(id: string): Promise<void>
  /** Why a stream may not send, whatever its own settings; null: it may. */
  forbidden(record: StreamRecord): string | null
}

export interface OpenStreamsOptions {
  current: () => Session | null
  /** The archive of an open tenant, for asking. */
  archive: (open: Session) => Promise<OutboxOptions['archive']>
  /** What the policy lets events go to. */
  allowed: () => AllowedReceivers
  /** Whether this seat lets events leave. */
  maySend: () => boolean
  online: () => boolean
  version: string
  timing: StreamTiming
  log: Log
  now: () => number
  noteSecret: (secret: string) => void
  changed: () => void
}

export function createOpenStreams(session: Session, options: OpenStreamsOptions): OpenStreams {
  const { allowed, current, maySend, archive, noteSecret, now } = options
  const { store: file, damaged } = session.ownStore('streams.db', streamMigrations, sealedStreams)
  let isClosed = false
  const closed = () => new Refusal('not-connected', 'The company was closed meanwhile. Nothing was changed.')
  // The driver does not bear a statement on a file that is closed, and a person may look at a dialog for long.
  const store = whileOpen(withDamage(createStreamStore(file, now), damaged), () => {
    if (isClosed) throw closed()
  })
  const secrets = createStreamSecrets(session.vault, (slot) => streamSecretName(session.record.id, slot), noteSecret)
  const pumps = new Map<string, Pump>()
  session.ownFolder('streams', async () => {
    await Promise.all([...pumps.values()].map((pump) => pump.stop()))
    isClosed = true
  })

  const record = (id: string): StreamRecord => {
    const found = store.records().find((each) => each.id === id)
    if (found === undefined) throw new Refusal('not-found', 'This stream is not there any more.')
    return found
  }
  const account = (): Account => {
    const { cid, label, timeZone } = session.record
    return { number: cid, company: label, timeZone }
  }
  const forbiddenTo = (each: StreamRecord) =>
    maySend() ? forbidden(each.receiver, allowed()) : 'Only an admin seat streams events.'

  return {
    session,
    store,
    secrets,
    account,
    note(kind, data) {
      if (isClosed || current() !== session) throw closed()
      session.changes.note(kind, data)
    },
    record,
    forbidden: forbiddenTo,
    pump(id) {
      const running = pumps.get(id)
      if (running !== undefined) return running
      let known = record(id)
      const latest = (): StreamRecord => {
        known = store.records().find((each) => each.id === id) ?? known
        return known
      }
      const made = createPump({
        ...options,
        ...{ record: latest, store, account },
        archive: () => archive(session),
        secrets: async () => {
          const { receiver } = latest()
          return receiver.kind === 'splunk' || receiver.kind === 'otlp' ? secrets.read(latest()) : null
        },
        forbidden: () => forbiddenTo(latest()),
      })
      pumps.set(id, made)
      return made
    },
    async halt(id) {
      const pump = pumps.get(id)
      pumps.delete(id)
      await pump?.stop()
    },
  }
}

/** The same functions, each after a look whether it may be called. */
function whileOpen<T extends object>(made: T, check: () => void): T {
  const guarded = Object.entries(made).map(([name, part]) => [
    name,
    (...given: unknown[]) => {
      check()
      return (part as (...given: unknown[]) => unknown)(...given)
    },
  ])
  return Object.fromEntries(guarded) as T
}
