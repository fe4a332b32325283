import { rmSync } from 'node:fs'
import { calls, type Input, type Output } from '../../src/contract/calls.ts'
import type { Change } from '../../src/contract/change.ts'
import { type Failure, Refusal } from '../../src/contract/failure.ts'
import type { ChangeCall, ChangesOptions } from '../../src/main/changes/changes.ts'
import { onward } from '../../src/main/clock/believed-time.ts'
import { createDemo, type DemoService } from '../../src/main/demo/service/service.ts'
import type { Vault } from '../../src/main/keychain/vault.ts'
import type { Fetch } from '../../src/main/ports.ts'
import type { TenantRecord } from '../../src/main/settings/preferences.ts'
import { openSession } from '../../src/main/tenants/open-session.ts'
import type { Session } from '../../src/main/tenants/session.ts'
import { type ServedService, serve } from '../fakes/service.ts'
import { createKeptVault, temporaryFolder, writerFile } from './application.ts'

/** A tenant's session over a made-up company behind real HTTP: everything is real but the service and the length of waits. */
export interface Engine {
  session: Session
  demo: DemoService
  service: ServedService
  home: string
  vault: Vault
  call<C extends ChangeCall>(name: C, input: Input<C>): Promise<Output<C>>
  refused<C extends ChangeCall>(name: C, input: Input<C>): Promise<Failure>
  /** Previews, sends, and waits until the job is neither held nor running. */
  run(changes: Change[]): Promise<Output<'jobs.get'>>
  /** User names of people that a test may do anything to: active, no admins. */
  people(count: number): string[]
  /** Ends the session and opens another one on the same folder and keychain. */
  reopen(more?: Partial<ChangesOptions>): Promise<void>
  close(): Promise<void>
}

/** Waits that decide what a reading means, short enough for tests. */
export const quick = { lagMs: 30, settleMs: 60 }

/** `shared`: another workstation of the same company. */
export async function openEngine(
  people = 150,
  more: Partial<ChangesOptions> = {},
  company: { now?: () => number; shared?: Engine } = {},
): Promise<Engine> {
  const now = company.now ?? Date.now
  const demo = company.shared?.demo ?? (await createDemo({ people, seed: 7, now, founded: now() - 10 * 86_400_000 }))
  const service = company.shared?.service ?? (await serve(demo))
  const home = temporaryFolder()
  const vault = createKeptVault()
  const record: TenantRecord = {
    id: 'tenant' as never,
    label: 'Test',
    colour: 'blue',
    kind: 'lastpass',
    cid: demo.cid,
    baseUrl: service.url,
    timeZone: 'US/Eastern',
    refused: false,
  }
  const open = (extra: Partial<ChangesOptions>) =>
    openSession({
      record,
      folder: home,
      vault,
      sessionOnly: false,
      fetch: globalThis.fetch as unknown as Fetch,
      fixedCredential: { cid: demo.cid, hash: demo.hash },
      writerFile,
      now,
      timeoutMs: 20_000,
      changes: {
        writing: true,
        timing: quick,
        passed: onward(now),
        actor: () => ({ user: 'tester' }),
        ...more,
        ...extra,
      },
      announce: () => {},
    })
  const engine: Engine = {
    session: await open({}),
    demo,
    service,
    home,
    vault,
    async call(name, input) {
      const handler = engine.session.changes.handlers[name] as (input: unknown, signal: AbortSignal) => unknown
      const value = await handler(calls[name].input.parse(input), new AbortController().signal)
      return calls[name].output.parse(value) as never
    },
    async refused(name, input) {
      try {
        await engine.call(name, input)
      } catch (error) {
        if (error instanceof Refusal) return error.failure
        throw error
      }
      throw new Error(`${name} succeeded`)
    },
    async run(changes) {
      const { plan, confirm } = await engine.call('changes.preview', { changes })
      const { job } = await engine.call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
      return engine.call('jobs.wait', { job, timeoutMs: 15_000 })
    },
    people: (count) =>
      engine.session.directory.reads
        .usersPage({ status: ['active'], admin: false }, [], { offset: 0, limit: count })
        .rows.map(({ username }) => username),
    async reopen(extra = {}) {
      await engine.session.close()
      engine.session = await open(extra)
    },
    async close() {
      await engine.session.close()
      if (company.shared === undefined) await service.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
  await engine.session.directory.sync(false)
  return engine
}

/** Each name with how often the service carried out this command for it. */
export function carriedOut({ demo }: Pick<Engine, 'demo'>, command: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const entry of demo.ledger) {
    if (entry.command !== command) continue
    for (const one of Array.isArray(entry.data) ? entry.data : [entry.data]) {
      const name = typeof one === 'string' ? one : (one as { username: string }).username
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return counts
}

export const disable = (username: string): Change => ({ kind: 'disable', username })
