import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildColumns } from '../../src/main/directory/index/build.ts'
import { createDraft } from '../../src/main/directory/index/column-builder.ts'
import { namesOf } from '../../src/main/directory/index/columns.ts'
import { createIdentity } from '../../src/main/keychain/signing-key.ts'
import { createMemoryVault } from '../../src/main/keychain/vault.ts'
import { readDay, writeDay } from '../../src/main/scores/history/day-store.ts'
import { blockSize, emptyBlock } from '../../src/main/scores/history/state-codec.ts'
import { personTrend, trendOf } from '../../src/main/scores/history/trend.ts'
import { summaryOf } from '../../src/main/scores/numbers/summary.ts'
import { emptyTally } from '../../src/main/scores/numbers/tally.ts'
import { buildSnapshot } from '../../src/main/snapshots/build.ts'
import { openSnapshot, sealSnapshot } from '../../src/main/snapshots/snapshot-file.ts'
import { inTransaction } from '../../src/main/store/bulk.ts'
import { scoreMigrations } from '../../src/main/store/migrations/scores.ts'
import { closeStore, openStore } from '../../src/main/store/open.ts'
import { temporaryFolder } from '../harness/application.ts'
import { person } from '../main/directory/people-data.ts'
import { median, percentile, report } from './report.ts'

// Two years of days at 100,000 people: a fifth logs in each day, a third of those with another score; 130 departments and groups.

const people = Number(process.env.PEOPLE ?? 100_000)
const days = Number(process.env.DAYS ?? 730)
const scopes = 130
const home = temporaryFolder()
const file = join(home, 'scores.db')
const store = openStore({ file, key: 'ab'.repeat(32), migrations: scoreMigrations, durability: 'normal' })
let seed = 7
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}
inTransaction(store, () => {
  const scope = store.prepare('INSERT INTO scopes (id, kind, name) VALUES (?, ?, ?)')
  scope.run(1, 'all', '')
  scope.run(2, 'status', 'disabled')
  for (let n = 0; n < scopes; n++) scope.run(n + 3, 'group', `Group ${n}`)
  const set = store.prepare('INSERT INTO sets (id, members) VALUES (?, ?)')
  for (let n = 0; n < 5000; n++)
    set.run(n + 1, [...new Set([3 + (n % scopes), 3 + ((n * 7) % scopes), 10_000 + n])].sort((a, b) => a - b).join(','))
  const add = store.prepare('INSERT INTO people (k, identity, n, line) VALUES (?, ?, ?, ?)')
  for (let k = 1; k <= people; k++) add.run(k, String(k), k, k)
})
const state = { blocks: Array.from({ length: Math.ceil((people + 1) / blockSize) }, emptyBlock) }
const blockAt = (k: number) => state.blocks[Math.floor(k / blockSize)] ?? emptyBlock()
for (let k = 1; k <= people; k++) {
  blockAt(k).sets[k % blockSize] = 1 + (k % 5000)
  blockAt(k).scores[k % blockSize] = random() < 0.06 ? Number.NaN : Math.round(random() * 1000) / 10
}
const kept: number[] = []
const today = 20_783
for (let index = 0; index < days; index++) {
  for (let n = 0; n < people * 0.066; n++) {
    const k = 1 + Math.floor(random() * people)
    blockAt(k).scores[k % blockSize] = random() < 0.5 ? Math.round(random() * 100) : Math.round(random() * 1000) / 10
  }
  const totals = new Map(
    Array.from({ length: scopes + 1 }, (_, n) => [
      n === 0 ? 1 : n + 2,
      { ...emptyTally(), users: 700, scored: 650, sum: 40_000_000_000 },
    ]),
  )
  const from = performance.now()
  inTransaction(store, () => writeDay(store, { day: today - days + 1 + index, taken: index, state, totals }))
  kept.push(performance.now() - from)
}
store.exec('PRAGMA wal_checkpoint(TRUNCATE)')
report('scores: size of a day', statSync(file).size / days / 1000, 'KB', { limit: 120 })
report('scores: keeping a day, without gathering it', median(kept), 'ms')

const timed = (work: () => unknown): number => {
  const from = performance.now()
  work()
  return performance.now() - from
}
const span = { from: 0, to: today }
report(
  'scores: trend of a scope, two years, p95',
  percentile(
    Array.from({ length: 100 }, (_, n) => timed(() => trendOf(store, n % scopes === 0 ? 1 : 3 + (n % scopes), span))),
    0.95,
  ),
  'ms',
  { limit: 30 },
)
report(
  'scores: trend of a person, two years, p95',
  percentile(
    Array.from({ length: 40 }, () => timed(() => personTrend(store, [1 + Math.floor(random() * people)], span))),
    0.95,
  ),
  'ms',
  { limit: 30 },
)
report(
  'scores: everybody on a day',
  median(Array.from({ length: 5 }, (_, n) => timed(() => readDay(store, today - 3 * n)))),
  'ms',
)

const draft = createDraft()
for (let k = 1; k <= people; k++)
  draft.add(person({ username: `p${k}@example.com`, score: k % 101, lastLogin: '2026-11-01T10:00:00.000Z' }))
const columns = buildColumns(
  draft,
  Uint32Array.from({ length: people }, (_, at) => at + 1),
  [],
  [],
)
const names = namesOf(columns)
report(
  'scores: summary of everybody',
  median(
    Array.from({ length: 9 }, () =>
      timed(() => summaryOf(columns, names, columns.n.keys(), { now: Date.now(), threshold: 50 })),
    ),
  ),
  'ms',
  { limit: 200 },
)

const signer = await createIdentity(createMemoryVault()).need()
const lists = Array.from({ length: scopes }, (_, n) => ({ kind: 'group' as const, name: `Group ${n}` }))
let text = ''
const writing = timed(() => {
  const steps = buildSnapshot({
    store,
    tenant: 'Example',
    now: Date.now(),
    today,
    expires: '2099-01-01T00:00:00.000Z',
    wanted: { people: 'hidden', minimumGroup: 5 },
    scopes: lists,
    peopleOf: () => new Map(),
  })
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  const { body } = step.value
  text = sealSnapshot(body, signer, 'correct horse battery')
})
report('snapshot: writing the whole company', writing, 'ms', { limit: 1000 })
report(
  'snapshot: opening it',
  timed(() => openSnapshot(text, { now: Date.now(), passphrase: 'correct horse battery' })),
  'ms',
  { limit: 300 },
)
closeStore(store)
rmSync(home, { recursive: true, force: true })
