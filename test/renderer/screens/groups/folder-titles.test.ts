import { expect, test } from 'vitest'
import { folderTitles, nameInTitle } from '../../../../src/renderer/screens/groups/reviews/folder-titles.ts'

const twins = [
  { id: '11', name: 'Finance' },
  { id: '12', name: 'Team (north)' },
  { id: '13', name: 'Finance' },
]

test('each of two folders with one name is offered with its number, and leads to itself', () => {
  expect([...folderTitles(twins)]).toEqual([
    ['Finance (number 11)', '11'],
    ['Team (north)', '12'],
    ['Finance (number 13)', '13'],
  ])
})

test('a title that was taken still finds its folder', () => {
  for (const title of folderTitles(twins).keys())
    expect(twins.some(({ name }) => name.includes(nameInTitle(title)))).toBe(true)
})
