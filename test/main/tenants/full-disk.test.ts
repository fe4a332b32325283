import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/main/app.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { inOrder } from '../../../src/main/tenants/close-in-order.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

describe('the steps of closing', () => {
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

  it('are all taken where the disk is full', async () => {
    const taken: string[] = []
    const refuse = () => Promise.reject(full)
    await inOrder([() => taken.push('one'), refuse, () => taken.push('two')])
    expect(taken).toEqual(['one', 'two'])
  })

  it('are all taken before another fault is thrown', async () => {
    const taken: string[] = []
    const work = inOrder([() => Promise.reject(new Error('a fault')), () => taken.push('two')])
    await expect(work).rejects.toThrow('a fault')
    expect(taken).toEqual(['two'])
  })
})

const home = temporaryFolder()
const canMount =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', home]).status === 0 &&
  spawnSync('umount', [home]).status === 0

describe('a company whose data folder is on a full disk', () => {
  const filler = join(home, 'filler')
  let demo: DemoService
  let service: ServedService
  beforeEach(async () => {
    if (canMount) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', home])
    demo = await createDemo({ people: 30, seed: 4, now: Date.now })
    service = await serve(demo)
  })
  afterEach(async () => {
    await service.close()
    // Lazily: the library holds its files until its memory is collected.
    if (canMount) execFileSync('umount', ['-l', home])
    rmSync(home, { recursive: true, force: true })
  })

  function fill(): void {
    for (let free = 1; free > 0; ) {
      const { bavail, bsize } = statfsSync(home)
      free = bavail * bsize
      if (free > 0) appendFileSync(filler, Buffer.alloc(Math.min(free, 1 << 20)))
    }
  }

  it.runIf(canMount)(
    'refuses in words, sends nothing, is closed, opened and read',
    async () => {
      const folder = join(home, 'data')
      mkdirSync(folder)
      const options = testOptions(folder, { vault: createKeptVault(), writing: true })
      let app = await createApp(options)
      const { call } = callsOf(app)
      await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
      await call('directory.sync', {})
      const { rows } = await call('users.page', { status: ['active'], admin: false, limit: 3 })
      const { plan } = await call('changes.preview', {
        changes: rows.map(({ username }) => ({ kind: 'disable' as const, username })),
      })
      await call('joiners.settings', {})
      const group = (await call('groups.page', { limit: 1 })).rows[0]?.name ?? ''
      fill()
      const acts: readonly [string, object][] = [
        ['directory.sync', {}],
        ['changes.apply', { plan }],
        ['guards.set', { protected: ['break.glass@example.com'] }],
        ['audit.fetch', { from: new Date(Date.now() - 86_400_000).toISOString() }],
        ['joiners.saveSettings', { seats: 9 }],
        ['scores.set', { threshold: 63 }],
        ['leavers.start', { usernames: rows.map(({ username }) => username) }],
        ['reviews.start', { scope: { group } }],
      ]
      for (const [name, input] of acts)
        expect([name, await app.call(name, input)]).toMatchObject([name, { ok: false, failure: { code: 'storage' } }])
      expect(demo.ledger).toEqual([])
      await app.close()
      app = await createApp(options)
      const full = callsOf(app)
      expect((await full.call('app.state', {})).storeProblems).toEqual([])
      expect((await full.call('users.page', { limit: 500 })).total).toBeGreaterThan(20)
      expect((await full.call('joiners.settings', {})).seats).toBeNull()
      await app.close()
      rmSync(filler)
      app = await createApp(options)
      const { call: again } = callsOf(app)
      expect(await again('journal.verify', {})).toMatchObject({ intact: true })
      // Whether an error could be kept meanwhile depends on a few bytes.
      for (const { message } of (await again('errors.page', {})).rows) expect(message).toContain('The disk is full')
      expect((await again('directory.sync', {})).users).toBeGreaterThan(20)
      await app.close()
    },
    60_000,
  )
})
