import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { AuditFilter } from '../../src/contract/calls/audit/audit.ts'
import { openArchive } from '../../src/main/audit/archive/archive.ts'
import { writeEvents } from '../../src/main/audit/export-events.ts'
import { createIngest } from '../../src/main/audit/fetch/ingest.ts'
import type { AuditOperations } from '../../src/main/audit/protocol.ts'
import { openStore } from '../../src/main/store/open.ts'
import { callThread } from '../../src/main/threads/thread-calls.ts'
import { temporaryFolder } from '../harness/application.ts'
import { eventMaker } from './audit-events.ts'
import { median, percentile, report } from './report.ts'

// Two years of a company's events, written through the archive's own ingest, then asked as the Audit screen asks. EVENTS=5000000 for the
// full measure; the smaller usual number ends in a minute or two. What is processor time (of all threads) says so; all else is time on
// the wall, to which others on the machine add.

const total = Number(process.env.EVENTS ?? 1_000_000)
const people = Number(process.env.PEOPLE ?? 20_000)
const days = 730
const pageSize = 10_000
const start = Date.parse('2024-11-01T00:00:00Z') / 1000
const folder = temporaryFolder()
const key = 'ab'.repeat(32)
const maker = eventMaker({ people, start, days, total })

const timed = <T>(work: () => T): { value: T; ms: number } => {
  const from = processorTime()
  const value = work()
  return { value, ms: processorTime() - from }
}
/** Of all threads, in milliseconds: what others do on this machine does not show in it. */
const processorTime = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const sizeOfFolder = () => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
const answerOf = (events: ReturnType<typeof maker.page>): Buffer => {
  const data = Object.fromEntries(events.map((event, n) => [`Event${n + 1}`, event]))
  return Buffer.from(JSON.stringify({ status: 'OK', next: null, data }))
}

// Ingest, newest first as it is fetched; what JSON.parse alone takes is measured beside it.
let [json, reading, writing, parsing] = [0, 0, 0, 0]
const commits: number[] = []
{
  const archive = openArchive(folder, key)
  archive.setZone('UTC')
  const ingest = createIngest(archive)
  const pages = Math.ceil(total / pageSize)
  for (let page = pages - 1; page >= 0; page--) {
    const events = maker.page(page * pageSize, Math.min(total, (page + 1) * pageSize))
    const bytes = answerOf(events)
    json += bytes.length
    parsing += timed(() => JSON.parse(bytes.toString())).ms
    const [first, last] = [maker.timeOf(page * pageSize), maker.timeOf(Math.min(total, (page + 1) * pageSize) - 1)]
    if ((pages - 1 - page) % 5 === 0) ingest.begin({ first, last, anew: true })
    const how = (pages - 1 - page) % 5 === 0 ? 'first' : 'next'
    reading += timed(() => ingest.page({ bytes, zone: 'UTC', how })).ms
    if ((pages - 1 - page) % 5 !== 4 && page > 0) continue
    const commit = timed(() =>
      ingest.commit({ whole: true, covers: [{ first, last: first + 86_400, fetched: 1, events: 1 }] }),
    ).ms
    writing += commit
    commits.push(commit)
  }
  archive.close()
}
report('audit: ingest, the reading of JSON among it, processor time', ((reading + writing) * 1000) / total, 'us/event')
report('audit: ingest without JSON.parse, processor time', ((reading + writing - parsing) * 1000) / total, 'us/event', {
  limit: 2.4,
})
report('audit: JSON.parse alone, processor time', (parsing * 1000) / total, 'us/event')
report('audit: longest commit, processor time', Math.max(...commits), 'ms')
report('audit: disk beside the JSON of the events', sizeOfFolder() / json, 'x', { limit: 0.25 })

// The same rows into an encrypted table with the indexes that the filters would need.
{
  // As many as make the indexes larger than a page cache, as an archive's would be; newest first, and kept as often as an archive keeps.
  const some = Math.min(1_000_000, total)
  const store = openStore({ file: join(folder, 'peer.sqlite'), key, migrations: [], durability: 'full' })
  store.exec(
    'CREATE TABLE e (t INTEGER, who TEXT, ip TEXT, action TEXT, data TEXT); CREATE INDEX a ON e (t); CREATE INDEX b ON e (who, t); CREATE INDEX c ON e (ip, t); CREATE INDEX d ON e (action, t)',
  )
  const most = 200
  const add = store.prepare(`INSERT INTO e VALUES ${Array.from({ length: most }, () => '(?, ?, ?, ?, ?)').join(', ')}`)
  let ms = 0
  for (let end = total; end > total - some; end -= 5 * pageSize) {
    const begin = Math.max(0, end - 5 * pageSize)
    const events = maker.page(begin, end)
    ms += timed(() => {
      store.exec('BEGIN')
      for (let at = 0; at + most <= events.length; at += most)
        add.run(
          events
            .slice(at, at + most)
            .flatMap(({ Username, IP_Address, Action, Data }, n) => [
              maker.timeOf(end - 1 - at - n),
              ...[Username, IP_Address, Action, Data],
            ]),
        )
      store.exec('COMMIT')
    }).ms
  }
  const peer = (ms * 1000) / some
  const own = ((reading + writing - parsing) * 1000) / total
  report('audit: ingest beside batched inserts with four indexes, processor time', own, 'us/event', {
    peer,
    ratio: own / peer,
    limit: 0.1,
  })
  store.close()
  rmSync(join(folder, 'peer.sqlite'), { force: true })
}

/** The thread as it ships: one file, not the sources one by one. */
const auditFile = new URL('../../out/main/audit.js', import.meta.url)

/** Of this thread alone, in milliseconds. */
const ownTime = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** How long this thread stood still at most while something was done, on the wall and by its own processor time, in milliseconds. */
async function longestStall(work: () => Promise<unknown>): Promise<{ wall: number; own: number }> {
  const stall = { wall: 0, own: 0 }
  let last = { wall: performance.now(), own: ownTime() }
  const pulse = setInterval(() => {
    const now = { wall: performance.now(), own: ownTime() }
    stall.wall = Math.max(stall.wall, now.wall - last.wall - 2)
    stall.own = Math.max(stall.own, now.own - last.own)
    last = now
  }, 2)
  await work()
  clearInterval(pulse)
  return stall
}

// An archive is filled while somebody asks it: main only hands on what came, and must not stand still for it.
{
  const other = temporaryFolder()
  const filling = callThread<AuditOperations>(new Worker(auditFile))
  await filling.ask('open', { folder: other, key })
  const pages = Math.min(60, Math.floor(total / pageSize))
  const answers = Array.from({ length: pages }, (_, n) =>
    answerOf(maker.page(total - (n + 1) * pageSize, total - n * pageSize)),
  )
  const waits: number[] = []
  let isFilling = true
  // What the machine itself lets main wait is seen while main has nothing to do.
  const atRest = await longestStall(() => new Promise((resolve) => setTimeout(resolve, 3000)))
  const askNow = async () => {
    while (isFilling) {
      await new Promise((resolve) => setTimeout(resolve, 300))
      const from = performance.now()
      await filling.ask('query', { filter: { text: 'chrome' }, offset: 0, limit: 200 })
      waits.push(performance.now() - from)
    }
  }
  const stall = await longestStall(async () => {
    const asking = askNow()
    await filling.ask('zone', { zone: 'UTC' })
    await filling.ask('begin', { first: start, last: maker.timeOf(total), anew: true })
    for (const [n, bytes] of answers.entries()) {
      // Buffers of their own, as answers of the service are.
      const own = new Uint8Array(bytes)
      await filling.ask('page', { bytes: own, zone: 'UTC', how: n === 0 ? 'first' : 'next' }, [own.buffer])
      if (n % 5 === 4) await filling.ask('commit', { whole: false, covers: [] })
    }
    isFilling = false
    await asking
  })
  await filling.close()
  const filled = 'longest stall of main while an archive is filled and asked'
  report(`audit: ${filled}, wall`, stall.wall, 'ms', { peer: atRest.wall, limit: 50 })
  report(`audit: ${filled}, processor time`, stall.own, 'ms', { peer: atRest.own })
  report('audit: answer while the archive is filled, wall p50', median(waits), 'ms')
  report('audit: answer while the archive is filled, wall p95', percentile(waits, 0.95), 'ms')
  rmSync(other, { recursive: true, force: true })
}

const before = process.memoryUsage().rss
const thread = callThread<AuditOperations>(new Worker(auditFile))
const opening = performance.now()
await thread.ask('open', { folder, key })
const month = { from: new Date((start + (days - 30) * 86_400) * 1000).toISOString() }
await thread.ask('query', { filter: month, offset: 0, limit: 200 })
report('audit: from nothing to the first answer, last 30 days, wall', performance.now() - opening, 'ms', { limit: 300 })

/** Memory in the runtime that Provost ships with. */
function inElectron(): void {
  const electron = process.env.PROVOST_ELECTRON
  if (electron === undefined) return
  const script = fileURLToPath(new URL('audit-memory.mjs', import.meta.url))
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const asked = [script, fileURLToPath(auditFile), folder, key, month.from]
  const told = JSON.parse(execFileSync(electron, asked, { env, encoding: 'utf8' })) as Record<string, number>
  const { firstMs = Number.NaN, open = Number.NaN, withDigits = Number.NaN, after = Number.NaN } = told
  report('audit: Electron, first answer of a thread that is open, last 30 days, wall', firstMs, 'ms')
  report('audit: Electron, resident while open', open, 'MB', { limit: 200 })
  report('audit: Electron, resident while open, after a text with digits', withDigits, 'MB')
  report('audit: Electron, resident after', after, 'MB', { limit: 25 })
}

/** Everything that the screen asks of one filter. */
async function answer(filter: AuditFilter): Promise<number> {
  const from = performance.now()
  await Promise.all([
    thread.ask('query', { filter, offset: 0, limit: 200 }),
    ...(['category', 'action', 'username', 'ip', 'target'] as const).map((facet) =>
      thread.ask('facet', { filter, facet, search: '', limit: 50 }),
    ),
    thread.ask('histogram', { filter, buckets: 200 }),
  ])
  return performance.now() - from
}
const measure = async (name: string, filters: readonly AuditFilter[], [half, most]: readonly [number, number]) => {
  const times: number[] = []
  const used: number[] = []
  for (const filter of filters) {
    const from = processorTime()
    times.push(await answer(filter))
    used.push(processorTime() - from)
  }
  report(`audit: ${name}, wall p50`, median(times), 'ms', { limit: half })
  report(`audit: ${name}, wall p95`, percentile(times, 0.95), 'ms', { limit: most })
  report(`audit: ${name}, processor time p50`, median(used), 'ms')
  report(`audit: ${name}, processor time p95`, percentile(used, 0.95), 'ms')
  if (process.env.EACH)
    for (const [n, filter] of filters.entries())
      console.error(JSON.stringify(filter), Math.round(times[n] ?? 0), Math.round(used[n] ?? 0))
}
report('audit: everything for the first time, wall', await answer({}), 'ms')
const names = (kind: 'username' | 'ip' | 'target', count: number) =>
  thread
    .ask('facet', { filter: {}, facet: kind, search: '', limit: 500 })
    .then(({ values }) =>
      values.filter((_, n) => n % Math.floor(values.length / count) === 0).map(({ value }) => value),
    )
const [who, where, what] = [await names('username', 12), await names('ip', 12), await names('target', 8)]
const single: AuditFilter[] = [
  {},
  month,
  ...who.map((username) => ({ username })),
  ...where.map((ip) => ({ ip })),
  ...what.map((target) => ({ targets: [target] })),
  ...['Log in', 'Failed login attempt', 'Site changed', 'Reporting'].map((action) => ({ actions: [action] })),
  ...(['login', 'vault', 'folder', 'admin', 'policy'] as const).map((category) => ({ categories: [category] })),
]
await measure('answer to a single filter', single, [30, 80])
// As the screen asks unless somebody switches it: without what Provost itself read.
await measure(
  'answer without own readings, single filter',
  single.map((filter) => ({ ...filter, own: 'without' as const })),
  [30, 80],
)
const pairs = who.flatMap((username, n) => [
  { username, categories: ['login' as const] },
  { ip: where[n] ?? '', actions: ['Failed login attempt'] },
])
await measure('answer to two filters', pairs, [30, 80])
const words = [
  'chrome',
  'shared',
  'VID: 81',
  'example',
  'zzzz',
  'ポリシー',
  'finance',
  'müller',
  'firefox',
  'com',
  'vid',
  'portal',
  'intranet',
  'people1',
  'folder 7',
]
await measure(
  'answer to a text of 3 letters and more',
  words.map((text) => ({ text })),
  [50, 100],
)
await measure(
  'answer to a text of 1 or 2 letters',
  ['a', 'e', 'z', '7', 'st', 'co', '12', 'qx', 'ü', '設', 'vi', 'om'].map((text) => ({ text })),
  [60, 100],
)

// A refresh: 3,000 new events and 1,500 that are there.
const refreshes: number[] = []
const refreshing: number[] = []
for (let round = 0; round < 5; round++) {
  const events = [...maker.page(total - 1500, total), ...maker.after(total, 3000, round)]
  const bytes = answerOf(events.reverse())
  const from = performance.now()
  const used = processorTime()
  await thread.ask('begin', { first: maker.timeOf(total - 1500), last: maker.timeOf(total) + 86_400, anew: true })
  await thread.ask('page', { bytes, zone: 'UTC', how: 'first' })
  const { added } = await thread.ask('commit', { whole: true, covers: [] })
  refreshes.push(performance.now() - from)
  refreshing.push(processorTime() - used)
  if (added !== 3000) throw new Error(`A refresh added ${added} of 3,000 events.`)
}
report('audit: refresh with 3,000 new events, wall', median(refreshes), 'ms', { limit: 100 })
report('audit: refresh with 3,000 new events, processor time', median(refreshing), 'ms')

const ask = { admins: ['p1@example.com'], disabled: [], asOf: null, offset: 0, limit: 100, muted: null, rules: null }
const finding = performance.now()
let slowest = 0
let isFinding = true
const beside = (async () => {
  while (isFinding) {
    const from = performance.now()
    await thread.ask('status', {})
    slowest = Math.max(slowest, performance.now() - from)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
})()
await thread.ask('findings', ask)
report('audit: findings of everything, first time, wall', performance.now() - finding, 'ms')
isFinding = false
await beside
report('audit: longest wait for the thread while it looks for findings, wall', slowest, 'ms', { limit: 100 })
const again = performance.now()
await thread.ask('findings', { ...ask, offset: 100 })
report('audit: findings again, wall', performance.now() - again, 'ms')

// A million rows into a file, or all there are: memory is looked at while they are written.
{
  const newest = Math.max(0, 1 - 1_000_000 / total)
  const filter = { from: new Date((start + newest * days * 86_400) * 1000).toISOString() }
  const rest = process.memoryUsage().rss
  let peak = rest
  const file = await open(join(folder, 'export.csv'), 'w')
  const from = processorTime()
  const rows = await writeEvents(file, {
    ...{ format: 'csv', head: { asOf: '', timeZone: 'UTC', filter, gaps: [] }, signal: new AbortController().signal },
    async read(place, limit) {
      const part = await thread.ask('lines', { filter, from: place, limit, format: 'csv' })
      peak = Math.max(peak, process.memoryUsage().rss)
      return part
    },
  })
  await file.close()
  report('audit: export as CSV, processor time', ((processorTime() - from) * 1000) / rows, 'us/event')
  report('audit: export as CSV, memory over rest', (peak - rest) / 2 ** 20, 'MB', { limit: 60 })
}

report('audit: resident while open, in Node', (process.memoryUsage().rss - before) / 2 ** 20, 'MB')
await thread.close()
globalThis.gc?.()
report(
  'audit: resident after, in Node, whose allocator keeps much',
  (process.memoryUsage().rss - before) / 2 ** 20,
  'MB',
)
inElectron()
rmSync(folder, { recursive: true, force: true })
