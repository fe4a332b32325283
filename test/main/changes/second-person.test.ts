import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChangesOptions } from '../../../src/main/changes/changes.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { createIdentity } from '../../../src/main/keychain/signing-key.ts'
import { createKeptVault, temporaryFolder } from '../../harness/application.ts'
import { type Engine, openEngine } from '../../harness/session.ts'

let now: number
let saved: string
let asking: Engine
let runner: Engine
let other: Engine
let fingerprints: string[]

beforeEach(async () => {
  now = Date.parse('2026-11-20T08:00:00Z')
  const folder = temporaryFolder()
  const identities = [0, 1, 2].map(() => createIdentity(createKeptVault()))
  fingerprints = await Promise.all(identities.map(async (identity) => (await identity.need()).fingerprint))
  const options = (at: number, user: string): Partial<ChangesOptions> => ({
    identity: identities[at] as never,
    actor: () => ({ user }),
    saveFile: async (name, fill) => {
      saved = join(folder, name)
      await writeWhole(saved, fill)
      return saved
    },
  })
  asking = await openEngine(60, options(0, 'ann'), { now: () => now })
  runner = await openEngine(60, options(1, 'ben'), { now: () => now, shared: asking })
  other = await openEngine(60, options(2, 'cat'), { now: () => now, shared: asking })
})
afterEach(async () => {
  await other.close()
  await runner.close()
  await asking.close()
})

const text = () => readFileSync(saved, 'utf8')
async function ask(named: string | null = fingerprints[1] as string) {
  await asking.call('guards.set', { secondPersonAbove: 1 })
  const { plan } = await asking.call('changes.preview', {
    changes: asking.people(3).map((username) => ({ kind: 'reset-password' as const, username })),
  })
  const done = await asking.call('approvals.save', { plan, ...(named === null ? {} : { runner: named }) })
  return { plan, ...done, request: text() }
}
async function open(engine: Engine, request: string) {
  const opened = await engine.call('approvals.open', { text: request })
  if (opened.kind !== 'request') throw new Error('a request was expected')
  return { plan: opened.plan.plan, request: opened.request, confirm: opened.plan.confirm }
}
async function run(engine: Engine, request: string) {
  const { plan, confirm } = await open(engine, request)
  await engine.call('approvals.decide', { plan, approve: true, reason: 'Seen' })
  const answer = text()
  const { job } = await engine.call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
  await engine.call('jobs.wait', { job })
  return { plan, answer }
}
const resets = () => asking.demo.ledger.filter(({ command }) => command === 'resetpassword').length

describe('one request', () => {
  it('is run by the workstation that it names, once, and its number closes it in both journals', async () => {
    const { request, number } = await ask()
    expect(await other.refused('approvals.open', { text: request })).toMatchObject({
      ...{ code: 'not-allowed', message: expect.stringContaining(fingerprints[1] as string) },
    })
    const first = await open(runner, request)
    expect(first.request).toMatchObject({ number, runner: fingerprints[1] })
    const { answer, plan } = await run(runner, request)
    expect(resets()).toBe(3)
    expect(await runner.refused('approvals.open', { text: request })).toMatchObject({
      ...{ code: 'conflict', message: expect.stringContaining(`Request ${number} was already decided here`) },
    })
    // A plan that was made of another copy before the decision is of no use either.
    expect(
      await runner.refused('approvals.decide', { plan: first.plan, approve: true, reason: 'Again' }),
    ).toMatchObject({
      code: 'conflict',
    })
    expect(await runner.refused('changes.apply', { plan: first.plan })).toMatchObject({ code: 'not-allowed' })
    expect(await runner.refused('changes.apply', { plan })).toMatchObject({ code: 'conflict' })
    expect(await asking.call('approvals.open', { text: answer })).toMatchObject({ kind: 'answer', number })
    // The same answer again tells nothing new.
    await asking.call('approvals.open', { text: answer })
    for (const engine of [asking, runner]) {
      const { rows, total } = await engine.call('journal.page', { kind: 'approval' })
      expect([total, rows[0]?.data.number]).toEqual([1, number])
    }
    expect((await runner.call('journal.page', { kind: 'apply' })).rows[0]?.data).toMatchObject({ request: { number } })
    expect(resets()).toBe(3)
  })

  it('stays decided after a restart', async () => {
    const { request, number } = await ask()
    await run(runner, request)
    await runner.reopen()
    expect(await runner.refused('approvals.open', { text: request })).toMatchObject({
      ...{ code: 'conflict', message: expect.stringContaining(number) },
    })
    expect(resets()).toBe(3)
  })

  it('is not sent by who asked, also with the limit lifted', async () => {
    const { plan, request, number } = await ask()
    await asking.call('guards.set', { secondPersonAbove: null })
    expect(await asking.refused('changes.apply', { plan })).toMatchObject({
      ...{ code: 'conflict', message: expect.stringContaining(number) },
    })
    const own = await open(asking, request)
    expect(await asking.refused('changes.apply', { plan: own.plan })).toMatchObject({ code: 'not-allowed' })
    expect(resets()).toBe(0)
  })

  it('is written again as the same one, and for nobody else', async () => {
    const { plan, number } = await ask()
    expect(await asking.call('approvals.save', { plan, runner: fingerprints[1] as string })).toMatchObject({ number })
    expect(await asking.refused('approvals.save', { plan, runner: fingerprints[2] })).toMatchObject({
      code: 'conflict',
    })
    expect(await asking.refused('approvals.save', { plan, runner: fingerprints[0] })).toMatchObject({ path: 'runner' })
  })

  it('that names nobody says so, and a second answer to it is told', async () => {
    const { request } = await ask(null)
    expect((await open(runner, request)).request.runner).toBeNull()
    const first = await run(runner, request)
    const second = await run(other, request)
    await asking.call('approvals.open', { text: first.answer })
    expect(await asking.refused('approvals.open', { text: second.answer })).toMatchObject({
      ...{ code: 'conflict', message: expect.stringContaining('run twice') },
    })
    expect((await asking.call('errors.page', {})).rows[0]?.message).toContain('run twice')
  })

  it('expires also where it was opened in time', async () => {
    const { request } = await ask()
    const { plan } = await open(runner, request)
    now += 72 * 3_600_000
    expect(await runner.refused('approvals.decide', { plan, approve: true, reason: 'Late' })).toMatchObject({
      code: 'conflict',
    })
  })
})
