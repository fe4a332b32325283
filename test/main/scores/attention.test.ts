import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AttentionId } from '../../../src/contract/calls/scores.ts'
import type { UserFilter } from '../../../src/contract/model.ts'
import { fc } from '../../harness/properties.ts'
import { type Given, openCompany } from './company.ts'

let company: Awaited<ReturnType<typeof openCompany>>
beforeEach(async () => {
  company = await openCompany('2026-06-01T15:00:00Z')
})
afterEach(() => company.close())

const line = async (wanted: AttentionId) =>
  (await company.call('scores.attention', {})).rows.find(({ id }) => id === wanted)
const listOf = async (filter: UserFilter) =>
  (await company.call('users.page', { ...filter, offset: 0, limit: 500 })).rows.map(({ username }) => username)
const scored = (...scores: (number | string | null)[]): Record<string, Given> =>
  Object.fromEntries(
    scores.map((totalscore, index) => [index + 1, { username: `p${index + 1}@example.com`, totalscore }]),
  )
async function syncAt(instant: string) {
  company.at(instant)
  await company.sync()
}

describe('people who were invited long ago', () => {
  it('are those whom a refresh saw come so long ago, with the oldest; others are counted apart', async () => {
    company.has(scored(50))
    company.hasInvited('first@example.com')
    await syncAt('2026-06-01T15:00:00Z')
    // What was there from the start has no date.
    expect(await line('invited-long-ago')).toEqual({
      ...{ id: 'invited-long-ago', count: 0, of: 1, since: null, undated: 1 },
    })
    company.hasInvited('first@example.com', 'june@example.com')
    await syncAt('2026-06-10T15:00:00Z')
    company.hasInvited('first@example.com', 'june@example.com', 'july@example.com')
    await syncAt('2026-07-05T15:00:00Z')
    expect(await line('invited-long-ago')).toMatchObject({ count: 0, of: 3, since: null, undated: 1 })

    company.at('2026-07-10T14:59:00Z')
    expect(await line('invited-long-ago')).toMatchObject({ count: 0, undated: 1 })
    company.at('2026-07-10T15:00:00Z')
    // Whoever was there before the first thing that was seen is invited for at least as long.
    expect(await line('invited-long-ago')).toEqual({
      ...{ id: 'invited-long-ago', count: 2, of: 3, since: '2026-06-10T15:00:00.000Z', undated: 0 },
    })
    expect(await listOf({ invitedDays: 30 })).toEqual(['first@example.com', 'june@example.com'])
  })

  it('begin anew where an invitation was taken back and sent again, and end with the account', async () => {
    company.has(scored(50))
    company.hasInvited()
    await syncAt('2026-06-01T15:00:00Z')
    company.hasInvited('ann@example.com', 'Ben@example.com', 'cem@example.com')
    await syncAt('2026-06-02T15:00:00Z')
    company.hasInvited('Ben@example.com', 'cem@example.com')
    await syncAt('2026-06-10T15:00:00Z')
    company.hasInvited('ANN@example.com', 'Ben@example.com', 'cem@example.com')
    await syncAt('2026-06-20T15:00:00Z')
    company.has({ ...scored(50), 2: { username: 'cem@example.com', totalscore: 40 } })
    company.hasInvited('ANN@example.com', 'Ben@example.com')
    await syncAt('2026-07-10T15:00:00Z')
    expect(await line('invited-long-ago')).toMatchObject({ count: 1, of: 2, since: '2026-06-02T15:00:00.000Z' })
    expect(await listOf({ invitedDays: 30 })).toEqual(['Ben@example.com'])
    company.at('2026-07-20T15:00:00Z')
    expect(await listOf({ invitedDays: 30 })).toHaveLength(2)
  })
})

describe('people whose score is falling', () => {
  it('are not spoken of before there are two days', async () => {
    company.has(scored(50))
    await company.sync()
    expect(await line('scores-falling')).toBeUndefined()
  })

  it('fell by ten points or more within thirty days, as the movers have it', async () => {
    company.has(scored(90, 90, 16.4, '83.2', 80, null, 40))
    await syncAt('2026-06-01T15:00:00Z')
    company.has(scored(80, 80.1, 6.4, '', null, 10, 70))
    await syncAt('2026-07-01T15:00:00Z')
    expect(await line('scores-falling')).toEqual({
      ...{ id: 'scores-falling', count: 2, of: 4, days: { from: '2026-06-01', to: '2026-07-01' } },
    })
    expect(await listOf({ scoreFell: 10 })).toEqual(['p1@example.com', 'p3@example.com'])
    // The next day the first of the two is more than thirty days ago.
    company.at('2026-07-02T15:00:00Z')
    expect(await line('scores-falling')).toBeUndefined()
  })

  it('stay one line through another name, another address and another account', async () => {
    const named = (username: string, fullname: string, totalscore: number) => ({ username, fullname, totalscore })
    company.has({
      1: named('ann@example.com', 'Ann Ash', 90),
      2: named('ben@example.com', 'Ben Birch', 90),
      3: named('cem@example.com', 'Cem Cedar', 90),
    })
    await syncAt('2026-06-01T15:00:00Z')
    company.has({ 1: named('ann@example.com', 'Ann Ash', 90), 2: named('ben@example.com', 'Ben Birch', 90) })
    await syncAt('2026-06-05T15:00:00Z')
    company.has({
      1: named('ann.oak@example.com', 'Ann Oak', 70),
      2: named('BEN@example.com', 'Ben Birch', 71),
      9: named('cem@example.com', 'Cem Cedar', 72),
    })
    await syncAt('2026-06-20T15:00:00Z')
    expect(await line('scores-falling')).toMatchObject({ count: 3, of: 3 })
    const { down } = await company.call('scores.change', { from: '2026-06-01', to: '2026-06-20', movers: 50 })
    expect(down.map(({ username, change }) => [username, change])).toEqual([
      ['ann.oak@example.com', -20],
      ['BEN@example.com', -19],
      ['cem@example.com', -18],
    ])
  })

  it('are whom the list shows and whom the movers name, whatever the scores', async () => {
    const score = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.constant(null))
    const days = fc.array(fc.array(score, { minLength: 12, maxLength: 12 }), { minLength: 2, maxLength: 3 })
    let day = Date.parse('2026-06-01T15:00:00Z')
    await fc.assert(
      fc.asyncProperty(days, async (each) => {
        day += 60 * 86_400_000
        for (const [index, scores] of each.entries()) {
          company.has(scored(...scores.map((tenths) => (tenths === null ? null : tenths / 10))))
          await syncAt(new Date(day + index * 3 * 86_400_000).toISOString())
        }
        const { down } = await company.call('scores.change', {
          ...{ from: new Date(day).toISOString().slice(0, 10), to: company.today(), movers: 50 },
        })
        const fell = down.filter(({ change }) => change <= -10).map(({ username }) => username)
        expect((await listOf({ scoreFell: 10 })).sort()).toEqual(fell.sort())
        expect((await line('scores-falling'))?.count).toBe(fell.length)
      }),
      { numRuns: 8 },
    )
  })
})
