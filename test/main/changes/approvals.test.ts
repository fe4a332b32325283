import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../../src/contract/failure.ts'
import { type RequestFile, seal, unseal } from '../../../src/main/changes/approval/signed-file.ts'
import type { ChangesOptions } from '../../../src/main/changes/changes.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { createIdentity } from '../../../src/main/keychain/signing-key.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { disable, type Engine, openEngine } from '../../harness/session.ts'

const request: RequestFile = {
  ...{ provost: 'change-request', version: 1, id: 'r1', cid: '123', from: 'ann at desk' },
  ...{ created: '2026-11-20T08:00:00Z', expires: '2026-11-23T08:00:00Z', title: 'T', reason: {}, source: null },
  changes: [disable('ben@example.com')],
}

const newSigner = () => createIdentity(createMemoryVault()).need()

describe('a signed file', () => {
  it('is read as it was written, by whoever has it, with the fingerprint of its writer', async () => {
    const key = await newSigner()
    expect(unseal(seal(request, key))).toEqual({ file: request, fingerprint: key.fingerprint })
    expect((await newSigner()).fingerprint).not.toBe(key.fingerprint)
  })

  it('is refused with any byte altered', async () => {
    const text = seal(request, await newSigner()).trimEnd()
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: 94 }), (at, by) => {
        const code = ((text.charCodeAt(at) - 32 + by) % 95) + 32
        const altered = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1)
        try {
          // Padding bits at the end of base64 carry nothing, so such a file is the same file.
          expect(unseal(altered).file).toEqual(request)
          expect(JSON.parse(altered).payload).toBe(JSON.parse(text).payload)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          expect(error.failure.code).toBe('invalid')
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('a second person', () => {
  let now: number
  let asking: Engine
  let deciding: Engine
  const folder = temporaryFolder()
  let saved: string
  const save: Partial<ChangesOptions> = {
    saveFile: async (name, fill) => {
      saved = join(folder, name)
      await writeWhole(saved, fill)
      return saved
    },
  }
  beforeEach(async () => {
    now = Date.parse('2026-11-20T08:00:00Z')
    asking = await openEngine(120, { ...save, actor: () => ({ user: 'ann' }) }, { now: () => now })
    deciding = await openEngine(120, { ...save, actor: () => ({ user: 'ben' }) }, { now: () => now, shared: asking })
  })
  afterEach(async () => {
    await deciding.close()
    await asking.close()
  })

  async function ask(count: number) {
    await asking.call('guards.set', { secondPersonAbove: 2, cap: 100 })
    const { plan, needsSecondPerson } = await asking.call('changes.preview', {
      changes: asking.people(count).map(disable),
      ticket: 'HR-7',
    })
    return { plan, needsSecondPerson }
  }

  it('saves no request that would be too long to open', async () => {
    const fullname = 'x'.repeat(200)
    const changes = Array.from({ length: 4000 }, (_, at) => ({
      kind: 'add' as const,
      username: `new.person.${at}@example.com`,
      fullname,
    }))
    const { plan } = await asking.call('changes.preview', { changes })
    saved = ''
    expect(await asking.refused('approvals.save', { plan })).toMatchObject({ code: 'invalid' })
    expect(saved).toBe('')
  })

  it('opens the request, sees it against the state of now, approves and runs it; both journals tell of it', async () => {
    const { plan, needsSecondPerson } = await ask(3)
    expect(needsSecondPerson).toBe(true)
    expect(await asking.refused('changes.apply', { plan })).toMatchObject({ code: 'not-allowed' })
    await asking.call('guards.set', { reasonRequired: true })
    const given = { reason: 'Reorganisation', requestedBy: 'Head of HR' }
    const { fingerprint } = await asking.call('approvals.save', { plan, ...given })
    asking.demo.edit.disable(asking.people(1)[0] as string)
    await deciding.session.directory.sync(false)

    const opened = await deciding.call('approvals.open', { text: readFileSync(saved, 'utf8') })
    if (opened.kind !== 'request') throw new Error('a request was expected')
    expect(opened.request).toMatchObject({ from: 'ann', fingerprint, known: false, own: false })
    const reason = { ticket: 'HR-7', ...given }
    expect(opened.request.reason).toEqual(reason)
    expect(opened.plan.counts).toEqual({ change: 2, unchanged: 1, blocked: 0 })
    expect(await deciding.refused('changes.apply', { plan: opened.plan.plan })).toMatchObject({ code: 'not-allowed' })
    await deciding.call('guards.set', { secondPersonAbove: 1 })
    await deciding.call('approvals.decide', { plan: opened.plan.plan, approve: true, reason: 'Seen the list' })
    const { job } = await deciding.call('changes.apply', { plan: opened.plan.plan })
    expect((await deciding.call('jobs.wait', { job })).job.counts).toMatchObject({ confirmed: 2, skipped: 1 })
    expect((await deciding.call('journal.page', { kind: 'approval' })).rows[0]?.data).toMatchObject({
      ...{ from: 'ann', fingerprint, reason: 'Seen the list', by: { user: 'ben' } },
    })
    expect((await deciding.call('journal.page', { kind: 'apply' })).rows[0]?.data).toMatchObject({
      ...{ reason, request: { from: 'ann', decision: 'approved' } },
    })

    const answer = await asking.call('approvals.open', { text: readFileSync(saved, 'utf8') })
    expect(answer).toMatchObject({ kind: 'answer', decision: 'approved', reason: 'Seen the list', from: 'ben' })
    const kinds = (await asking.call('journal.page', {})).rows.map(({ kind }) => kind)
    expect(kinds).toEqual(['guards', 'guards', 'request', 'approval'])
  })

  it('asks for accounts and not for addresses: who has an address by then is not meant', async () => {
    const { plan } = await ask(3)
    await asking.call('approvals.save', { plan })
    const [first = ''] = asking.people(1)
    asking.demo.edit.changeEmail(first, `old.${first}`)
    asking.demo.edit.addUser(first)
    await deciding.session.directory.sync(false)
    const opened = await deciding.call('approvals.open', { text: readFileSync(saved, 'utf8') })
    expect(opened.kind === 'request' && opened.plan.rows.map(({ verdict }) => verdict)).toEqual([
      ...['blocked', 'change', 'change'],
    ])
  })

  it('writes no request without a reason where one is asked for', async () => {
    await asking.call('guards.set', { secondPersonAbove: 2, cap: 100, reasonRequired: true })
    const { plan } = await asking.call('changes.preview', { changes: asking.people(3).map(disable) })
    saved = ''
    const refused = await asking.refused('approvals.save', { plan, reason: ' ', requestedBy: 'Head of HR' })
    expect(refused).toMatchObject({ code: 'invalid', path: 'reason' })
    expect(saved).toBe('')
  })

  it('rejects, and then nothing can be sent', async () => {
    await asking.call('approvals.save', { plan: (await ask(3)).plan })
    const opened = await deciding.call('approvals.open', { text: readFileSync(saved, 'utf8') })
    if (opened.kind !== 'request') throw new Error('a request was expected')
    const { plan } = opened.plan
    const text = readFileSync(saved, 'utf8')
    await deciding.call('approvals.decide', { plan, approve: false, reason: 'Wrong list' })
    expect(await deciding.refused('changes.apply', { plan })).toMatchObject({ code: 'conflict' })
    expect(await deciding.refused('approvals.open', { text })).toMatchObject({ code: 'conflict' })
    await asking.call('approvals.open', { text: readFileSync(saved, 'utf8') })
    expect((await asking.call('journal.page', { kind: 'rejection' })).rows[0]?.data).toMatchObject({
      reason: 'Wrong list',
    })
  })

  it('is never the one who asked', async () => {
    await asking.call('approvals.save', { plan: (await ask(3)).plan })
    const opened = await asking.call('approvals.open', { text: readFileSync(saved, 'utf8') })
    if (opened.kind !== 'request') throw new Error('a request was expected')
    expect(opened.request.own).toBe(true)
    const decision = { plan: opened.plan.plan, approve: true, reason: 'Me' }
    expect(await asking.refused('approvals.decide', decision)).toMatchObject({ code: 'not-allowed' })
    expect(await asking.refused('changes.apply', { plan: opened.plan.plan })).toMatchObject({ code: 'not-allowed' })
  })

  it('cannot decide on what is older than 72 hours, nor on what is about another company', async () => {
    await asking.call('approvals.save', { plan: (await ask(3)).plan })
    const text = readFileSync(saved, 'utf8')
    now += 72 * 3_600_000
    expect(await deciding.refused('approvals.open', { text })).toMatchObject({ code: 'conflict' })
    const other = seal({ ...request, expires: '2027-01-01T00:00:00Z' }, await newSigner())
    expect(await deciding.refused('approvals.open', { text: other })).toMatchObject({ code: 'conflict' })
  })
})
