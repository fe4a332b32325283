import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SignedReview } from '../../../src/main/access/review/signed-reviews.ts'
import { checkPack } from '../../../src/main/audit/pack/check-pack.ts'
import { reviewSource } from '../../../src/main/audit/pack/review-source.ts'
import { type SaveFile, writeWhole } from '../../../src/main/files/save.ts'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'

const control = 'access review'
let clock = Date.parse('2026-11-20T12:00:00Z')
const now = () => clock
const folder = temporaryFolder()
let saved = 0
const saveFile: SaveFile = async (name, fill) => {
  const path = join(folder, `${++saved}-${name}`)
  await writeWhole(path, fill)
  return path
}
let tenant: TestTenant
/** Signs at an instant; the one left out is removed for a reason. */
async function review(group: string, signedAt: string | null): Promise<string> {
  const { review, lines } = await tenant.call('reviews.start', { scope: { group } })
  const all = Array.from({ length: lines }, (_, line) => line)
  await tenant.call('reviews.decide', { review, lines: all, decision: 'keep' })
  await tenant.call('reviews.decide', { review, lines: [0], decision: 'remove', reason: '=Changed teams' })
  if (signedAt === null) return review
  clock = Date.parse(signedAt)
  await tenant.call('reviews.sign', { review, name: 'Rae Viewer' })
  return review
}
const [first, second] = ['2026-11-20T13:00:00.400Z', '2026-11-21T09:30:00.700Z']
const span = { from: '2026-11-20T13:00:00Z', to: '2026-11-21T09:30:00Z' }
let signed: string[] = []
beforeAll(async () => {
  tenant = await openTenant({ people: 30, founded: Date.parse('2026-10-01T00:00:00Z'), now }, { now, saveFile })
  for (const [group, size] of [
    ['Crew', 7],
    ['Deck', 5],
    ['Open', 3],
  ] as const) {
    tenant.demo.edit.createGroup(group)
    for (let n = 0; n < size; n++) {
      const username = `${group.toLowerCase()}${n}@example.com`
      tenant.demo.edit.addUser(username, { fullname: `${group} ${n}` })
      tenant.demo.edit.addToGroup(username, group)
    }
  }
  await tenant.call('directory.sync', {})
  signed = [await review('Crew', first), await review('Deck', second)]
  await review('Open', null)
  clock = Date.parse('2026-11-25T00:00:00Z')
})
afterAll(() => tenant?.close())

const filesOf = (path: string | null) =>
  Object.fromEntries(
    Object.entries(unzipSync(readFileSync(path ?? ''))).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString('utf8'),
    ]),
  )
const linesOf = (text = '') =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

test('a pack of access reviews holds every decision of those that were signed, and the same sample for the same seed', async () => {
  const { controls, reviews } = await tenant.call('audit.population', span)
  expect(controls.find((one) => one.control === control)).toEqual({ control, events: 12 })
  expect(reviews).toEqual({ signed: 2, altered: 0 })
  const made = await tenant.call('audit.pack', { ...span, control, sample: 5, seed: 42 })
  expect(made).toMatchObject({ events: 12, sampled: 5, seed: 42, reviews: { signed: 2, altered: 0 } })
  expect(checkPack(readFileSync(made.path ?? ''))).toMatchObject({ valid: true, signedBy: made.fingerprint })
  const files = filesOf(made.path)
  const population = linesOf(files['population.jsonl'])
  expect(population).toHaveLength(12)
  expect(new Set(population.map(({ review }) => review))).toEqual(new Set(signed))
  const { sha256 } = await tenant.call('reviews.get', { review: signed[1] ?? '', limit: 1 })
  expect(population[0]).toMatchObject({
    ...{
      review: signed[1],
      title: 'Members of “Deck”',
      reviewer: 'Rae Viewer',
      signedAt: second,
      sha256,
      intact: true,
    },
    ...{ username: 'deck0@example.com', access: 'Deck', decision: 'remove', reason: '=Changed teams' },
  })
  const sample = linesOf(files['sample.jsonl'])
  expect(sample).toHaveLength(5)
  for (const { line, decision } of sample) expect(decision).toEqual(population[line - 1])
  // A reason that begins like a formula is none in the table.
  expect(files['population.csv']).toMatch(/'=Changed teams/)
  expect(files['journal.txt']?.match(/access-review/g)).toHaveLength(2)
  expect(files['journal.txt']).toContain(sha256)
  const coverage = JSON.parse(files['coverage.json'] ?? '')
  expect(coverage).not.toHaveProperty('fetched')
  expect(coverage).not.toHaveProperty('notFetched')
  expect(coverage.reviews).toMatchObject([
    { review: signed[1], decisions: 5, kept: 4, removed: 1, intact: true },
    { review: signed[0], decisions: 7, kept: 6, removed: 1, intact: true },
  ])
  expect(JSON.parse(files['manifest.json'] ?? '')).toMatchObject({ control, unit: 'decision', events: 12, gaps: null })
  expect(files['definitions.txt']).not.toMatch(/fetched from LastPass, and which|answeredEmpty|were read as/)
  expect(files['definitions.txt']).toContain('every decision of the access reviews')
  expect(files['report.pdf']).toContain('5 of 12 decisions, drawn by the seed 42')
  expect(files['report.pdf']).not.toContain('was fetched from LastPass')

  const again = filesOf((await tenant.call('audit.pack', { ...span, control, sample: 5, seed: 42 })).path)
  expect(again['sample.jsonl']).toBe(files['sample.jsonl'])
  const other = filesOf((await tenant.call('audit.pack', { ...span, control, sample: 5, seed: 'another' })).path)
  expect(other['sample.jsonl']).not.toBe(files['sample.jsonl'])
})

test.each([
  ['2026-11-20T13:00:00Z', '2026-11-20T13:00:00Z', 7],
  ['2026-11-20T13:00:01Z', '2026-11-21T09:29:59.999Z', 0],
  ['2026-11-20T13:00:01Z', '2026-11-21T09:30:00.000Z', 5],
  ['2026-11-21T09:30:01Z', '2026-11-30T00:00:00Z', 0],
])('from %s to %s are %i decisions: both seconds belong to the period', async (from, to, wanted) => {
  const made = await tenant.call('audit.pack', { from, to, control })
  expect(made.events).toBe(wanted)
  const { controls } = await tenant.call('audit.population', { from, to })
  expect(controls.find((one) => one.control === control)?.events).toBe(wanted)
  const signings = filesOf(made.path)['journal.txt']?.match(/access-review/g) ?? []
  expect(signings.length > 0).toBe(wanted > 0)
})

test('a review that is not as it was signed is named, wherever the pack tells of it', async () => {
  const one: SignedReview = {
    ...{ review: 'a', title: 'Members of “Crew”', scope: { group: 'Crew' }, startedAt: first, startedBy: 'ann at one' },
    ...{
      asOf: null,
      lines: 1,
      kept: 1,
      removed: 0,
      signedAt: first,
      signedBy: 'Rae Viewer',
      sha256: 'ab',
      intact: true,
    },
    decisions: [
      {
        ...{ line: 0, username: 'ann@example.com', fullname: 'Ann', status: 'active', lastLogin: null, access: 'Crew' },
        ...{ rights: null, through: ['Crew'], decision: 'keep', reason: '' },
      },
    ],
  }
  const gone: SignedReview = { ...one, review: 'b', title: 'Members of “Deck”', intact: false, decisions: [] }
  const source = reviewSource([{ ...one, intact: false }, gone], new AbortController().signal)
  const rows: { json: string; cells: readonly string[] }[] = []
  await source.walk((row) => void rows.push(row))
  expect(rows.map(({ json }) => JSON.parse(json).intact)).toEqual([false])
  expect(rows[0]?.cells.at(-1)).toBe('NO')
  expect(source.printed(rows[0]?.json ?? '').join('\n')).toContain('NOT as it was signed')
  expect(source.reviews).toEqual({ signed: 2, altered: 2 })
  expect(source.coverageLines.join('\n')).toMatch(/2 reviews are NOT as[\s\S]*NOT as signed: Members of “Deck”.*0 of 1/)
  const whole = reviewSource([one], new AbortController().signal)
  expect(whole.coverageLines.join('\n')).not.toContain('NOT')
})
