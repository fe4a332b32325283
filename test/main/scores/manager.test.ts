import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Signal } from '../../../src/contract/signals.ts'
import { createSnapshots } from '../../../src/main/snapshots/snapshots.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { openEngine } from '../../harness/session.ts'
import { type Given, openCompany } from './company.ts'

describe('what a seat that sees nobody’s account is shown', () => {
  let company: Awaited<ReturnType<typeof openCompany>>
  beforeEach(async () => {
    company = await openCompany('2026-11-02T15:00:00Z')
  })
  afterEach(() => company.close())

  const address = (index: number) => `p${index}@example.com`
  /** So many people, everybody with this score more than ten times the number. */
  const people = (many: number, more = 0): Record<string, Given> =>
    Object.fromEntries(
      Array.from({ length: many }, (_, index) => [
        index + 1,
        { username: address(index), totalscore: 10 + 2 * index + more },
      ]),
    )
  const groups = {
    Four: [0, 1, 2, 3].map(address),
    Eleven: Array.from({ length: 11 }, (_, index) => address(index + 4)),
  }
  const shown = async () => {
    const { body } = await company.call('snapshots.live', {})
    return {
      to: body.to,
      average: body.summary.average,
      of: body.summary.withScore,
      told: body.scopes.filter(({ withheld }) => withheld === null).map(({ name }) => name),
      rows: body.rows,
    }
  }

  it('is nobody’s name, no group of four, and not the rest of the company beside it', async () => {
    company.has(people(15), groups)
    await company.sync()
    expect(await shown()).toEqual({ to: '2026-11-02', average: 24, of: 15, told: [], rows: [] })
  })

  it('stays as it was told for a week, so that somebody who came is not worked out from two days', async () => {
    company.has(people(15), groups)
    await company.sync()
    const first = await shown()
    company.at('2026-11-03T15:00:00Z')
    company.has(people(16), groups)
    await company.sync()
    expect(await shown()).toEqual(first)
  })

  it('stays for longer where fewer than five moved, and is renewed once enough have', async () => {
    company.has(people(15), groups)
    await company.sync()
    const first = await shown()
    company.at('2026-11-10T15:00:00Z')
    company.has(people(16), groups)
    await company.sync()
    expect(await shown()).toEqual(first)
    company.at('2026-11-11T15:00:00Z')
    company.has(people(15, 4), groups)
    await company.sync()
    expect(await shown()).toMatchObject({ to: '2026-11-11', average: 28, of: 15 })
  })

  it('is renewed by the week also after a clock that was ahead told of a day to come', async () => {
    company.at('2026-12-20T15:00:00Z')
    company.has(people(15), groups)
    await company.sync()
    expect(await shown()).toMatchObject({ to: '2026-12-20' })
    company.at('2026-11-10T15:00:00Z')
    company.has(people(15, 4), groups)
    await company.sync()
    expect(await shown()).toMatchObject({ to: '2026-11-10', average: 28 })
    company.at('2026-11-12T15:00:00Z')
    company.has(people(15, 6), groups)
    await company.sync()
    expect(await shown()).toMatchObject({ to: '2026-11-10', average: 28 })
  })
})

it('is when the company was read, and never how many people it has', async () => {
  const folder = join(temporaryFolder(), 'provost')
  mkdirSync(folder, { mode: 0o755 })
  const path = join(folder, 'policy.json')
  writeFileSync(path, '{"seat": "manager"}', { mode: 0o644 })
  const { app, call, at, has, close } = await openCompany('2026-11-02T15:00:00Z', {
    policyFile: { platform: 'linux', path, owner: process.getuid?.() ?? 0 },
    refreshes: true,
  })
  const signals: Signal[] = []
  app.listen((signal) => signals.push(signal))
  const status = () => call('directory.status', {})
  const account = (index: number) => ({ username: `p${index}@example.com`, totalscore: 50 })
  const many = (people: number) => Object.fromEntries(Array.from({ length: people }, (_, at) => [at + 1, account(at)]))
  try {
    expect(await call('seats.state', {})).toMatchObject({ seat: 'manager' })
    has(many(417))
    at('2026-11-02T23:00:00Z')
    await call('settings.set', { refreshMinutes: 15 })
    await expect.poll(async () => (await status()).asOf, { timeout: 20_000 }).not.toBe(null)
    expect(await status()).toMatchObject({ counts: null, suspicious: null })
    expect(signals.flatMap((signal) => (signal.name === 'sync' && signal.progress ? [signal.progress] : []))).toEqual(
      expect.arrayContaining([{ step: 'users', done: 0, total: null }]),
    )
    // What is shown of it is read anew once a refresh brought another day.
    await expect
      .poll(() => signals.some((one) => one.name === 'changed' && one.families.includes('snapshots')))
      .toBe(true)
    expect(JSON.stringify([signals, await status(), await call('app.diagnostics', {})])).not.toContain('417')
  } finally {
    await close()
  }
}, 40_000)

it('is of the departments and groups that the seat is limited to, and of nothing where they are no more', async () => {
  const engine = await openEngine(60)
  try {
    const many = engine.people(30)
    for (const name of many.slice(0, 12)) engine.demo.edit.addToGroup(name, 'On-call')
    await engine.session.directory.sync(false)
    const { signal } = new AbortController()
    const as = (scopes: { departments: string[]; groups: string[] } | null) =>
      createSnapshots({
        session: () => engine.session,
        identity: {} as never,
        saveFile: async () => null,
        limits: () => ({ scopes }),
        handed: () => null,
        keys: { knownKeys: () => [], saveKnownKeys: () => {} },
        now: Date.now,
      }).handlers
    const { body } = await as({ departments: [], groups: ['On-call', 'Renamed since'] })['snapshots.live']({}, signal)
    expect(body.scope).toEqual({ departments: [], groups: ['On-call'] })
    expect(body.scopes.map(({ name }) => name)).toEqual(['On-call'])
    expect(body.summary.withScore).toBeLessThan(30)
    await expect(
      as({ departments: [], groups: ['Renamed since'] })['snapshots.live']({}, signal),
    ).rejects.toMatchObject({ failure: { code: 'not-found' } })
  } finally {
    await engine.close()
  }
})
