import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sortableColumns } from '../../src/contract/lists.ts'
import { createApp } from '../../src/main/app.ts'
import { callsOf, temporaryFolder, testOptions } from '../harness/application.ts'
import { longestTurn } from './longest-turn.ts'
import { median, percentile, report } from './report.ts'

// How fast the directory is at 100,000 people: a sync over loopback HTTP against fetching and parsing the same bytes,
// the event loop meanwhile, pages of the table, and pasted lists of half of the people. The stand-in is a process of its own.

const people = Number(process.env.PEOPLE ?? 100_000)
const pageSize = 2000

const server = spawn(
  process.execPath,
  [
    fileURLToPath(new URL('../fakes/service.ts', import.meta.url)),
    '--people',
    String(people),
    '--seed',
    '1',
    '--remember',
  ],
  { stdio: ['pipe', 'pipe', 'inherit'] },
)
const [first] = (await once(createInterface({ input: server.stdout }), 'line')) as [string]
const { url, cid, hash } = JSON.parse(first) as { url: string; cid: string; hash: string }

/** Fetches and parses what a sync reads, and nothing else. */
async function bare(): Promise<number> {
  const start = performance.now()
  const ask = async (cmd: string, data: unknown) => {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({ cid, provhash: hash, cmd, apiuser: 'Provost', data }),
    })
    return JSON.parse(await response.text()) as unknown
  }
  for (let pageindex = 0; pageindex * pageSize < people; pageindex++)
    await ask('getuserdata', { pagesize: pageSize, pageindex })
  await ask('getsfdata', 'all')
  return performance.now() - start
}

async function sync(home: string): Promise<{ milliseconds: number; stall: number }> {
  const app = await createApp(testOptions(home, { once: { cid, hash, baseUrl: url, timeZone: 'US/Eastern' } }))
  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const start = performance.now()
  await callsOf(app).call('directory.sync', {})
  const milliseconds = performance.now() - start
  loop.disable()
  await app.close()
  return { milliseconds, stall: loop.max / 1e6 - 5 }
}

try {
  // The stand-in makes its answers the first time that they are asked for.
  await bare()
  const home = temporaryFolder()
  await sync(home)
  const pairs: { bare: number; milliseconds: number; stall: number }[] = []
  for (let run = 0; run < 5; run++) pairs.push({ bare: await bare(), ...(await sync(home)) })
  const value = median(pairs.map(({ milliseconds }) => milliseconds))
  const peer = median(pairs.map((pair) => pair.bare))
  report('directory.sync, first, over loopback', value, 'ms', {
    peer,
    ratio: median(pairs.map((pair) => pair.milliseconds / pair.bare)),
    limit: 3,
  })
  report('longest stall of the event loop during the sync', median(pairs.map(({ stall }) => stall)), 'ms', {
    limit: 50,
  })

  const app = await createApp(testOptions(home, { once: { cid, hash, baseUrl: url, timeZone: 'US/Eastern' } }))
  const { call } = callsOf(app)
  await call('directory.sync', {})
  const again: { bare: number; bareProcessor: number; milliseconds: number; processor: number }[] = []
  /** Processor time of all threads of this process, in milliseconds. */
  const processor = (since?: NodeJS.CpuUsage) => {
    const { user, system } = process.cpuUsage(since)
    return (user + system) / 1000
  }
  for (let run = 0; run < 5; run++) {
    const before = process.cpuUsage()
    const milliseconds = await bare()
    const bareProcessor = processor(before)
    const between = process.cpuUsage()
    const start = performance.now()
    await call('directory.sync', {})
    const taken = performance.now() - start
    again.push({ bare: milliseconds, bareProcessor, milliseconds: taken, processor: processor(between) })
  }
  report('directory.sync, again, nothing changed', median(again.map(({ milliseconds }) => milliseconds)), 'ms', {
    peer: median(again.map((run) => run.bare)),
    ratio: median(again.map((run) => run.milliseconds / run.bare)),
    limit: 1.2,
  })
  report('processor time of that, all threads', median(again.map((run) => run.processor)), 'ms', {
    peer: median(again.map((run) => run.bareProcessor)),
    ratio: median(again.map((run) => run.processor / run.bareProcessor)),
    limit: 1.5,
  })
  await delay(500)

  const filters = [
    {},
    { status: ['disabled' as const] },
    { admin: true },
    { maxScore: 50 },
    { group: 'Engineering' },
    { mfa: false, lastLoginDays: 90 },
    { text: 'a' },
    { text: 'an' },
    { text: 'anna' },
    { text: 'son mar' },
    { passwordDays: 365, status: ['active' as const, 'invited' as const] },
  ]
  const times: number[] = []
  for (const filter of filters) {
    for (const by of sortableColumns) {
      for (const direction of ['asc', 'desc'] as const) {
        for (const offset of [0, 5000, people - 400]) {
          const begun = performance.now()
          await call('users.page', { ...filter, sort: [{ by, direction }, { by: 'fullname' }], offset, limit: 200 })
          times.push(performance.now() - begun)
        }
      }
    }
  }
  report('users.page, any filter and order, first and deep, p95', percentile(times, 0.95), 'ms', { limit: 15 })
  report('users.page, median', median(times), 'ms')

  // Lists of people as they are pasted, each given three times: the first of all also makes the index of everybody's names.
  // The built product has no types to take off its sources as they are loaded.
  await Promise.all([import('../../src/main/leavers/leavers.ts'), import('../../src/main/intake/read-list.ts')])
  const known: { username: string; fullname: string }[] = []
  while (known.length < people / 2)
    known.push(...(await call('users.page', { offset: known.length, limit: 500 })).rows.slice(0, 500))
  const day = (at: number) => (at % 28) + 1
  const lists = {
    addresses: known.map(({ username }) => username),
    'names with addresses': known.map(({ username, fullname }) => `${fullname} <${username}>`),
    'a table of six columns': [
      'Name,Email,Department,Title,Location,Last day',
      ...known.map(
        ({ username, fullname }, at) =>
          `${fullname.replaceAll(',', '')},${username},Sales,Account Manager,Berlin,2026-10-${String(day(at)).padStart(2, '0')}`,
      ),
    ],
    'requests in words': known.map(({ username }, at) => `please disable ${username}, last day was ${day(at)} May`),
  }
  for (const [kind, lines] of Object.entries(lists)) {
    const text = lines.join('\n')
    const runs: { allMs: number; cpuMs: number }[] = []
    for (let run = 0; run < 3; run++) runs.push(await longestTurn(() => call('leavers.match', { text })))
    const name = `leavers.match, ${known.length} lines, ${kind}, processor time`
    report(`${name}, first`, runs[0]?.allMs ?? Number.NaN, 'ms')
    report(name, median(runs.map(({ allMs }) => allMs)), 'ms', { limit: 2000 })
    report(`${name}, longest turn`, Math.max(...runs.map(({ cpuMs }) => cpuMs)), 'ms', { limit: 50 })
  }
  await app.close()
  rmSync(home, { recursive: true, force: true })
} finally {
  server.kill()
}
