import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { seatName } from '../../../src/main/keychain/secret-names.ts'
import type { Vault } from '../../../src/main/keychain/vault.ts'
import type { AppOptions } from '../../../src/main/ports.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

const passphrase = 'correct horse battery'
let demo: DemoService
let service: ServedService
const open: App[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
  await service.close()
})

/** A workstation: its data folder, its keychain and its settings outlive the application. */
async function workstation(policy?: object) {
  const home = temporaryFolder()
  const vault = createKeptVault()
  let settings: unknown = {}
  const policyFolder = join(home, 'policy')
  mkdirSync(policyFolder, { mode: 0o755 })
  const path = join(policyFolder, 'policy.json')
  if (policy !== undefined) {
    writeFileSync(path, JSON.stringify(policy))
    chmodSync(path, 0o644)
  }
  const start = async (kept: Vault = vault, more: Partial<AppOptions> = {}) => {
    const app = await createApp(
      testOptions(home, {
        vault: kept,
        writing: true,
        settings: {
          get: () => settings,
          set: (value) => {
            settings = structuredClone(value)
          },
        },
        policyFile: { path, owner: process.getuid?.() ?? 0 },
        saveFile: async (name, fill) => {
          await writeWhole(join(home, name), fill)
          return join(home, name)
        },
        ...more,
      }),
    )
    open.push(app)
    return { app, ...callsOf(app) }
  }
  const stop = async (app: App) => {
    open.splice(open.indexOf(app), 1)
    await app.close()
  }
  const forgetMark = () => {
    settings = { ...(settings as object), seatLocked: false }
  }
  return { home, vault, start, stop, forgetMark }
}

async function company() {
  demo = await createDemo({ people: 60, seed: 5, now: Date.now })
  service = await serve(demo)
  return { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url }
}

/** A seat file made on an admin's workstation. */
async function seatFile(more: object = {}) {
  const tenant = await company()
  const admin = await workstation()
  const { call, app } = await admin.start()
  await call('tenants.connect', tenant)
  const made = await call('seats.make', { seat: 'help-desk', label: 'Desk 4', passphrase, ...more })
  await admin.stop(app)
  return { content: readFileSync(join(admin.home, made.file ?? ''), 'utf8'), signer: made.fingerprint, admin }
}

describe('a seat file', () => {
  it('gives another workstation the company and the limits, also after a restart', async () => {
    const { content, signer } = await seatFile()
    const desk = await workstation()
    const first = await desk.start()
    expect(await first.call('seats.inspect', { content })).toMatchObject({ label: 'Desk 4', signer, problem: null })
    expect(await first.refused('seats.import', { content, passphrase: 'something else', signer })).toMatchObject({
      path: 'passphrase',
    })
    expect(await first.refused('seats.import', { content, passphrase, signer: '0000' })).toMatchObject({
      code: 'conflict',
    })
    expect(await first.call('seats.state', {})).toMatchObject({ seat: 'admin', by: 'open' })
    expect(await first.call('seats.import', { content, passphrase, signer })).toEqual({
      seat: 'help-desk',
      tenant: 'Example Co',
    })
    await desk.stop(first.app)

    const { call, refused } = await desk.start()
    const state = await call('seats.state', {})
    expect(state).toMatchObject({
      seat: 'help-desk',
      by: 'file',
      file: { label: 'Desk 4', signer },
      limits: { exports: false },
    })
    expect(state.calls).not.toContain('tenants.connect')
    expect((await call('directory.sync', {})).users).toBe(60)
    for (const [name, input] of [
      ['tenants.connect', { cid: '1', hash: 'x'.repeat(32), label: 'x' }],
      ['users.export', {}],
      ['seats.make', {}],
    ] as const)
      expect(await refused(name, input)).toMatchObject({ code: 'not-allowed' })

    // Changes of other kinds are blocked in the preview and refused when sent.
    const [person] = (await call('users.page', { status: ['active'], admin: false, offset: 0, limit: 1 })).rows
    const username = person?.username ?? ''
    const preview = await call('changes.preview', {
      changes: [
        { kind: 'remove', username },
        { kind: 'disable-mfa', username },
      ],
    })
    expect(preview.rows.map(({ verdict }) => verdict)).toEqual(['blocked', 'blocked'])
    expect(await refused('leavers.start', { usernames: [username], action: 'delete' })).toMatchObject({
      code: 'not-allowed',
    })
    expect(await refused('leavers.start', { usernames: [username], removeFromGroups: true })).toMatchObject({
      code: 'not-allowed',
    })
    const { batch } = await call('leavers.start', { usernames: [username] })
    const { job } = await call('leavers.apply', { batch })
    expect((await call('jobs.wait', { job, timeoutMs: 10_000 })).rows).toMatchObject([{ outcome: 'confirmed' }])
  })

  it('gives no credential once its record is gone from the keychain, whatever else is changed', async () => {
    const { content, signer } = await seatFile()
    const desk = await workstation()
    const first = await desk.start()
    await first.call('seats.import', { content, passphrase, signer })
    await desk.stop(first.app)
    await desk.vault.erase(seatName)
    const second = await desk.start()
    expect(await second.call('seats.state', {})).toMatchObject({ seat: 'manager', by: 'lost' })
    await desk.stop(second.app)
    desk.forgetMark()
    const third = await desk.start()
    // It came by a seat: it is never opened wider, and nothing of the company is opened at all.
    expect(await third.call('seats.state', {})).toMatchObject({ seat: 'manager', by: 'lost' })
    expect(await third.refused('directory.sync', {})).toMatchObject({ code: 'not-allowed' })
    expect((await third.call('app.state', {})).storeProblems[0]?.message).toContain('Import the seat file again')
    // And the same file can simply be imported again.
    await third.call('seats.import', { content, passphrase, signer })
    expect((await third.call('directory.sync', {})).users).toBe(60)
  })

  it('leaves the workstation as it was when the service refuses its credential', async () => {
    const { content, signer } = await seatFile()
    demo.misbehave({ how: { kind: 'hash-reset' } })
    const desk = await workstation()
    const { call, refused } = await desk.start()
    expect(await refused('seats.import', { content, passphrase, signer })).toMatchObject({ code: 'credential-refused' })
    expect(await call('seats.state', {})).toMatchObject({ seat: 'admin', by: 'open' })
    expect(await desk.vault.read(seatName)).toBeNull()
  })

  it('is not taken by a workstation that has companies of its own, nor from a second signer', async () => {
    const { content, signer } = await seatFile()
    const other = await createDemo({ people: 60, seed: 6, now: Date.now })
    const second = await serve(other)
    try {
      const desk = await workstation()
      const { call, refused } = await desk.start()
      await call('tenants.connect', { cid: other.cid, hash: other.hash, label: 'Mine', baseUrl: second.url })
      expect(await refused('seats.import', { content, passphrase, signer })).toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('Mine'),
      })
      expect((await call('seats.state', {})).seat).toBe('admin')
    } finally {
      await second.close()
    }
  })

  it('can be replaced by its signer, and given back with everything that came with it', async () => {
    const { content, signer, admin } = await seatFile()
    const desk = await workstation()
    const { call, refused } = await desk.start()
    await call('seats.import', { content, passphrase, signer })
    const again = await admin.start()
    const wider = await again.call('seats.make', {
      seat: 'help-desk',
      label: 'Desk 4b',
      passphrase,
      kinds: ['disable', 'groups'],
    })
    await call('seats.import', {
      content: readFileSync(join(admin.home, wider.file ?? ''), 'utf8'),
      passphrase,
      signer,
    })
    expect((await call('seats.state', {})).limits.kinds).toEqual(['disable', 'groups'])
    expect((await call('directory.sync', {})).users).toBe(60)

    await call('tenants.openDemo', { people: 20 })
    expect(await refused('seats.giveUp', { label: 'wrong' })).toMatchObject({ code: 'invalid' })
    await call('seats.giveUp', { label: 'Example Co' })
    expect(await call('seats.state', {})).toMatchObject({ seat: 'admin', by: 'open', file: null })
    expect((await call('app.state', {})).tenants).toEqual([])
  })

  it('is replaced neither by an older file nor, without the passphrase of the seat that is here, by a wider one', async () => {
    const { content: older, signer, admin } = await seatFile({ exports: true })
    const again = await admin.start()
    const make = async (label: string, more: object) =>
      readFileSync(
        join(
          admin.home,
          (await again.call('seats.make', { seat: 'help-desk', label, passphrase, ...more })).file ?? '',
        ),
        'utf8',
      )
    const narrow = await make('Narrow', { kinds: ['disable'] })
    const other = 'another battery horse'
    const wider = await make('Wider', { passphrase: other })
    const desk = await workstation()
    const { call, refused } = await desk.start()
    await call('seats.import', { content: narrow, passphrase, signer })
    expect(await refused('seats.import', { content: older, passphrase, signer })).toMatchObject({
      ...{ code: 'not-allowed', path: 'content' },
    })
    const given = { content: wider, passphrase: other, signer }
    expect(await refused('seats.import', given)).toMatchObject({ code: 'not-allowed', path: 'presentPassphrase' })
    expect((await call('seats.state', {})).limits.kinds).toEqual(['disable'])
    await call('seats.import', { ...given, presentPassphrase: passphrase })
    expect((await call('seats.state', {})).limits.kinds).toContain('enable')
    expect((await call('directory.sync', {})).users).toBe(60)
  })

  it('is made neither of the demo company nor by who is not an admin', async () => {
    await company()
    const { call, refused } = await (await workstation()).start()
    await call('tenants.openDemo', { people: 20 })
    expect(await refused('seats.make', { seat: 'help-desk', label: 'x', passphrase })).toMatchObject({
      code: 'not-connected',
    })
    expect(await refused('seats.make', { seat: 'help-desk', label: 'x', passphrase: 'short' })).toMatchObject({
      code: 'invalid',
      path: 'passphrase',
    })
  })
})

describe('what limits a workstation', () => {
  const people = async ({ call }: ReturnType<typeof callsOf>, limit: number) =>
    (await call('users.page', { status: ['active'], admin: false, limit })).rows.map(({ username }) => username)

  it('arrives in previews, in what is sent and in how long it is held', async () => {
    const tenant = await company()
    const guarded = 'break.glass@example.com'
    const desk = await workstation({
      ...{ kinds: ['disable', 'enable'], cap: 1, reasonRequired: true, holdSeconds: 40, secondPersonAbove: 3 },
      protected: [guarded],
    })
    demo.edit.addUser(guarded, { fullname: 'Break Glass' })
    const { call, refused } = await desk.start(desk.vault, { writing: false })
    await call('tenants.connect', tenant)
    await call('directory.sync', {})
    const names = await people({ call, refused }, 4)
    const [first = '', second = ''] = names
    const disable = (username: string) => ({ kind: 'disable' as const, username })

    expect((await call('writing.state', {})).kinds).toEqual(['disable', 'enable'])
    const mixed = [disable(guarded), { kind: 'delete' as const, username: first }, disable(second)]
    const { rows } = await call('changes.preview', { changes: mixed })
    expect(rows.map(({ verdict }) => verdict)).toEqual(['blocked', 'blocked', 'change'])

    const one = await call('changes.preview', { changes: [disable(first)] })
    expect(one.confirm).toBeNull()
    expect((await call('changes.preview', { changes: [disable(first), disable(second)] })).confirm).toBe('2')
    expect(await refused('changes.apply', { plan: one.plan })).toMatchObject({ code: 'not-allowed' })
    await call('writing.enable', {})
    expect(await refused('changes.apply', { plan: one.plan })).toMatchObject({ code: 'invalid' })

    const many = await call('changes.preview', { changes: names.map(disable), reason: 'Left' })
    expect(await refused('changes.apply', { plan: many.plan, confirm: '4' })).toMatchObject({
      message: expect.stringContaining('another admin'),
    })
    const { plan } = await call('changes.preview', { changes: [disable(first)], reason: 'Left' })
    const before = Date.now()
    const { job } = await call('changes.apply', { plan })
    const held = await call('jobs.get', { job })
    expect(held.rows.map(({ outcome }) => outcome)).toEqual(['waiting'])
    expect(Date.parse(held.job.holdUntil ?? '') - before).toBeGreaterThan(39_000)
    await call('jobs.cancel', { job })
    expect(service.requests.map(({ command }) => command)).not.toContain('disableuser')
  })

  it('of a seat file arrives there too, and the narrower of file and policy counts', async () => {
    const { content, signer } = await seatFile({ kinds: ['disable', 'enable', 'groups'], cap: 3 })
    const desk = await workstation({ kinds: ['disable', 'delete'], cap: 5 })
    const { call, refused } = await desk.start()
    await call('seats.import', { content, passphrase, signer })
    await call('directory.sync', {})
    const names = await people({ call, refused }, 4)
    expect((await call('writing.state', {})).kinds).toEqual(['disable'])
    const changes = names.map((username) => ({ kind: 'disable' as const, username }))
    expect((await call('changes.preview', { changes: changes.slice(0, 3) })).confirm).toBeNull()
    expect((await call('changes.preview', { changes })).confirm).toBe('4')
    const { rows } = await call('changes.preview', { changes: [{ kind: 'delete', username: names[0] ?? '' }] })
    expect(rows[0]?.verdict).toBe('blocked')
  })

  it('cannot be widened by a policy: what a person set more strictly stays', async () => {
    const tenant = await company()
    const desk = await workstation({ cap: 20, holdSeconds: 0, secondPersonAbove: 50, protected: ['a@example.com'] })
    const first = await desk.start()
    await first.call('tenants.connect', tenant)
    expect(await first.refused('guards.set', { cap: 5 })).toMatchObject({ code: 'not-allowed' })
    expect(await first.call('guards.get', {})).toMatchObject({ cap: 10, holdSeconds: 8, protected: ['a@example.com'] })
  })

  it('is signed by one key, whatever it signs', async () => {
    const tenant = await company()
    const { call } = await (await workstation()).start()
    await call('tenants.connect', tenant)
    await call('directory.sync', {})
    const [username = ''] = await people({ call, refused: async () => ({ code: 'invalid', message: '' }) }, 1)
    const { plan } = await call('changes.preview', { changes: [{ kind: 'disable', username }] })
    const request = await call('approvals.save', { plan })
    const made = await call('seats.make', { seat: 'help-desk', label: 'Desk', passphrase })
    expect(made.fingerprint).toBe(request.fingerprint)
    expect((await call('seats.state', {})).fingerprint).toBe(request.fingerprint)
  })
})

describe('a machine-wide policy', () => {
  it('wins over the seat, the settings and what is typed', async () => {
    const tenant = await company()
    const fixed = {
      seat: 'help-desk',
      kinds: ['disable'],
      cap: 2,
      timeoutSeconds: 30,
      reasonRequired: true,
      baseUrl: service.url,
    }
    const { call, refused } = await (await workstation(fixed)).start()
    expect(await call('seats.state', {})).toMatchObject({
      seat: 'help-desk',
      by: 'policy',
      limits: { kinds: ['disable'], cap: 2 },
      policy: { found: true, problem: null },
    })
    expect(await call('settings.set', { timeoutSeconds: 500 })).toMatchObject({ timeoutSeconds: 30 })
    expect(await refused('tenants.connect', tenant)).toMatchObject({ code: 'not-allowed' })
  })

  it('keeps the hash from any other address', async () => {
    const tenant = await company()
    const { refused } = await (await workstation({ baseUrl: 'https://lastpass.example.com/enterpriseapi.php' })).start()
    expect(await refused('tenants.connect', tenant)).toMatchObject({ code: 'not-allowed', path: 'baseUrl' })
    expect(service.requests).toEqual([])
  })

  it('takes seat files of trusted keys only', async () => {
    const { content, signer } = await seatFile()
    const desk = await workstation({ trustedSigners: ['0000 0000 0000 0000 0000 0000 0000 0000'] })
    const { call, refused } = await desk.start()
    expect((await call('seats.inspect', { content })).problem).toContain('policy')
    expect(await refused('seats.import', { content, passphrase, signer })).toMatchObject({ code: 'not-allowed' })
    const trusting = await (await workstation({ trustedSigners: [signer] })).start()
    expect(await trusting.call('seats.import', { content, passphrase, signer })).toMatchObject({ seat: 'help-desk' })
  })

  it('that cannot be trusted leaves the seat that it names at most, and nothing that reaches out', async () => {
    const tenant = await company()
    for (const [policy, seat] of [
      [{ unknown: true }, 'manager'],
      [{ seat: 'help-desk', unknown: true }, 'help-desk'],
      [{ seat: 'admin', unknown: true }, 'help-desk'],
    ] as const) {
      const { call, refused } = await (await workstation(policy)).start()
      expect(await call('seats.state', {})).toMatchObject({
        ...{ seat, by: 'policy', limits: { kinds: [], exports: false } },
        message: expect.stringContaining('not applied'),
      })
      expect(await refused('tenants.connect', tenant)).toMatchObject({ code: 'not-allowed' })
      for (const name of ['journal.export', 'guards.set', 'seats.make', 'users.export'])
        expect(await refused(name, {})).toMatchObject({ code: 'not-allowed' })
      if (seat === 'manager') expect(await refused('users.page', {})).toMatchObject({ code: 'not-allowed' })
    }
  })
})
