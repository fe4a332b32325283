import { useState } from 'react'
import { flushSync } from 'react-dom'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useAnswers } from '../../../src/renderer/lib/application/answers.ts'
import { queryClient } from '../../../src/renderer/lib/application/queries.ts'
import { Behind } from '../../../src/renderer/ui/behind.tsx'
import type { Column } from '../../../src/renderer/ui/table/column.ts'
import { type Placed, useColumnModel } from '../../../src/renderer/ui/table/model.ts'
import type { DataTableProps } from '../../../src/renderer/ui/table/props.ts'
import { openPage, type TestPage } from '../dom.tsx'

// What is drawn, and how often: each drawing of a table's rows takes as long as a frame lasts.

let page: TestPage
beforeAll(async () => {
  page = await openPage()
})
afterAll(() => page.close())
beforeEach(() => queryClient.clear())

/** A list that was drawn so often, and what it says; `ask` puts another question. */
interface Seen {
  draws: number
  ask: (name: string) => void
}

let answers: Map<string, (text: string | Error) => void>
function List({ at, first }: { at: Seen; first: string }) {
  const [name, setName] = useState(first)
  const [answer] = useAnswers([
    {
      queryKey: ['list', name],
      queryFn: () =>
        new Promise((resolve, reject) =>
          answers.set(name, (text) => (text instanceof Error ? reject(text) : resolve(text))),
        ),
      enabled: true,
      gcTime: 60_000,
    },
  ])
  at.draws += 1
  at.ask = (next) => flushSync(() => setName(next))
  return <b data-list>{answer?.error?.message ?? String(answer?.data ?? 'waiting')}</b>
}

async function list(first: string) {
  answers = new Map()
  const at: Seen = { draws: 0, ask: () => {} }
  await page.draw(<List key={first} at={at} first={first} />)
  await page.until(() => answers.has(first))
  return Object.assign(at, { says: () => page.document.querySelector('[data-list]')?.textContent ?? '' })
}

test('a question whose answer is here already is drawn once', async () => {
  const at = await list('a')
  queryClient.setQueryData(['list', 'an'], 'anna')
  const before = at.draws
  at.ask('an')
  expect(at.says()).toBe('anna')
  // What is told in a microtask, and what React then puts off, have had their turn.
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve))
  expect(at.draws - before).toBe(1)
})

test('an answer that comes later, another one and a failure are drawn', async () => {
  const at = await list('b')
  expect(at.says()).toBe('waiting')
  answers.get('b')?.('bob')
  await page.until(() => at.says() === 'bob')
  queryClient.setQueryData(['list', 'b'], 'bea')
  await page.until(() => at.says() === 'bea')
  at.ask('c')
  expect(at.says()).toBe('waiting')
  await page.until(() => answers.has('c'))
  answers.get('c')?.(new Error('refused'))
  await page.until(() => at.says() === 'refused')
})

test('an answer that is out of date is asked for anew, and the new one drawn', async () => {
  const at = await list('d')
  answers.get('d')?.('dora')
  await page.until(() => at.says() === 'dora')
  answers.delete('d')
  void queryClient.invalidateQueries({ queryKey: ['list'] })
  await page.until(() => answers.has('d'))
  answers.get('d')?.('dan')
  await page.until(() => at.says() === 'dan')
})

const columns: Column<object>[] = [
  { id: 'name', header: 'Name', width: 200, shown: true, pinned: true, text: () => '' },
  { id: 'mail', header: 'Address', width: 100, shown: true, pinned: true, text: () => '' },
  { id: 'hidden', header: 'Number', width: 70, shown: false, text: () => '' },
  { id: 'role', header: 'Role', width: 80, shown: true, text: () => '' },
]
const places = columns.map(({ id, width, shown, pinned = false }) => ({ id, width, shown, pinned }))

let model: { visible: Placed<object>[]; again: () => void; drag: (widths: Record<string, number>) => void }
function Columns() {
  const [, again] = useState(0)
  const [draft, setDraft] = useState<Record<string, number>>({})
  const { visible } = useColumnModel({ columns, places } as unknown as DataTableProps<object>, draft, 0)
  model = {
    visible,
    again: () => flushSync(() => again((times) => times + 1)),
    drag: (widths) => flushSync(() => setDraft(widths)),
  }
  return null
}

test('columns stay the same objects while nobody changes them, so that rows are not drawn anew', async () => {
  await page.draw(<Columns />)
  await page.until(() => model !== undefined)
  const { visible } = model
  expect(visible.map(({ column: { id }, width, left }) => [id, width, left])).toEqual([
    ['name', 200, 0],
    ['mail', 100, 200],
    ['role', 80, null],
  ])
  model.again()
  expect(model.visible).toBe(visible)
  model.drag({ name: 250 })
  expect(model.visible.map(({ width, left }) => [width, left])).toEqual([
    [250, 0],
    [100, 250],
    [80, null],
  ])
})

let word: (next: string) => void
function Rows({ now }: { now: boolean }) {
  const [text, setText] = useState('a')
  word = (next) => flushSync(() => setText(next))
  return (
    <>
      <i data-rows>{text}</i>
      <Behind now={now}>
        <Menu text={text} />
      </Behind>
    </>
  )
}
function Menu({ text }: { text: string }) {
  return <i data-menu>{text}</i>
}
const shown = (part: string) => page.document.querySelector(`[data-${part}]`)?.textContent

test('what stands behind is drawn after the rows, and says the same soon', async () => {
  await page.draw(<Rows key="behind" now={false} />)
  await page.until(() => shown('menu') === 'a')
  word('b')
  expect([shown('rows'), shown('menu')]).toEqual(['b', 'a'])
  await page.until(() => shown('menu') === 'b')
})

test('what is open is drawn with the rows', async () => {
  await page.draw(<Rows key="open" now />)
  await page.until(() => shown('menu') === 'a')
  word('b')
  expect([shown('rows'), shown('menu')]).toEqual(['b', 'b'])
})
