import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { JournalLine } from '../../../src/contract/change.ts'
import { digestOf } from '../../../src/main/access/review/review-file.ts'
import { createReviewStore, type ReviewStore } from '../../../src/main/access/review/review-store.ts'
import { recordOf, type SignedReview, signedIn } from '../../../src/main/access/review/signed-reviews.ts'
import { createKept, type Kept } from '../../../src/main/store/kept.ts'
import { keptMigrations } from '../../../src/main/store/migrations/kept.ts'
import { openStore } from '../../../src/main/store/open.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { temporaryFolder } from '../../harness/application.ts'

const signedAt = '2026-11-10T12:00:00.500Z'
const span = { from: '2026-11-10T00:00:00Z', to: '2026-11-10T23:59:59Z' }
let folder: string
let file: Store
let kept: Kept
let store: ReviewStore
let journal: JournalLine[]
beforeEach(() => {
  folder = temporaryFolder()
  file = openStore({
    file: join(folder, 'reviews.db'),
    key: 'ab'.repeat(32),
    migrations: keptMigrations,
    durability: 'normal',
  })
  kept = createKept(file, () => Date.parse(signedAt))
  store = createReviewStore(kept)
  journal = []
})
afterEach(() => {
  file.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A review of two lines: kept and removed, signed unless said otherwise. */
function review(title: string, signed: string | null = signedAt): string {
  const shown = ['ann', 'ben'].map((name, line) => ({
    ...{ line, username: `${name}@example.com`, fullname: name, status: 'active' as const, lastLogin: null },
    ...{ access: 'Crew', rights: null, through: ['Crew'] },
  }))
  const begun = { title, scope: { group: 'Crew' }, startedAt: signedAt, startedBy: 'ann at one', asOf: null }
  const made = store.begin(begun, shown)
  store.decide(made.review, [0], { decision: 'keep', reason: '' })
  store.decide(made.review, [1], { decision: 'remove', reason: 'Changed teams' })
  if (signed === null) return made.review
  const next = { ...made, signedAt: signed, signedBy: 'Rae Viewer' }
  const sha256 = digestOf(recordOf(next, linesOf(made.review)))
  store.save({ ...next, sha256 })
  journal.unshift({
    ...{ seq: journal.length, time: signed, kind: 'access-review', job: null, change: null, hash: '', previous: '' },
    data: { review: made.review, title, sha256, lines: 2, kept: 1, removed: 1, signedBy: 'Rae Viewer' },
  })
  return made.review
}
function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
const linesOf = (id: string) => finished(store.lines(id))
const found = (within = span): SignedReview[] =>
  finished(signedIn(within, store, ({ offset, limit }) => ({ rows: journal.slice(offset, offset + limit) })))

it('gives the lines as they stood at one moment, however many there are and whatever is decided meanwhile', () => {
  const shown = Array.from({ length: 1000 }, (_, line) => ({
    ...{ line, username: `p${line}@example.com`, fullname: '', status: 'active' as const, lastLogin: null },
    ...{ access: 'Crew', rights: null, through: ['Crew'] },
  }))
  const begun = { title: 'All', scope: { group: 'Crew' }, startedAt: signedAt, startedBy: 'ann at one', asOf: null }
  const { review: id } = store.begin(begun, shown)
  const all = shown.map(({ line }) => line)
  store.decide(id, all, { decision: 'keep', reason: '' })
  const work = store.lines(id)
  expect(work.next().done).toBe(false)
  // The first part was read already, and the last is not.
  store.decide(id, [0, 999], { decision: 'remove', reason: 'Changed teams' })
  const decisions = finished(work).map(({ decision }) => decision)
  expect(decisions).toEqual(all.map((line) => (line === 0 || line === 999 ? 'remove' : 'keep')))
})

it('gives the signed reviews of a span with their decisions, and none that was not signed', () => {
  const id = review('one')
  review('two', null)
  review('earlier', '2026-11-09T23:59:59.999Z')
  expect(found()).toMatchObject([{ review: id, intact: true, kept: 1, removed: 1, sha256: journal[1]?.data.sha256 }])
  expect(found()[0]?.decisions.map(({ decision, reason }) => [decision, reason])).toEqual([
    ['keep', ''],
    ['remove', 'Changed teams'],
  ])
})

it.each<[what: string, alter: (id: string) => void, decisions: number]>([
  ['a decision', (id) => store.decide(id, [1], { decision: 'keep', reason: '' }), 2],
  ['a reason', (id) => store.decide(id, [1], { decision: 'remove', reason: 'Other' }), 2],
  ['the reviewer', (id) => store.save({ ...store.get(id), signedBy: 'Somebody' }), 2],
  ['the digest', (id) => store.save({ ...store.get(id), sha256: '0' }), 2],
  ['the instant of signing', (id) => store.save({ ...store.get(id), signedAt: '2026-11-01T00:00:00.000Z' }), 2],
  ['the lines, which are gone', (id) => kept.remove('review-lines', id), 0],
  ['that it was signed', (id) => store.save({ ...store.get(id), signedAt: null }), 0],
  ['the record, which is gone', (id) => kept.remove('review', id), 0],
])('names a review as not intact when %s was altered', (_what, alter, decisions) => {
  const id = review('one')
  const whole = review('two')
  const { sha256 } = journal[1]?.data ?? {}
  alter(id)
  const reviews = found()
  expect(reviews.find((one) => one.review === id)).toMatchObject({ intact: false, sha256, lines: 2 })
  expect(reviews.find((one) => one.review === id)?.decisions).toHaveLength(decisions)
  expect(reviews.find((one) => one.review === whole)?.intact).toBe(true)
})

it('names a review whose signing the journal does not have', () => {
  review('one')
  journal = []
  expect(found()).toMatchObject([{ title: 'one', intact: false }])
})

it('finds a signing among more lines than one page of the journal has', () => {
  const id = review('one')
  for (let n = 0; n < 500; n++) journal.unshift({ ...(journal.at(-1) as JournalLine), data: { review: `other ${n}` } })
  expect(found().find((one) => one.review === id)?.intact).toBe(true)
})
