import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Output } from '../../../src/contract/calls.ts'
import { createFirstPasswords } from '../../../src/main/changes/first-passwords.ts'
import { createRooms } from '../../../src/main/joiners/joiners-room.ts'
import { createPersonHandlers } from '../../../src/main/joiners/person-handlers.ts'
import { type Engine, openEngine } from '../../harness/session.ts'

const password = 'Kq7-fjord.Lamp!'
const username = 'new.person@example.com'
let engine: Engine
let passed: number
let bodies: string[]
/** Everything that calls gave back. */
let told: unknown[]

beforeEach(async () => {
  passed = 0
  told = []
  engine = await openEngine(60, { elapsed: () => performance.now() + passed })
  bodies = []
  const answer = engine.demo.answer
  vi.spyOn(engine.demo, 'answer').mockImplementation((body) => {
    bodies.push(String(body))
    return answer(body)
  })
})
afterEach(() => engine.close())

const person = () => ({
  fields: { username, firstName: 'New', lastName: 'Person' },
  groups: [engine.session.directory.reads.names().groups[0] as string],
  attributes: {},
})
async function plan(given: { password?: string; changeAtLogin?: boolean } = {}) {
  const rooms = createRooms({ session: () => engine.session, now: Date.now })
  const made = await createPersonHandlers(rooms, Date.now)['joiners.planWithPassword'](
    { ...person(), password, changeAtLogin: true, ...given },
    new AbortController().signal,
  )
  told.push(made)
  return made
}
async function send(id: string): Promise<Output<'jobs.get'>> {
  const { job } = await engine.call('changes.apply', { plan: id })
  const done = await engine.call('jobs.wait', { job, timeoutMs: 15_000 })
  told.push(done)
  return done
}
const sent = () => bodies.filter((body) => body.includes('"batchadd"')).map((body) => JSON.parse(body).data[0])

/** Every byte in the data folder, the databases also as they read with their key. */
async function everythingKept(): Promise<string> {
  const key = (await engine.vault.read('tenant/database-key')) ?? ''
  await engine.session.close()
  const files = readdirSync(engine.home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const rows = files
    .filter((file) => file.endsWith('.db'))
    .flatMap((file) => {
      const store = new Database(file, { encryptionCipher: 'aes256cbc', encryptionKey: key } as Database.Options)
      const tables = store.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]
      const texts = tables.flatMap(({ name }) =>
        store
          .prepare(`SELECT * FROM "${name}"`)
          .raw()
          .all()
          .flat()
          .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value))),
      )
      store.close()
      return texts
    })
  expect(rows.join('\n')).toContain(username)
  return [...rows, ...files.map((file) => readFileSync(file, 'latin1'))].join('\n')
}
const waitFor = (milliseconds: number) => {
  passed += milliseconds
}
const formsOf = (secret: string) => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('base64').slice(0, 16),
]

describe('a first password', () => {
  it('goes to LastPass once, with the demand to change it, and is in no file, row, line or answer', async () => {
    const { plan: id, rows } = await plan()
    expect(rows[0]).toMatchObject({
      verdict: 'change',
      warning: expect.stringContaining('know this master password'),
      change: { firstPassword: 'change-at-login' },
    })
    const requests = await engine.call('changes.requests', { plan: id, offset: 0, limit: 10 })
    told.push(requests)
    expect(JSON.parse(requests.rows[0]?.body ?? '').data[0]).toMatchObject({
      password: '********',
      password_reset_required: true,
    })
    expect((await send(id)).rows).toMatchObject([{ outcome: 'confirmed' }])
    expect(sent()).toMatchObject([{ username, password, password_reset_required: true }])
    const [account] = engine.session.directory.people.lookup([username])[0] ?? []
    expect(account?.disabled).toBe(false)

    for (const call of ['changes.waiting', 'jobs.page', 'journal.page', 'errors.page'] as const)
      told.push(await engine.call(call, {}))
    const kept = await everythingKept()
    for (const form of formsOf(password)) {
      expect(kept.includes(form)).toBe(false)
      expect(JSON.stringify(told).includes(form)).toBe(false)
    }
  })

  it('may stay, if somebody chose so', async () => {
    const { plan: id, rows } = await plan({ changeAtLogin: false })
    expect(rows[0]?.differences.map(({ after }) => after).join()).toContain('stays until the person changes it')
    await send(id)
    expect(sent()).toMatchObject([{ password, password_reset_required: false }])
  })

  it('cannot be used by an account that was made meanwhile: nothing is sent', async () => {
    const { plan: id } = await plan()
    engine.demo.edit.addUser(username)
    expect((await send(id)).rows[0]?.outcome).toBe('skipped')
    expect(sent()).toEqual([])
  })

  it.each([
    ['kept for later', (id: string) => engine.refused('changes.keep', { plan: id })],
    ['asked of a second person', (id: string) => engine.refused('approvals.save', { plan: id, reason: 'please' })],
  ])('lets no plan be %s', async (_, attempt) => {
    const { plan: id } = await plan()
    expect(await attempt(id)).toMatchObject({ code: 'conflict', message: expect.stringContaining('first password') })
    expect((await engine.call('changes.waiting', {})).plans).toEqual([])
  })

  it.each([
    ['its plan was discarded', (id: string) => engine.call('changes.discard', { plan: id }), /discarded/],
    ['a quarter of an hour has passed', () => waitFor(15 * 60_000 + 1), /in memory only, and is gone/],
    ['Provost was started again', () => engine.reopen(), /in memory only, and is gone/],
  ])('is gone when %s, and nothing is sent in its place', async (_, happens, words) => {
    const { plan: id } = await plan()
    await happens(id)
    expect((await engine.refused('changes.apply', { plan: id })).message).toMatch(words)
    expect(sent()).toEqual([])
  })

  it('is forgotten when its job is called back, and the plan does not wait', async () => {
    await engine.reopen({ writing: false })
    engine.session.changes.writing.enable()
    const { plan: id } = await plan()
    const { job } = await engine.call('changes.apply', { plan: id })
    await engine.call('jobs.cancel', { job })
    expect((await engine.call('jobs.get', { job })).job).toMatchObject({
      state: 'cancelled',
      note: expect.stringContaining('the plan cannot wait'),
    })
    expect((await engine.call('changes.waiting', {})).plans).toEqual([])
    expect((await engine.refused('changes.apply', { plan: id })).code).toBe('conflict')
    expect(sent()).toEqual([])
  })

  it.each([
    ['stopped', undefined, 'paused'],
    ['failed', 'batchadd', 'done'],
  ])('does not outlive a job that %s: going on, the row says that it has to be entered again', async (_, on, state) => {
    const { plan: id } = await plan()
    engine.demo.misbehave({ how: { kind: 'unreachable' }, ...(on === undefined ? {} : { on }) })
    const { job } = await send(id)
    expect(job.state).toBe(state)
    engine.demo.misbehave(null)
    const before = sent().length
    await engine.call('jobs.resume', { job: job.id })
    const again = await engine.call('jobs.wait', { job: job.id, timeoutMs: 15_000 })
    expect(again.rows).toMatchObject([{ outcome: 'skipped', message: expect.stringContaining('in memory only') }])
    expect(sent()).toHaveLength(before)
  })

  it('is taken out of what LastPass says, also where an answer was cut off within it', async () => {
    const { plan: id } = await plan()
    const error = [`password ${password} is too weak`, `tried ${password.slice(0, 9)}`]
    const body = JSON.stringify({ status: 'FAIL', error })
    engine.demo.misbehave({ how: { kind: 'answering', body }, on: 'batchadd', times: 1 })
    const { rows } = await send(id)
    expect(rows[0]).toMatchObject({ outcome: 'failed', details: expect.stringContaining('is too weak') })
    told.push(await engine.call('errors.page', {}), await engine.call('journal.page', {}))
    expect(JSON.stringify(told)).not.toContain(password.slice(0, 9))
    expect(await everythingKept()).not.toContain(password.slice(0, 9))
  })

  it.each([
    ['short', 'Kq7-fjord.L', 'at least 12 characters'],
    ['one kind of letters', 'kqfjordlampstone', 'a capital letter, a digit, a sign'],
    ['the name', 'Kq7-fjord.Person!', 'part of the name'],
    ['a row of signs', 'Kq7-fjord.1234!', 'follow from each other'],
    ['an unseen sign', 'Kq7-fjord.\u200bLamp!', 'cannot be seen'],
  ])('is refused when it is weak: %s', async (_, weak, words) => {
    const failure = await plan({ password: weak }).then(
      () => null,
      (error) => error.failure,
    )
    expect(failure).toMatchObject({ code: 'invalid', path: 'password', message: expect.stringContaining(words) })
    expect(JSON.stringify(failure)).not.toContain(weak)
  })

  it('is never made up: a change that only says that there is one is blocked', async () => {
    const changes = [{ kind: 'add' as const, username, firstPassword: 'stays' as const }]
    const { rows } = await engine.call('changes.preview', { changes })
    expect(rows).toMatchObject([{ verdict: 'blocked', reason: expect.stringContaining('in memory only') }])
  })
})

it('holds each password for its own plan and person, and wipes it by a timer', () => {
  vi.useFakeTimers()
  try {
    const held = createFirstPasswords(() => 0)
    held.keep('a', 'One@example.com', password)
    expect(held.holder('a')('one@example.com')).toBe(true)
    expect(held.holder('a')('two@example.com')).toBe(false)
    expect(held.holder('b')('one@example.com')).toBe(false)
    vi.advanceTimersByTime(15 * 60_000)
    expect(held.holder('a')('one@example.com')).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})
