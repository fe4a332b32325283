import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { calls, type Input, type Output } from '../../../src/contract/calls.ts'
import type { Change } from '../../../src/contract/change.ts'
import type { ChangeCall } from '../../../src/main/changes/changes.ts'
import type { Vault } from '../../../src/main/keychain/vault.ts'
import type { Fetch } from '../../../src/main/ports.ts'
import { createCompanyClaim } from '../../../src/main/tenants/company-claim.ts'
import { openSession } from '../../../src/main/tenants/open-session.ts'
import { threadFile } from '../../harness/threads.ts'

// A process that carries changes out and may be killed at any moment. It takes orders as JSON lines and answers each with one.

const {
  home,
  url,
  cid,
  hash,
  claims,
  // The file may be cut off by a kill just as it is written; the real keychain is not, so it is set up before.
  keychain = join(home, 'vault.json'),
} = JSON.parse(process.argv[2] ?? '{}') as Record<'home' | 'url' | 'cid' | 'hash', string> & {
  keychain?: string
  claims?: string
}

/** A keychain that outlives the process, as the real one does: in a file, for a made-up company. */
function fileVault(file: string): Vault {
  const read = () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {})
  const change = (part: Record<string, string | undefined>) =>
    writeFileSync(file, JSON.stringify({ ...read(), ...part }))
  return {
    read: async (account) => read()[account] ?? null,
    write: async (account, secret) => change({ [account]: secret }),
    erase: async (account) => change({ [account]: undefined }),
    available: async () => ({ available: true, reason: null }),
  }
}

const session = await openSession({
  record: {
    ...{ id: 'tenant' as never, label: 'Soak', colour: 'blue', kind: 'lastpass', cid, baseUrl: url },
    ...{ timeZone: 'US/Eastern', refused: false },
  },
  folder: home,
  vault: fileVault(keychain),
  sessionOnly: false,
  fetch: globalThis.fetch as unknown as Fetch,
  fixedCredential: { cid, hash },
  writerFile: threadFile('writer'),
  now: Date.now,
  timeoutMs: 10_000,
  changes: {
    writing: true,
    timing: { lagMs: 50, settleMs: 400 },
    claim: claims === undefined ? undefined : createCompanyClaim(() => claims, 'tenant'),
  },
  announce: () => {},
})

async function call<C extends ChangeCall>(name: C, input: Input<C>): Promise<Output<C>> {
  const handler = session.changes.handlers[name] as (input: unknown, signal: AbortSignal) => unknown
  return calls[name].output.parse(await handler(calls[name].input.parse(input), new AbortController().signal)) as never
}

const orders: Record<string, (input: never) => Promise<unknown>> = {
  async sync() {
    return session.directory.sync(false)
  },
  async apply(changes: Change[]) {
    const { plan, confirm } = await call('changes.preview', { changes })
    return call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
  },
  async keep(changes: Change[]) {
    const { plan } = await call('changes.preview', { changes })
    await call('changes.keep', { plan })
    return { plan }
  },
  /** `refused`: in words. */
  async send(given: Input<'changes.apply'>) {
    try {
      return await call('changes.apply', given)
    } catch (error) {
      return { refused: String(error) }
    }
  },
  async recover() {
    await session.changes.recover()
    const { rows } = await call('jobs.page', {})
    return Promise.all(rows.map(({ id }) => call('jobs.get', { job: id })))
  },
  async resume(job: string) {
    const { state } = await call('jobs.get', { job })
    if (state === 'paused') await call('jobs.resume', { job })
    return {}
  },
  async wait(job: string) {
    return call('jobs.wait', { job, timeoutMs: 60_000 })
  },
  async journal() {
    const lines = []
    for (let offset = 0; ; offset += 500) {
      const { rows } = await call('journal.page', { offset, limit: 500 })
      lines.push(...rows)
      if (rows.length < 500) return { lines, check: await call('journal.verify', {}) }
    }
  },
}

process.stdout.write('{"ready":true}\n')
for await (const line of createInterface({ input: process.stdin })) {
  const { order, input } = JSON.parse(line) as { order: string; input: unknown }
  const value = await orders[order]?.(input as never)
  process.stdout.write(`${JSON.stringify({ value })}\n`)
}
await session.close()
