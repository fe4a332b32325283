import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallName, Input, Output } from '../../src/contract/calls.ts'
import type { Failure } from '../../src/contract/failure.ts'
import { type App, createApp } from '../../src/main/app.ts'
import { createDemo, type DemoOptions, type DemoService } from '../../src/main/demo/service/service.ts'
import { createMemoryVault, type Vault } from '../../src/main/keychain/vault.ts'
import type { AppOptions, Fetch } from '../../src/main/ports.ts'
import { type ServedService, serve } from '../fakes/service.ts'
import { threadFile } from './threads.ts'

/** An application over a made-up company behind real HTTP, with typed calls. */
export interface TestTenant {
  app: App
  demo: DemoService
  service: ServedService
  home: string
  /** The value of a call that has to succeed. */
  call<C extends CallName>(name: C, input: Input<C>): Promise<Output<C>>
  /** The failure of a call that has to fail. */
  refused(name: string, input: unknown): Promise<Failure>
  close(): Promise<void>
}

export const writerFile = threadFile('writer')

export const auditFile = threadFile('audit')

/** A keychain that lasts as long as the test does. */
export const createKeptVault = (): Vault => ({
  ...createMemoryVault(),
  available: async () => ({ available: true, reason: null }),
})

/** Options of an application for tests: nothing of a desktop, everything else real. */
export function testOptions(home: string, more: Partial<AppOptions> = {}): AppOptions {
  let settings: unknown = {}
  return {
    home,
    version: 'test',
    electron: null,
    fetch: globalThis.fetch as unknown as Fetch,
    vault: createKeptVault(),
    saveFile: async () => null,
    openPage: async () => {},
    showFolder: () => {},
    writerFile,
    auditFile,
    settings: {
      get: () => settings,
      set: (value) => {
        settings = value
      },
    },
    log: { info: () => 'info', warn: () => 'warn', error: () => 'error' },
    refreshes: false,
    ...more,
  }
}

export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'provost-test-'))

/** Typed calls to an application. */
export function callsOf(app: App): Pick<TestTenant, 'call' | 'refused'> {
  return {
    async call(name, input) {
      const result = await app.call(name, input)
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`)
      return result.value as never
    },
    async refused(name, input) {
      const result = await app.call(name, input)
      if (result.ok) throw new Error(`${name} succeeded: ${JSON.stringify(result.value)}`)
      return result.failure
    },
  }
}

/** Opens an application on a made-up company that is behind real HTTP. */
export async function openTenant(
  company: Partial<DemoOptions> = {},
  more: Partial<AppOptions> = {},
): Promise<TestTenant> {
  const demo = await createDemo({
    people: 120,
    seed: 3,
    now: Date.now,
    founded: Date.parse('2026-11-01T00:00:00Z'),
    ...company,
  })
  const service = await serve(demo)
  const home = temporaryFolder()
  const once = { cid: demo.cid, hash: demo.hash, baseUrl: service.url, timeZone: 'US/Eastern' }
  const app = await createApp(testOptions(home, { once, ...more }))
  return {
    app,
    demo,
    service,
    home,
    ...callsOf(app),
    async close() {
      await app.close()
      await service.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/**
 * Opens an application on a made-up company of 20 people and those given, by local part of example.com and full name, and reads it. It is
 * the noon of `today` (YYYY-MM-DD) where that is given.
 */
export async function openTenantOf(people: Readonly<Record<string, string>>, today?: string): Promise<TestTenant> {
  const clock = today === undefined ? {} : { now: () => Date.parse(`${today}T12:00:00Z`) }
  const tenant = await openTenant({ people: 20, ...clock }, clock)
  for (const [local, fullname] of Object.entries(people)) tenant.demo.edit.addUser(`${local}@example.com`, { fullname })
  await tenant.call('directory.sync', {})
  return tenant
}
