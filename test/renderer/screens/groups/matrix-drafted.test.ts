import { describe, expect, test } from 'vitest'
import { type Draft, draftKey } from '../../../../src/renderer/features/groups/draft.ts'
import {
  byUsername,
  columnsOf,
  draftedIn,
  draftedTexts,
  matrixRow,
  pendingCounts,
} from '../../../../src/renderer/screens/groups/matrix/matrix-model.ts'

const draftOf = (...items: [username: string, group: string, member: boolean][]): Draft =>
  new Map(items.map(([username, group, member]) => [draftKey(username, group), { username, group, member, id: null }]))
const columns = columnsOf(['VPN', 'Board, "all" +1 -2', '__proto__'])

describe('what is drafted in the matrix', () => {
  test('is given for each person as they were given it before, whatever is drafted for others', () => {
    const before = draftedTexts(draftOf(['Ann@example.com', 'VPN', true]), columns)
    const after = draftedTexts(draftOf(['Ann@example.com', 'VPN', true], ['ben@example.com', 'VPN', false]), columns)
    expect(after.get('ann@example.com')).toBe(before.get('ann@example.com'))
    expect(draftedIn(after.get('ben@example.com'))).toEqual(new Map([[0, false]]))
  })

  test('is what was drafted, by the place of the group, and nothing of groups that are not shown', () => {
    const draft = draftOf(
      ['ann@example.com', '__proto__', true],
      ['ann@example.com', 'Board, "all" +1 -2', false],
      ['ann@example.com', 'Elsewhere', true],
      ['ben@example.com', 'Elsewhere', true],
    )
    const texts = draftedTexts(draft, columns)
    expect(draftedIn(texts.get('ann@example.com'))).toEqual(
      new Map([
        [2, true],
        [1, false],
      ]),
    )
    expect(texts.has('ben@example.com')).toBe(false)
    expect(draftedIn(undefined).size).toBe(0)
  })

  test('is counted by row and column, but for what is so already', () => {
    const ann = matrixRow({ username: 'Ann@example.com', fullname: '', id: null, groupCount: 1, in: [0] } as never)
    const draft = draftOf(
      ['ann@example.com', 'VPN', true],
      ['ann@example.com', '__proto__', true],
      ['ann@example.com', 'Elsewhere', false],
    )
    const { byPerson, byGroup } = pendingCounts(draft, { people: byUsername([ann]), columns })
    expect(byPerson).toEqual(new Map([['ann@example.com', 0]]))
    expect([...byGroup.keys()]).toEqual(['__proto__', 'Elsewhere'])
  })
})
