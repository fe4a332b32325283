import { flushSync } from 'react-dom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GroupList } from '../../../../src/renderer/features/people/panel/group-list.tsx'
import { openPage, type TestPage } from '../../dom.tsx'

let page: TestPage
beforeAll(async () => {
  page = await openPage()
})
afterAll(() => page.close())

const groups = Array.from({ length: 400 }, (_, n) => `Group ${n}`)
const chips = () => [...page.document.querySelectorAll('li')].map(({ textContent }) => textContent)
const button = (words: string) =>
  [...page.document.querySelectorAll('button')].find(({ textContent }) => textContent === words) as HTMLButtonElement

/** Types into a field as a person does: React hears of it. */
function type(field: HTMLInputElement, text: string): void {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {}
  set?.call(field, text)
  flushSync(() =>
    field.dispatchEvent(new (field.ownerDocument.defaultView as typeof window).Event('input', { bubbles: true })),
  )
}

test('the many groups of a person are folded, counted and searched; a few are all shown', async () => {
  await page.draw(<GroupList groups={groups} onGroup={() => {}} />)
  expect(chips()).toEqual(groups.slice(0, 12))
  const search = page.document.querySelector('input') as HTMLInputElement
  expect(search.placeholder).toBe('Search 400 groups')
  flushSync(() => button('Show all 400 groups').click())
  expect(chips()).toEqual(groups)
  type(search, 'GROUP 39')
  expect(chips()).toEqual(groups.filter((group) => group.includes('Group 39')))
  type(search, 'nothing of the kind')
  expect(page.text()).toContain('None of the 400 groups is called that.')
  await page.draw(<GroupList key="few" groups={groups.slice(0, 12)} onGroup={() => {}} />)
  expect(chips()).toEqual(groups.slice(0, 12))
  expect(page.document.querySelector('input')).toBeNull()
})
