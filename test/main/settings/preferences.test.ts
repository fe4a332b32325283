import { rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/main/app.ts'
import { createDemo } from '../../../src/main/demo/service/service.ts'
import { serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A company, and settings whose file cannot be written once the disk is full. */
async function begin() {
  const demo = await createDemo({ people: 20, seed: 4, now: Date.now })
  const service = await serve(demo)
  const home = temporaryFolder()
  closing.push(service.close, () => rmSync(home, { recursive: true, force: true }))
  const disk = { full: false }
  let kept: unknown = {}
  const options = testOptions(home, {
    vault: createKeptVault(),
    settings: {
      get: () => kept,
      set(value) {
        if (disk.full) throw Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' })
        kept = structuredClone(value)
      },
    },
  })
  const start = async () => {
    const app = await createApp(options)
    closing.push(() => app.close())
    return { app, ...callsOf(app) }
  }
  const company = { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url }
  return { disk, start, company }
}
const unsaved = {
  code: 'storage',
  message: expect.stringMatching(/^The settings could not be saved\..*until Provost is closed/),
}

describe('settings that cannot be written', () => {
  it('are said to be unsaved, and count until Provost is closed', async () => {
    const { disk, start } = await begin()
    const { call, refused } = await start()
    disk.full = true
    expect(await refused('settings.set', { theme: 'dark' })).toMatchObject(unsaved)
    expect(await call('settings.get', {})).toMatchObject({ theme: 'dark' })
    expect(await refused('views.save', { name: 'Mine', screen: 'users', search: 'x' })).toMatchObject(unsaved)
  })

  it('keep no company from being opened, and none is said to be closed that is open', async () => {
    const { disk, start, company } = await begin()
    const first = await start()
    await first.call('tenants.connect', company)
    await first.app.close()
    disk.full = true
    const { call } = await start()
    const { storeProblems, current } = await call('app.state', {})
    expect({ storeProblems, current }).toEqual({ storeProblems: [], current: expect.any(String) })
    await call('tenants.openDemo', { people: 20, seed: 1 }).catch(() => {})
    await call('tenants.switch', { id: current as never })
    expect((await call('app.state', {})).current).toBe(current)
  })

  it('leave no company behind that could not be kept', async () => {
    const { disk, start, company } = await begin()
    const { call, refused } = await start()
    disk.full = true
    expect(await refused('tenants.connect', company)).toMatchObject(unsaved)
    expect((await call('app.state', {})).tenants).toEqual([])
  })
})
