import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fc } from '../../harness/properties.ts'
import { type Given, openCompany } from './company.ts'

let company: Awaited<ReturnType<typeof openCompany>>
beforeEach(async () => {
  company = await openCompany('2026-11-20T15:00:00Z')
})
afterEach(() => company.close())

const people = (...scores: unknown[]): Record<string, Given> =>
  Object.fromEntries(scores.map((totalscore, index) => [index + 1, { username: `p${index}@example.com`, totalscore }]))
const days = async (input: object = {}) =>
  (await company.call('scores.trend', input)).points.map(({ day, average }) => [day, average])

describe('what the scores are', () => {
  it('counts a 0, counts nobody without a score, and gives no average of nobody', async () => {
    company.has(people(0, 0, 80, null))
    await company.sync()
    expect(await company.call('scores.summary', {})).toMatchObject({
      users: 4,
      withScore: 3,
      withoutScore: 1,
      average: 26.7,
      distribution: [2, 0, 0, 1],
      belowThreshold: 2,
    })
    company.has(people(null, ''))
    await company.sync()
    expect(await company.call('scores.summary', {})).toMatchObject({
      users: 2,
      withScore: 0,
      average: null,
      averageWithoutZeros: null,
      distribution: [0, 0, 0, 0],
    })
    company.has({})
    await company.sync()
    expect(await company.call('scores.summary', {})).toMatchObject({
      users: 0,
      average: null,
      active30Days: 0,
      belowThreshold: 0,
    })
  })

  it('takes numbers in texts for numbers, and nothing else for a score', async () => {
    company.has(people('83.2', '', 'n/a', 101, -1, '0', 'NaN', '1e2', ' 50 '))
    await company.sync()
    expect(await company.call('scores.summary', {})).toMatchObject({
      users: 9,
      withScore: 3,
      average: 44.4,
      distribution: [1, 1, 0, 1],
    })
  })

  it('puts scores between whole ones into the band above the edge', async () => {
    company.has(people(25, 25.1, 50, 50.5, 75, 75.01, 100))
    await company.sync()
    expect((await company.call('scores.summary', {})).distribution).toEqual([1, 2, 2, 2])
  })

  it('counts who is below the threshold that was chosen, of everyone and of each group alike', async () => {
    company.has(people(40, 55, 60, 80), { All: [0, 1, 2, 3].map((index) => `p${index}@example.com`) })
    await company.sync()
    await company.call('scores.set', { threshold: 60 })
    const below = async () => [
      (await company.call('scores.summary', {})).belowThreshold,
      (await company.call('scores.scopes', { kind: 'group' })).rows[0]?.below,
    ]
    expect(await below()).toEqual([2, 2])
    await company.call('scores.set', { threshold: 50 })
    expect(await below()).toEqual([1, 1])
  })

  it('tells a 0 with few sites apart, without taking it for anything else', async () => {
    company.has({
      1: { username: 'a@example.com', totalscore: '0', sites: 1 },
      2: { username: 'b@example.com', totalscore: '0', sites: '40' },
      3: { username: 'c@example.com', totalscore: 60 },
    })
    await company.sync()
    expect(await company.call('scores.summary', {})).toMatchObject({
      zeroFewSites: 1,
      average: 20,
      averageWithoutZeros: 30,
    })
  })

  it('leaves the disabled out of everything but their own count', async () => {
    company.has({
      1: { username: 'a@example.com', totalscore: 10, disabled: true },
      2: { username: 'b@example.com', totalscore: 70 },
    })
    await company.sync()
    expect(await company.call('scores.summary', {})).toMatchObject({
      users: 2,
      counted: 1,
      disabled: 1,
      average: 70,
      belowThreshold: 0,
    })
  })

  it('is what going through everybody gives, whoever they are', async () => {
    const anyone = fc.record({
      totalscore: fc.constantFrom(null, '0', '12.5', 50, '50.1', 75, '99.9', 100, 'n/a'),
      disabled: fc.boolean(),
      member: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(anyone, { maxLength: 12 }), async (list) => {
        company.has(
          Object.fromEntries(
            list.map(({ member: _member, ...user }, index) => [
              index + 1,
              { username: `p${index}@example.com`, ...user },
            ]),
          ),
          { Dev: list.flatMap(({ member }, index) => (member ? [`p${index}@example.com`] : [])) },
        )
        await company.sync()
        const counted = (within: typeof list) => {
          const scores = within
            .filter(({ disabled }) => !disabled)
            .map(({ totalscore }) => Number.parseFloat(String(totalscore)))
            .filter((score) => !Number.isNaN(score))
          return {
            withScore: scores.length,
            average:
              scores.length === 0
                ? null
                : Math.round((scores.reduce((a, b) => a + b, 0) / scores.length) * 10 + 1e-9) / 10,
          }
        }
        expect(await company.call('scores.summary', {})).toMatchObject({ users: list.length, ...counted(list) })
        expect((await company.call('scores.trend', {})).points.at(-1)).toMatchObject(counted(list))
        expect(await company.call('scores.summary', { group: 'Dev' })).toMatchObject(
          counted(list.filter(({ member }) => member)),
        )
      }),
      { numRuns: 20 },
    )
  })
})

describe('the line over days', () => {
  it('has one point a day, the last sync of it, and none where there was no sync', async () => {
    company.has(people(40))
    await company.sync()
    company.at('2026-11-20T20:00:00Z')
    company.has(people(50))
    await company.sync()
    company.at('2026-11-23T15:00:00Z')
    company.has(people(60, null))
    await company.sync()
    expect(await days()).toEqual([
      ['2026-11-20', 50],
      ['2026-11-23', 60],
    ])
    expect(await days({ from: '2026-11-21' })).toEqual([['2026-11-23', 60]])
    expect(await days({ username: 'P0@example.com', to: '2026-11-22' })).toEqual([['2026-11-20', 50]])
  })

  it('does not write over a day from a clock that went back, and shows no day that is yet to come', async () => {
    company.has(people(40))
    await company.sync()
    company.at('2026-11-25T15:00:00Z')
    company.has(people(60))
    await company.sync()
    company.at('2026-11-20T10:00:00Z')
    company.has(people(99))
    await company.sync()
    expect(await days()).toEqual([['2026-11-20', 40]])
    company.at('2026-11-26T10:00:00Z')
    await company.sync()
    expect(await days()).toEqual([
      ['2026-11-20', 40],
      ['2026-11-25', 60],
      ['2026-11-26', 99],
    ])
  })

  it('is of the days of the calendar that the account has at the time: after the zone is corrected, earlier ones stay', async () => {
    // Still the 20th in New York, the 21st in Berlin already.
    company.at('2026-11-21T03:00:00Z')
    company.has(people(40))
    await company.sync()
    expect(await days()).toEqual([['2026-11-20', 40]])
    const { current } = await company.call('app.state', {})
    await company.call('tenants.update', { id: current ?? ('' as never), timeZone: 'Europe/Berlin' })
    company.has(people(60))
    await company.sync()
    expect(await days()).toEqual([
      ['2026-11-20', 40],
      ['2026-11-21', 60],
    ])
  })

  it('goes on with one person through a new name, a new address and a new account', async () => {
    company.has({
      1: { username: 'ann@example.com', fullname: 'Ann Old', totalscore: 40 },
      2: { username: 'ben@example.com', totalscore: 10 },
    })
    await company.sync()
    company.at('2026-11-21T15:00:00Z')
    company.has({
      1: { username: 'ann@example.com', fullname: 'Ann New', totalscore: 50 },
      2: { username: 'ben@example.com', totalscore: 10 },
    })
    await company.sync()
    company.at('2026-11-22T15:00:00Z')
    company.has({
      1: { username: 'ann.new@example.com', fullname: 'Ann New', totalscore: 60 },
      2: { username: 'ben@example.com', totalscore: 10 },
    })
    await company.sync()
    company.at('2026-11-23T15:00:00Z')
    company.has({
      2: { username: 'ben@example.com', totalscore: 10 },
      3: { username: 'cy@example.com', totalscore: 10 },
    })
    await company.sync()
    company.at('2026-11-24T15:00:00Z')
    company.has({
      2: { username: 'ben@example.com', totalscore: 10 },
      9: { username: 'Ann.New@example.com', fullname: 'Ann  new', totalscore: 70 },
    })
    await company.sync()
    expect(await days({ username: 'ann.new@example.com' })).toEqual([
      ['2026-11-20', 40],
      ['2026-11-21', 50],
      ['2026-11-22', 60],
      ['2026-11-24', 70],
    ])
  })

  it('does not give somebody new the past of who had the address before', async () => {
    company.has({
      1: { username: 'info@example.com', fullname: 'Ann Lee', totalscore: 40 },
      2: { username: 'ben@example.com' },
    })
    await company.sync()
    company.at('2026-11-21T15:00:00Z')
    company.has({ 2: { username: 'ben@example.com' } })
    await company.sync()
    company.at('2026-11-22T15:00:00Z')
    company.has({
      2: { username: 'ben@example.com' },
      7: { username: 'info@example.com', fullname: 'Zoe Park', totalscore: 80 },
    })
    await company.sync()
    const { change } = await company.call('scores.change', { from: '2026-11-20', to: '2026-11-22' })
    expect(change).toBe(40)
    expect(await company.call('scores.change', { from: '2026-11-20', to: '2026-11-22' })).toMatchObject({
      came: { people: 1 },
      left: { people: 1 },
    })
  })

  it('of a department goes by what people were in on that day', async () => {
    const at = (Department: string, totalscore: number) => ({
      username: 'ann@example.com',
      totalscore,
      attribs: { Department },
    })
    company.has({
      1: at('Sales', 40),
      2: { username: 'ben@example.com', totalscore: 80, attribs: { Department: 'Sales' } },
    })
    await company.sync()
    company.at('2026-11-21T15:00:00Z')
    company.has({
      1: at('Legal', 40),
      2: { username: 'ben@example.com', totalscore: 80, attribs: { Department: 'Sales' } },
    })
    await company.sync()
    expect(await days({ department: 'Sales' })).toEqual([
      ['2026-11-20', 60],
      ['2026-11-21', 80],
    ])
    expect(await days({ department: 'Legal' })).toEqual([['2026-11-21', 40]])
    expect(
      await company.call('scores.change', { department: 'Sales', from: '2026-11-20', to: '2026-11-21' }),
    ).toMatchObject({
      before: 60,
      after: 80,
      change: 20,
      left: { people: 1, points: 20 },
    })
    expect(await company.refused('scores.trend', { department: 'Nobody' })).toMatchObject({ code: 'not-found' })
    expect(await company.refused('scores.trend', { department: 'Sales', group: 'Dev' })).toMatchObject({
      code: 'invalid',
    })
    const { rows, since } = await company.call('scores.scopes', { kind: 'department', days: 30 })
    expect(since).toBe('2026-11-20')
    expect(rows.map(({ name, average, change }) => [name, average, change])).toEqual([
      ['Legal', 40, null],
      ['Sales', 80, 20],
    ])
  })

  it('names who moved most', async () => {
    company.has(people(40, 60, 50))
    await company.sync()
    company.at('2026-11-21T15:00:00Z')
    company.has(people(70, 33, 50))
    await company.sync()
    const { up, down } = await company.call('scores.change', { from: '2026-11-01', to: '2026-11-30' })
    expect(up).toMatchObject([{ username: 'p0@example.com', change: 30 }])
    expect(down).toMatchObject([{ username: 'p1@example.com', change: -27 }])
  })
})
