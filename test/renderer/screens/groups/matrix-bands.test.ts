import { expect, test } from 'vitest'
import { draftedByBand, draftsOfBand, rowDrafts } from '../../../../src/renderer/screens/groups/matrix/matrix-model.ts'
import { bandSize, bandsOf } from '../../../../src/renderer/screens/groups/matrix/sheet/matrix-bands.ts'

test('bands hold every row once, the last one too', () => {
  expect([0, 1, bandSize, bandSize + 1, 1000].map(bandsOf)).toEqual([0, 1, 1, 2, Math.ceil(1000 / bandSize)])
})

test('what is drafted for people is told band by band, and says nothing of people who are not shown', () => {
  const numbers = new Map([
    ['a@example.com', 0],
    ['b@example.com', bandSize - 1],
    ['c@example.com', bandSize],
  ])
  const drafts = rowDrafts(
    numbers,
    // In a group that is not shown, somebody is drafted without a mark in any column.
    new Map([
      ['a@example.com', 1],
      ['b@example.com', -2],
      ['c@example.com', 0],
      ['gone@example.com', 4],
    ]),
    new Map([
      ['b@example.com', '-3 -17'],
      ['c@example.com', '+1 -2'],
      ['gone@example.com', '+9'],
    ]),
  )
  const texts = draftedByBand(drafts, bandSize)
  expect([...texts.keys()]).toEqual([0, 1])
  expect([...draftsOfBand(texts.get(0))]).toEqual([
    [0, { change: 1, drafted: undefined }],
    [bandSize - 1, { change: -2, drafted: '-3 -17' }],
  ])
  expect([...draftsOfBand(texts.get(1))]).toEqual([[bandSize, { change: 0, drafted: '+1 -2' }]])
  expect(draftsOfBand(undefined).size).toBe(0)
})
