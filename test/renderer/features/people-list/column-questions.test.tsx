import { afterAll, beforeAll, expect, test } from 'vitest'
import { ColumnQuestions } from '../../../../src/renderer/features/people-list/column-questions.tsx'
import { openPage, type TestPage } from '../../dom.tsx'

let page: TestPage
beforeAll(async () => {
  page = await openPage()
})
afterAll(() => page.close())

const asked = [
  {
    index: 2,
    name: 'Wave',
    moreRows: 0,
    values: [
      { value: 'A', rows: 1 },
      { value: 'B', rows: 2 },
    ],
  },
]

test.each([
  ['leavers', 'nobody on the list is taken.'],
  ['joiners', 'nobody on the list is ready to be invited.'],
  ['staff', 'nobody on the list is said to be staff or to have left.'],
  ['members', 'nobody on the list is added.'],
  ['removed', 'nobody on the list is taken out.'],
] as const)('a question about a column says what waits for its answer: %s', async (use, words) => {
  await page.draw(<ColumnQuestions key={use} asked={asked} use={use} onAnswer={() => Promise.resolve()} />)
  expect(page.text()).toContain(`Until then ${words}`)
})
