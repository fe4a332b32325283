import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refusal } from '../../../src/contract/failure.ts'
import { receiverKinds } from '../../../src/contract/streams.ts'
import { createOpenStreams } from '../../../src/main/streams/open-streams.ts'
import { usualTiming } from '../../../src/main/streams/pump.ts'
import type { StreamRecord } from '../../../src/main/streams/stream-record.ts'
import { type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openEngine(20)
})
afterEach(() => engine.close())

const record: StreamRecord = {
  ...{ id: '0123456789abcdef', slot: 1, name: 'To a file', categories: null, since: 0, created: '', paused: false },
  receiver: { kind: 'file', path: '/nowhere/events.jsonl', maxMegabytes: 1, keep: 1 },
}

/** A company's streams whose seat and policy the test sets, and how often events were asked for. */
function openRoom() {
  const set = { admin: true, kinds: [...receiverKinds] as (typeof receiverKinds)[number][] }
  let asked = 0
  const room = createOpenStreams(engine.session, {
    ...{ session: () => engine.session, current: () => engine.session, policy: () => true, sends: true, now: Date.now },
    ...{ online: () => true, noteSecret: () => {}, changed: () => {}, version: 'test', timing: usualTiming },
    log: { info: () => 'info', warn: () => 'warn', error: () => 'error' },
    maySend: () => set.admin,
    allowed: () => ({ kinds: set.kinds, hosts: null }),
    async archive() {
      asked++
      throw new Refusal('storage', 'There is no archive in this test.')
    },
  })
  room.store.put(record)
  return { set, room, asked: () => asked }
}

test.each([
  ['of a seat that is not an admin’s', { admin: false }, /admin seat/],
  ['whose kind the machine’s policy forbids', { kinds: ['splunk' as const] }, /policy/],
])('a stream %s asks for no event, and says why', async (_, forbidding, why) => {
  const { set, room, asked } = openRoom()
  const pump = room.pump(record.id)
  pump.retry()
  await vi.waitFor(() => expect(pump.status().state).toBe('stopped'))
  expect(asked()).toBe(1)

  Object.assign(set, forbidding)
  expect(pump.status().state).toBe('forbidden')
  expect(room.forbidden(record)).toMatch(why)
  pump.retry()
  await room.halt(record.id)
  expect(asked()).toBe(1)
})
