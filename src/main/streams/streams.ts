import { randomBytes } from 'node:crypto'
import type { Stream } from '../../contract/calls/streams.ts'
import { Refusal } from '../../contract/failure.ts'
import { mostStreams, receiverKinds } from '../../contract/streams.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { AppOptions, StreamTiming } from '../ports.ts'
import type { Policy } from '../seats/policy.ts'
import type { Session } from '../tenants/session.ts'
import { readAuthority } from './authority-file.ts'
import { readEntered } from './entered-receiver.ts'
import { testLine } from './event-line.ts'
import { createOpenStreams, type OpenStreams, type OpenStreamsOptions } from './open-streams.ts'
import { usualTiming } from './pump.ts'
import { DeliveryProblem } from './receivers/receiver.ts'
import { bindingOf, placeOf, type StreamRecord, shown } from './stream-record.ts'

type StreamCall = keyof typeof import('../../contract/calls/streams.ts').streamCalls

export interface StreamsOptions
  extends Pick<AppOptions, 'openFile' | 'choosePlace' | 'streamTiming'>,
    Omit<OpenStreamsOptions, 'allowed' | 'timing'> {
  /** @throws Refusal `not-connected` */
  session: () => Session
  policy: () => NonNullable<Policy['streams']>
  /** Whether events are sent by themselves. */
  sends: boolean
}

/** The room: its calls, and sending by itself while a company is open. */
export interface Streams {
  handlers: HandlersOf<StreamCall>
  tenantOpened(): void
  /** The archive may hold events that it did not before. */
  eventsChanged(): void
}

/** Streams of the open company's audit events to receivers outside. */
export function createStreams(options: StreamsOptions): Streams {
  const { session, current, policy, sends, now, changed, openFile, choosePlace } = options
  const timing: StreamTiming = { ...usualTiming, ...options.streamTiming }
  const rooms = new WeakMap<Session, OpenStreams>()
  const allowed = () => {
    const said = policy()
    if (typeof said === 'boolean') return { kinds: said ? [...receiverKinds] : [], hosts: null }
    return { kinds: said.kinds ?? [...receiverKinds], hosts: said.hosts ?? null }
  }
  const roomOf = (open: Session): OpenStreams => {
    const known = rooms.get(open) ?? createOpenStreams(open, { ...options, allowed, timing })
    rooms.set(open, known)
    return known
  }

  const view = (room: OpenStreams, record: StreamRecord): Stream => {
    const { sent, refused, lastSent } = room.store.progress(record.id)
    return {
      ...{ id: record.id, name: record.name, receiver: shown(record.receiver), categories: record.categories },
      since: record.since === 0 ? null : new Date(record.since * 1000).toISOString(),
      created: record.created,
      ...{ sent, refused, lastSent },
      ...room.pump(record.id).status(),
    }
  }
  /** Secrets stay out: what is told of a receiver is where it is. */
  const told = ({ name, receiver, categories, since }: StreamRecord) => ({
    ...{ name, kind: receiver.kind, place: placeOf(receiver), categories },
    since: since === 0 ? null : new Date(since * 1000).toISOString(),
    ...(receiver.kind === 'syslog' && receiver.transport === 'tcp' ? { unencrypted: true } : {}),
  })
  const requireAllowed = (room: OpenStreams, record: StreamRecord) => {
    const why = room.forbidden(record)
    if (why !== null) throw new Refusal('not-allowed', why)
  }

  const handlers: HandlersOf<StreamCall> = {
    'streams.list': () => {
      const room = roomOf(session())
      const { kinds, hosts } = allowed()
      return { streams: room.store.records().map((record) => view(room, record)), allowed: kinds, hosts, sends }
    },
    'streams.chooseAuthority': async () => {
      if (openFile === undefined) throw new Refusal('not-allowed', 'Files are chosen in the application only.')
      const path = await openFile({ title: 'Certificates', extensions: ['pem', 'crt', 'cer', 'ca-bundle'] })
      return path === null ? null : readAuthority(path)
    },
    'streams.add': async ({ name, receiver: input, categories, from }) => {
      const room = roomOf(session())
      const records = room.store.records()
      requireName(records, name, null)
      const slot = Array.from({ length: mostStreams }, (_, n) => n + 1).find((n) =>
        records.every((each) => each.slot !== n),
      )
      if (slot === undefined)
        throw new Refusal('conflict', `A company can have ${mostStreams} streams. Remove one first.`)
      const path = input.kind === 'file' ? await askPlace() : ''
      if (path === null) return { id: null }
      const { receiver, secrets } = readEntered(input, path, null)
      const record: StreamRecord = {
        ...{ id: randomBytes(8).toString('hex'), slot, name, categories, paused: false, receiver },
        since: from === 'beginning' ? 0 : Math.floor(now() / 1000),
        created: new Date(now()).toISOString(),
      }
      requireAllowed(room, record)
      if (receiver.kind === 'splunk' && secrets === null)
        throw new Refusal('invalid', 'Enter the token of the collector.', { path: 'receiver.token' })
      // The secret first: a stream without one would only fail.
      if (secrets !== null) await room.secrets.write(record, secrets)
      else await room.secrets.erase(record)
      room.note('stream-added', told(record))
      room.store.put(record)
      room.pump(record.id).poke()
      changed()
      return { id: record.id }
    },
    'streams.change': async ({ id, name, categories, receiver: input }) => {
      const room = roomOf(session())
      const before = room.record(id)
      if (name !== undefined) requireName(room.store.records(), name, id)
      const next: StreamRecord = {
        ...before,
        ...(name === undefined ? {} : { name }),
        ...(categories === undefined ? {} : { categories }),
      }
      if (input !== undefined) {
        if (input.kind !== before.receiver.kind)
          throw new Refusal('invalid', 'A stream keeps its kind of receiver. Add another stream instead.', {
            path: 'receiver.kind',
          })
        const path = before.receiver.kind === 'file' ? before.receiver.path : ''
        const { receiver, secrets } = readEntered(input, path, before.receiver)
        next.receiver = receiver
        requireAllowed(room, next)
        const hasSecret = receiver.kind === 'splunk' || (receiver.kind === 'otlp' && receiver.headers.length > 0)
        if (hasSecret && secrets === null && bindingOf(receiver) !== bindingOf(before.receiver))
          throw new Refusal(
            'invalid',
            'Its secret was entered for another address or other certificates. Enter it again for these.',
            { path: receiver.kind === 'splunk' ? 'receiver.token' : 'receiver.headers' },
          )
        await room.halt(id)
        if (secrets !== null) await room.secrets.write(next, secrets)
      } else await room.halt(id)
      room.note('stream-changed', {
        before: told(before),
        after: told(next),
        secret: input !== undefined && entersSecret(input),
      })
      room.store.put(next)
      // Whoever looked at it meanwhile began it anew, with what it was before.
      await room.halt(id)
      room.pump(id).poke()
      changed()
      return {}
    },
    'streams.pause': ({ id, paused }) => {
      const room = roomOf(session())
      const record = room.record(id)
      if (record.paused !== paused) {
        room.note(paused ? 'stream-paused' : 'stream-resumed', told(record))
        room.store.put({ ...record, paused })
      }
      if (!paused) room.pump(id).retry()
      changed()
      return {}
    },
    'streams.retry': ({ id }) => {
      const room = roomOf(session())
      room.record(id)
      room.pump(id).retry()
      changed()
      return {}
    },
    'streams.remove': async ({ id }) => {
      const room = roomOf(session())
      const record = room.record(id)
      await room.halt(id)
      await room.secrets.erase(record)
      room.note('stream-removed', { ...told(record), sent: room.store.progress(id).sent })
      room.store.remove(id)
      await room.halt(id)
      changed()
      return {}
    },
    'streams.test': async ({ id }) => {
      const room = roomOf(session())
      const record = room.record(id)
      requireAllowed(room, record)
      const key = `test-${randomBytes(8).toString('hex')}`
      const line = testLine(key, new Date(now()).toISOString(), room.account())
      room.note('stream-tested', { ...told(record), key })
      try {
        await room.pump(id).sendOnce([line])
        return { key, problem: null, details: null }
      } catch (error) {
        if (!(error instanceof DeliveryProblem)) throw error
        return { key, problem: error.message, details: error.details }
      }
    },
  }

  async function askPlace(): Promise<string | null> {
    if (choosePlace === undefined)
      throw new Refusal('not-allowed', 'A place for the file is chosen in the application only.')
    return choosePlace('lastpass-events.jsonl')
  }

  const pokeAll = () => {
    const open = current()
    if (!sends || open === null) return
    const room = roomOf(open)
    for (const { id } of room.store.records()) room.pump(id).poke()
  }
  let soon: NodeJS.Timeout | undefined
  return {
    handlers,
    tenantOpened: () => later(),
    eventsChanged: () => later(),
  }

  /** A fetch tells of each answer; the archive is asked once for several. */
  function later(): void {
    if (!sends || soon !== undefined) return
    soon = setTimeout(() => {
      soon = undefined
      try {
        pokeAll()
      } catch (error) {
        options.log.error('Streams could not go on', { error: String(error) })
      }
    }, timing.settleMs)
    soon.unref()
  }
}

const entersSecret = (input: { kind: string; token?: string | undefined; headers?: unknown }): boolean =>
  input.token !== undefined || input.headers !== undefined

function requireName(records: readonly StreamRecord[], name: string, own: string | null): void {
  if (records.some((each) => each.id !== own && each.name.toLowerCase() === name.toLowerCase()))
    throw new Refusal('conflict', `There is a stream "${name}" already. Give this one another name.`, { path: 'name' })
}
