import { afterEach, beforeEach, expect, it } from 'vitest'
import type { UserFilter } from '../../../src/contract/model.ts'
import { fc } from '../../harness/properties.ts'
import { openCompany } from './company.ts'

// Overview, Scores, Users, a person, the board report, what would lift the average, and a snapshot: each asks in its own way.
let company: Awaited<ReturnType<typeof openCompany>>
const papers: string[] = []
beforeEach(async () => {
  company = await openCompany('2026-11-02T15:00:00Z', {
    saveFile: async (name, fill) => {
      await fill({ writeFile: async () => {} } as never)
      return `/nowhere/${name}`
    },
    printPdf: async (html) => {
      papers.push(html)
      return new Uint8Array()
    },
  })
})
afterEach(() => company.close())

const address = (at: number) => `p${at}@example.com`
const anyone = fc.record({
  totalscore: fc.constantFrom(
    null,
    0,
    '0',
    12.5,
    25,
    25.5,
    '49.9',
    50,
    '50.1',
    75,
    76,
    '99.9',
    100,
    101,
    -1,
    '',
    'n/a',
  ),
  mpstrength: fc.constantFrom(0, 25, 75, 100),
  disabled: fc.boolean(),
  neverloggedin: fc.boolean(),
  department: fc.constantFrom('Sales', 'Legal', ''),
  groups: fc.subarray(['Dev', 'Ops', 'dev']),
})
type Person = typeof anyone extends fc.Arbitrary<infer T> ? T : never

function give(list: readonly Person[]): void {
  const users = list.map(({ department, groups: _, ...user }, at) => [
    at + 1,
    {
      username: address(at),
      fullname: `Person ${at}`,
      ...user,
      attribs: department === '' ? {} : { Department: department },
    },
  ])
  const members = (name: string) => list.flatMap(({ groups }, at) => (groups.includes(name) ? [address(at)] : []))
  company.has(Object.fromEntries(users), Object.fromEntries(['Dev', 'Ops', 'dev'].map((name) => [name, members(name)])))
}

const counted: UserFilter = { notStatus: ['disabled', 'invited'] }
const total = async (filter: UserFilter) => (await company.call('users.page', { ...filter, offset: 0, limit: 1 })).total
async function whole(scope: { group?: string; department?: string }) {
  const sum = await company.call('scores.summary', scope)
  if ('withheld' in sum) throw new Error('An admin is told everything.')
  return sum
}

it('no two screens give different numbers of the same people, whoever they are', async () => {
  let days = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyone, { minLength: 1, maxLength: 14 }),
      fc.constantFrom(25.5, 50, 75),
      async (list, threshold) => {
        company.at(new Date(Date.parse('2026-11-02T15:00:00Z') + ++days * 86_400_000).toISOString())
        give(list)
        await company.call('scores.set', { threshold, goodAbove: 80 })
        await company.sync()
        const sum = await whole({})
        const lists = {
          users: await total({ notStatus: ['invited'] }),
          counted: await total(counted),
          withScore: await total({ ...counted, hasScore: true }),
          withoutScore: await total({ ...counted, hasScore: false }),
          belowThreshold: await total({ ...counted, belowScore: threshold }),
          active30Days: await total({ ...counted, activeDays: 30 }),
          neverLoggedIn: await total({ status: ['never-logged-in'] }),
          disabled: await total({ status: ['disabled'] }),
          weakMasterPasswords: await total({ ...counted, maxPasswordStrength: 49 }),
        }
        expect(sum).toMatchObject(lists)
        const { scores } = await company.call('users.facets', counted)
        expect([...sum.distribution, sum.withoutScore]).toEqual(scores)
        const { rows } = await company.call('scores.attention', {})
        const line = (id: string) => rows.find((one) => one.id === id)
        expect([line('low-score'), line('never-logged-in'), line('weak-master-password')]).toMatchObject([
          { count: sum.belowThreshold, of: sum.withScore },
          { count: sum.neverLoggedIn, of: sum.counted },
          { count: sum.weakMasterPasswords, of: sum.withStrength },
        ])
        const lift = await company.call('scores.lift', {})
        expect([lift.average, lift.belowGoal.people]).toEqual([sum.average, sum.belowThreshold])
        const { body } = await company.call('snapshots.preview', { people: 'named', expires: 30 })
        expect(body.summary).toMatchObject({
          ...{ average: sum.average, withScore: sum.withScore, users: sum.counted, below: sum.belowThreshold },
          distribution: sum.distribution,
        })
        await lines({}, sum)
        for (const kind of ['department', 'group'] as const) {
          const found = await company.call('scores.scopes', { kind, days: 30 })
          for (const row of found.rows) {
            const of = await whole({ [kind]: row.name })
            const told = body.scopes.find((one) => one.kind === kind && one.name === row.name)
            expect([row.name, row.users, row.withScore, row.average, row.below, row.distribution]).toEqual([
              ...[row.name, of.counted, of.withScore, of.average, of.belowThreshold, of.distribution],
            ])
            expect(told).toMatchObject({ withScore: row.withScore, average: row.average })
            const people =
              kind === 'group'
                ? { ...counted, group: row.name }
                : { ...counted, attributes: [{ name: found.attribute ?? '', values: [row.name] }] }
            expect([row.name, await total(people)]).toEqual([row.name, row.users])
            await lines({ [kind]: row.name }, of)
          }
        }
        for (const { username, score } of body.rows) {
          const user = await company.call('users.get', { username: username ?? '' })
          const { points } = await company.call('scores.trend', { username: username ?? '' })
          expect([username, user.score, points.at(-1)?.average]).toEqual([
            username,
            score,
            score === null ? null : Math.round(score * 10) / 10,
          ])
        }
      },
    ),
    { numRuns: 5 },
  )

  /** The line's last day, and what is printed for a board. */
  async function lines(scope: { group?: string; department?: string }, sum: Awaited<ReturnType<typeof whole>>) {
    const { average, withScore, distribution } = sum
    const { points } = await company.call('scores.trend', scope)
    expect(points.at(-1)).toMatchObject({ day: company.today(), average, withScore, users: sum.counted, distribution })
    const change = await company.call('scores.change', { ...scope, from: '2026-11-01', to: company.today() })
    if (change.to !== null) expect([change.to, change.after]).toEqual([company.today(), average])
    await company.call('scores.report', { ...scope, from: '2026-11-01', to: company.today() })
    const printed = (papers.pop() ?? '').replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
    expect(printed).toContain(average === null ? 'none' : String(average.toFixed(1)))
  }
}, 120_000)
