import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { AppOptions } from '../../../src/main/ports.ts'
import { type DayState, placeOf, readDay, writeDay } from '../../../src/main/scores/history/day-store.ts'
import { numbered } from '../../../src/main/scores/history/numbered.ts'
import { emptyBlock } from '../../../src/main/scores/history/state-codec.ts'
import { daysIn, trendOf } from '../../../src/main/scores/history/trend.ts'
import { foldHistory, unfoldHistory } from '../../../src/main/scores/joined/history-body.ts'
import { openHistory } from '../../../src/main/scores/joined/history-file.ts'
import { joinHistory } from '../../../src/main/scores/joined/join-history.ts'
import { count, emptyTally, type Tally } from '../../../src/main/scores/numbers/tally.ts'
import { inTransaction } from '../../../src/main/store/bulk.ts'
import { scoreMigrations } from '../../../src/main/store/migrations/scores.ts'
import { openStore } from '../../../src/main/store/open.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { wholeRows } from '../../../src/main/store/text.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { openCompany } from './company.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const passphrase = 'correct horse'

/** A workstation of a company, with a place where its files go. */
async function openWorkstation(start: string, account: { cid?: string; timeZone?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'provost-history-'))
  const saveFile: AppOptions['saveFile'] = async (name, fill) => {
    const path = join(folder, name)
    const file = await open(path, 'w')
    await fill(file)
    await file.close()
    return path
  }
  const company = await openCompany(start, { saveFile }, account)
  closing.push(async () => {
    await company.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const { call } = company
  return {
    ...company,
    async day(instant: string, scores: Record<string, number | null>, groups: Record<string, string[]> = {}) {
      company.at(instant)
      company.has(
        Object.fromEntries(
          Object.entries(scores).map(([id, totalscore]) => [id, { username: `p${id}@example.com`, totalscore }]),
        ),
        Object.fromEntries(Object.entries(groups).map(([name, ids]) => [name, ids.map((id) => `p${id}@example.com`)])),
      )
      await company.sync()
    },
    async exported(): Promise<Buffer> {
      const { path } = await call('scores.exportHistory', { passphrase })
      return readFileSync(path ?? '')
    },
    async uploaded(bytes: Uint8Array): Promise<string> {
      const { file } = await call('scores.uploadHistory', { file: null, base64: Buffer.from(bytes).toString('base64') })
      return file
    },
    async joins(bytes: Uint8Array) {
      const file = await this.uploaded(bytes)
      const { plan, reason } = await call('scores.checkHistory', { file, passphrase })
      expect(reason).toBeNull()
      return call('scores.joinHistory', { file, passphrase, plan: plan ?? '' })
    },
  }
}

describe('the history of another workstation', () => {
  it('is previewed, then joined where this one kept no day, and told as such', async () => {
    const there = await openWorkstation('2026-11-02T15:00:00Z')
    await there.day('2026-11-02T15:00:00Z', { 1: 40, 2: 60, 9: 10 }, { Sales: ['1', '9'] })
    await there.day('2026-11-04T15:00:00Z', { 1: 50, 2: 60 }, { Sales: ['1'] })
    await there.day('2026-11-06T15:00:00Z', { 1: 52, 2: 60 }, { Sales: ['1'] })
    const here = await openWorkstation('2026-11-06T16:00:00Z')
    // Accounts are met in another order here, and a day that both have is another one.
    await here.day('2026-11-06T16:00:00Z', { 2: 70, 1: 80, 3: 90 }, { Sales: ['1', '3'] })
    const before = await here.call('scores.trend', {})
    const bytes = await there.exported()
    const file = await here.uploaded(bytes)

    const locked = await here.call('scores.checkHistory', { file })
    expect(locked).toMatchObject({ state: 'locked', joins: null, plan: null, own: false, known: null })
    const checked = await here.call('scores.checkHistory', { file, passphrase })
    expect(checked).toMatchObject({
      state: 'joinable',
      by: expect.stringContaining(' at '),
      signedBy: locked.signedBy,
      joins: {
        ...{ days: 2, from: '2026-11-02', to: '2026-11-04', both: 1 },
        ...{ people: 3, unseen: 1, departments: 0, groups: 1 },
      },
    })
    expect(await here.call('scores.trend', {})).toEqual(before)

    const joined = await here.call('scores.joinHistory', { file, passphrase, plan: checked.plan ?? '' })
    expect(joined).toMatchObject({ days: 2, from: '2026-11-02', to: '2026-11-04', signedBy: checked.signedBy })
    const { points, joined: sources } = await here.call('scores.trend', {})
    expect(
      points.map(({ day, average, withScore, joined: elsewhere }) => [day, average, withScore, elsewhere]),
    ).toEqual([
      ['2026-11-02', 36.7, 3, true],
      ['2026-11-04', 55, 2, true],
      ['2026-11-06', 80, 3, undefined],
    ])
    expect(sources).toEqual([joined])
    expect((await here.call('scores.trend', { group: 'Sales' })).points.map(({ average }) => average)).toEqual([
      25, 50, 85,
    ])
    // A person is the same by LastPass' number, whichever workstation saw them.
    expect(
      (await here.call('scores.trend', { username: 'p1@example.com' })).points.map(({ average }) => average),
    ).toEqual([40, 50, 80])
    expect(await here.call('scores.change', { from: '2026-11-02', to: '2026-11-06' })).toMatchObject({
      before: 36.7,
      after: 80,
      rose: { people: 2 },
      came: { people: 1 },
      left: { people: 1 },
    })
    expect(await here.call('scores.history', {})).toMatchObject({ days: 3, from: '2026-11-02', joined: [joined] })
    const { rows } = await here.call('journal.page', { offset: 0, limit: 100 })
    expect(rows.at(-1)).toMatchObject({ kind: 'history-joined', data: { days: 2, signedBy: checked.signedBy } })
    // Days go on as before.
    await here.day('2026-11-07T16:00:00Z', { 1: 81, 2: 70, 9: 20 }, { Sales: ['1', '9'] })
    expect(
      (await here.call('scores.trend', { username: 'p9@example.com' })).points.map(({ average }) => average),
    ).toEqual([10, 20])
  })

  it('gives way to a later refresh of this workstation, whatever its clock said', async () => {
    const there = await openWorkstation('2026-11-02T23:00:00Z')
    await there.day('2026-11-02T23:00:00Z', { 1: 40 })
    const here = await openWorkstation('2026-11-02T23:00:00Z')
    await here.joins(await there.exported())
    await here.day('2026-11-02T15:00:00Z', { 1: 70 })
    expect((await here.call('scores.trend', {})).points).toMatchObject([{ day: '2026-11-02', average: 70 }])
    expect((await here.call('scores.trend', {})).joined).toEqual([])
  })

  it('is refused with its reason where it is of another company, another calendar, a clock ahead, older, or known', async () => {
    const there = await openWorkstation('2026-11-02T15:00:00Z')
    await there.day('2026-11-02T15:00:00Z', { 1: 40 })
    const first = await there.exported()
    await there.day('2026-11-03T15:00:00Z', { 1: 50 })
    const second = await there.exported()
    await there.day('2026-12-03T15:00:00Z', { 1: 50 })
    const ahead = await there.exported()

    const here = await openWorkstation('2026-11-03T16:00:00Z')
    const said = async (bytes: Uint8Array, of = here) =>
      (await of.call('scores.checkHistory', { file: await of.uploaded(bytes), passphrase })).reason
    expect(await said(ahead)).toMatch(/still to come by this computer’s clock/)
    expect(await said(second, await openWorkstation('2026-11-03T16:00:00Z', { cid: '8000002' }))).toMatch(
      /another company: .*account 8000001/,
    )
    expect(await said(second, await openWorkstation('2026-11-03T16:00:00Z', { timeZone: 'Asia/Tokyo' }))).toMatch(
      /days are those of US\/Eastern, here they are those of Asia\/Tokyo/,
    )
    await here.joins(second)
    expect(await said(second)).toMatch(/was joined already/)
    expect(await said(first)).toMatch(/older than one of the same workstation/)
    here.at('2026-12-04T15:00:00Z')
    await here.day('2026-12-03T16:00:00Z', { 1: 50 })
    expect(await said(ahead)).toMatch(/kept here already/)
    const file = await here.uploaded(ahead)
    expect(await here.call('scores.checkHistory', { file, passphrase: 'wrong horse' })).toMatchObject({
      state: 'locked',
      reason: expect.stringContaining('passphrase is not the one'),
    })
    expect(await here.refused('scores.joinHistory', { file, passphrase, plan: 'x' })).toMatchObject({ code: 'invalid' })
  })

  it('is joined only as it was shown', async () => {
    const there = await openWorkstation('2026-11-02T15:00:00Z')
    await there.day('2026-11-02T15:00:00Z', { 1: 40 })
    await there.day('2026-11-03T15:00:00Z', { 1: 40 })
    const here = await openWorkstation('2026-11-03T15:00:00Z')
    const file = await here.uploaded(await there.exported())
    const { plan } = await here.call('scores.checkHistory', { file, passphrase })
    await here.day('2026-11-03T15:10:00Z', { 1: 50 })
    expect(await here.refused('scores.joinHistory', { file, passphrase, plan: plan ?? '' })).toMatchObject({
      code: 'conflict',
    })
    expect((await here.call('scores.history', {})).joined).toEqual([])
  })

  it('is refused where any byte of it was altered, or it was cut short or made longer', async () => {
    const there = await openWorkstation('2026-11-02T15:00:00Z')
    await there.day('2026-11-02T15:00:00Z', { 1: 40, 2: 60 }, { Sales: ['1'] })
    const bytes = await there.exported()
    expect(openHistory(bytes).state).toBe('whole')
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes)
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8))
      expect(openHistory(altered).state).not.toBe('whole')
    }
    for (const other of [bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.of(10)]), Buffer.alloc(0)])
      expect(openHistory(other).state).not.toBe('whole')
    const file = await there.uploaded(bytes.subarray(0, -1))
    expect(await there.call('scores.checkHistory', { file, passphrase })).toMatchObject({
      state: 'refused',
      signedBy: null,
      by: null,
      reason: expect.stringContaining('altered'),
    })
  })
})

/** What some days say, by LastPass' number: the score, and the groups; disabled people are in `gone`. */
type Days = Map<number, Map<string, { score: number; groups: string[] }>>

const anyScore = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 100 }), fc.constantFrom(83.2, 0.5))
const anyDays = fc
  .dictionary(
    fc.integer({ min: 20_000, max: 20_045 }).map(String),
    fc.dictionary(
      fc.constantFrom('11', '12', '13', '14', '15', '16'),
      fc.record({ score: anyScore, groups: fc.subarray(['A', 'B', 'disabled']) }),
    ),
    { minKeys: 1, maxKeys: 40 },
  )
  .map(
    (days): Days =>
      new Map(
        Object.entries(days)
          .map(([day, people]) => [Number(day), new Map(Object.entries(people))] as const)
          .sort(([a], [b]) => a - b),
      ),
  )

/** A store that kept these days; accounts are numbered in this order, with a block's edge between them. */
function storeWith(days: Days, identities: readonly string[]): Store {
  const home = temporaryFolder()
  const store = openStore({
    ...{ file: join(home, 'scores.db'), key: 'ab'.repeat(32), migrations: scoreMigrations, durability: 'normal' },
  })
  closing.push(() => {
    store.close()
    rmSync(home, { recursive: true, force: true })
  })
  const scopes = numbered(store, 'scopes', ['kind', 'name'])
  const sets = numbered(store, 'sets', ['members'])
  const numberOf = new Map(identities.map((identity, index) => [identity, index + 1021]))
  for (const [identity, k] of numberOf)
    store.prepare('INSERT INTO people (k, identity, line) VALUES (?, ?, ?)').run(k, identity, k)
  for (const [day, people] of days) {
    const state: DayState = { blocks: [] }
    const totals = new Map<number, Tally>([[scopes('all', ''), emptyTally()]])
    for (const [identity, { score, groups }] of people) {
      const isDisabled = groups.includes('disabled')
      const inside = groups.filter((name) => name !== 'disabled').map((name) => scopes('group', name))
      const { block, at } = placeOf(numberOf.get(identity) ?? 0)
      while (state.blocks.length <= block) state.blocks.push(emptyBlock())
      const mine = state.blocks[block] ?? emptyBlock()
      mine.scores[at] = score
      mine.sets[at] = sets(
        [...(isDisabled ? [scopes('status', 'disabled')] : []), ...inside.sort((a, b) => a - b)].join(),
      )
      if (isDisabled) continue
      for (const id of [scopes('all', ''), ...inside]) {
        const tally = totals.get(id) ?? emptyTally()
        totals.set(id, tally)
        count(tally, score)
      }
    }
    inTransaction(store, () => writeDay(store, { day, taken: day * 86_400, state, totals }))
  }
  return store
}

/** What a store says of its days, by LastPass' number. */
function saidBy(store: Store) {
  const texts = (table: string, key: string, column: string) =>
    new Map(
      wholeRows<{ id: number; text: string }>(
        store.prepare(`SELECT ${key} + 0 AS id, CAST(${column} AS BLOB) AS text FROM ${table}`).all(),
      ).map(({ id, text }) => [id, text]),
    )
  const identity = texts('people', 'k', 'identity')
  const names = texts('scopes', 'id', 'name')
  const members = texts('sets', 'id', 'members')
  return new Map(
    daysIn(store, { from: 0, to: 99_999 }).map((day) => {
      const people: Record<string, { score: number; groups: string[] }> = {}
      readDay(store, day).blocks.forEach(({ sets, scores }, block) => {
        sets.forEach((set, at) => {
          if (set === 0) return
          const groups = (members.get(set) ?? '?').split(',').filter(Boolean)
          people[identity.get(block * sets.length + at) ?? '?'] = {
            score: scores[at] ?? -1,
            groups: groups.map((id) => names.get(Number(id)) ?? '?').sort(),
          }
        })
      })
      return [day, people]
    }),
  )
}

describe('joining days of two histories', () => {
  it('gives each day as whoever kept it kept it, this workstation’s own first, with its sums', () => {
    fc.assert(
      fc.property(
        anyDays,
        anyDays,
        fc.shuffledSubarray(['11', '12', '13', '14', '15', '16'], { minLength: 6 }),
        (own, theirs, order) => {
          const here = storeWith(own, order)
          const there = storeWith(theirs, ['11', '12', '13', '14', '15', '16'])
          const body = unfoldHistory(foldHistory(there, 99_999).folded)
          if (body === null) throw new Error('a history that was folded cannot be unfolded')
          const wanted = new Set([...theirs.keys()].filter((day) => !own.has(day)))
          if (wanted.size > 0) inTransaction(here, () => joinHistory(here, body, wanted, 1))
          const merged: Days = new Map([...theirs, ...own])
          const expected = new Map(
            [...merged]
              .sort(([a], [b]) => a - b)
              .map(([day, people]) => [
                day,
                Object.fromEntries(
                  [...people].map(([id, { score, groups }]) => [id, { score, groups: groups.toSorted() }]),
                ),
              ]),
          )
          expect(saidBy(here)).toEqual(expected)
          // Sums are those of a store that kept all of it itself.
          const whole = storeWith(new Map([...merged].sort(([a], [b]) => a - b)), order)
          for (const name of ['', 'A', 'B']) {
            const line = (store: Store) => {
              const row = store.prepare('SELECT id + 0 AS id FROM scopes WHERE name = ?').get(name) as
                | { id: number }
                | undefined
              return row === undefined ? [] : trendOf(store, row.id, { from: 0, to: 99_999 })
            }
            expect(line(here)).toEqual(line(whole))
          }
        },
      ),
      { numRuns: 25 },
    )
  })
})
