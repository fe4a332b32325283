import { useState } from 'react'
import { flushSync } from 'react-dom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTyped } from '../../../src/renderer/ui/screen/use-typed.ts'
import { openPage, type TestPage } from '../dom.tsx'

let page: TestPage
beforeAll(async () => {
  page = await openPage()
})
afterAll(() => page.close())

/** What a test does with a field, and what it sees of it. */
interface Handle {
  drawn: boolean
  type(text: string): void
  search(text: string): void
  leave(): void
  told: string[]
  answers: Map<string, (rows: unknown) => void>
}

/** A field over a list that shows what it was told; `answers` lets the rows of a text come. */
function Field({ at }: { at: Handle }) {
  const [value, setValue] = useState('')
  const [shown, type] = useTyped(
    value,
    (text) => {
      at.told.push(text)
      setValue(text)
    },
    (text) => new Promise((resolve) => at.answers.set(text, resolve)),
  )
  at.drawn = true
  at.type = (text) => flushSync(() => type(text))
  at.search = (text) => flushSync(() => setValue(text))
  return (
    <>
      <i data-shown>{shown}</i>
      <b data-list>{value}</b>
    </>
  )
}

function Screen({ at }: { at: Handle }) {
  const [left, setLeft] = useState(false)
  at.leave = () => flushSync(() => setLeft(true))
  return left ? null : <Field at={at} />
}

let fields = 0
async function field() {
  const at: Handle = {
    drawn: false,
    type: () => {},
    search: () => {},
    leave: () => {},
    told: [],
    answers: new Map(),
  }
  fields += 1
  await page.draw(<Screen key={fields} at={at} />)
  await page.until(() => at.drawn)
  const says = (selector: string) => page.document.querySelector(selector)?.textContent ?? ''
  return Object.assign(at, { shown: () => says('[data-shown]'), list: () => says('[data-list]') })
}

test('a letter shows at once, and the list follows when its rows are here', async () => {
  const at = await field()
  at.type('a')
  expect(at.shown()).toBe('a')
  expect(at.list()).toBe('')
  at.answers.get('a')?.({})
  await page.until(() => at.list() === 'a')
  expect(at.shown()).toBe('a')
})

test('a list whose rows are late is told none the less', async () => {
  const at = await field()
  at.type('a')
  await page.until(() => at.list() === 'a')
})

test('a letter that another one followed is not told to the list', async () => {
  const at = await field()
  at.type('a')
  at.type('an')
  at.answers.get('a')?.({})
  at.answers.get('an')?.({})
  await page.until(() => at.list() === 'an')
  expect(at.told).toEqual(['an'])
})

test('a letter that is taken back before its rows came leaves the list as it was', async () => {
  const at = await field()
  at.type('a')
  at.type('')
  expect(at.shown()).toBe('')
  at.answers.get('a')?.({})
  at.answers.get('')?.({})
  await page.until(() => at.told.length > 0)
  expect(at.told).toEqual([''])
  expect(at.list()).toBe('')
  at.search('view')
  expect(at.shown()).toBe('view')
})

test('a search that came by another way drops what was being typed', async () => {
  const at = await field()
  at.type('a')
  at.search('view')
  expect(at.shown()).toBe('view')
  at.answers.get('a')?.({})
  at.type('viewe')
  at.answers.get('viewe')?.({})
  await page.until(() => at.list() === 'viewe')
  expect(at.told).toEqual(['viewe'])
})

test('a field that is gone tells nobody any more', async () => {
  const at = await field()
  at.type('a')
  at.leave()
  at.answers.get('a')?.({})
  const next = await field()
  next.type('b')
  next.answers.get('b')?.({})
  await page.until(() => next.list() === 'b')
  expect(at.told).toEqual([])
})
