import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../../src/main/directory/stored/user-codec.ts'
import { compare, type Row } from '../../../src/main/directory/sync/sync-diff.ts'
import { fc } from '../../harness/properties.ts'
import { anyPerson, person } from './people-data.ts'

const now = '2026-11-20T12:00:00.000Z'
const row = (n: number, user: ReturnType<typeof person>): Row => ({
  n,
  identity: user.id ?? `invited:${user.username.toLowerCase()}`,
  json: encode(user),
})
const options = { now, fresher: new Set<number>(), unread: new Set<string>(), first: false, last: 1000 }

describe('a stored record', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyPerson, (user) => {
        expect(decode(encode(user))).toEqual(user)
      }),
    )
  })

  it('of which a part is cut off is damaged, however much is left', () => {
    fc.assert(
      fc.property(anyPerson, fc.nat(26), (user, kept) => {
        const cut = JSON.stringify(JSON.parse(encode(user)).slice(0, kept))
        expect(() => decode(cut)).toThrow(/damaged/)
      }),
    )
  })

  it.each(['', '{', '[]', '{"id":1}', 'null', '\u0000'])('that is garbled (%j) is told, not guessed', (text) => {
    expect(() => decode(text)).toThrow(/damaged/)
  })
})

describe('comparing two states', () => {
  const anyState = fc
    .uniqueArray(anyPerson, { selector: ({ username }) => username.toLowerCase(), maxLength: 12 })
    .map((people) => people.map((user) => ({ ...user, goneSince: null })))
  const asMap = (people: ReturnType<typeof person>[]) =>
    new Map(
      people.map((user) => [user.id ?? '', { key: user.username.toLowerCase(), account: true, record: encode(user) }]),
    )

  it('finds nothing between a state and itself', () => {
    fc.assert(
      fc.property(anyState, (people) => {
        const { rows, observations } = compare(
          people.map((user, n) => row(n, user)),
          asMap(people),
          options,
        )
        expect({ rows, observations }).toEqual({ rows: [], observations: [] })
      }),
    )
  })

  it('leads from any state to any other: who is there is as LastPass has it, who is not is kept as gone', () => {
    fc.assert(
      fc.property(anyState, anyState, (before, after) => {
        const previous = before.map((user, n) => row(n, user))
        const { numbers, others, rows, observations } = compare(previous, asMap(after), options)
        const stored = new Map(previous.map(({ n, json }) => [n, json]))
        for (const [n, , json] of rows) stored.set(n, json)
        const result = [...stored.values()].map(decode)
        expect(result.filter(({ goneSince }) => goneSince === null).sort(byId)).toEqual([...after].sort(byId))
        const gone = before.filter(({ id }) => !after.some((user) => user.id === id))
        expect(
          result
            .filter(({ goneSince }) => goneSince === now)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(gone.map(({ id }) => id).sort())
        const used = [...numbers, ...others.map(({ n }) => n)]
        expect(used).toHaveLength(result.length)
        expect(observations.filter(({ kind }) => kind === 'added')).toHaveLength(
          after.filter(({ id }) => !before.some((user) => user.id === id)).length,
        )
        // Nobody is there twice, and no number is used twice.
        expect(new Set(used).size).toBe(used.length)
      }),
    )
  })

  it('writes a garbled row anew and claims no change', () => {
    const user = person({ username: 'a@example.com' })
    const { rows, observations } = compare([{ n: 4, identity: user.id ?? '', json: '["half' }], asMap([user]), options)
    expect(rows).toEqual([[4, user.id, encode(user)]])
    expect(observations).toEqual([])
  })
})

const byId = (a: { id: string | null }, b: { id: string | null }) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1)
