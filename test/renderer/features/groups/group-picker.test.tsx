import { useState } from 'react'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { GroupPicker } from '../../../../src/renderer/features/groups/group-picker.tsx'
import { queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'

// Enter in the field that chooses groups takes the group that was typed.
let page: TestPage
let tenant: TestTenant
const names = ['A ops room', 'Ops', 'OPS', 'Ops/West', 'Opsimath', ...Array.from({ length: 60 }, (_, n) => `A${n} ops`)]

beforeAll(async () => {
  tenant = await openTenant({ people: 20 })
  const { edit } = tenant.demo
  edit.addUser('ann@example.com')
  for (const name of names) {
    edit.createGroup(name)
    edit.addToGroup('ann@example.com', name)
  }
  await tenant.call('directory.sync', {})
  bridgeTo(tenant.app)
  page = await openPage()
}, 60_000)
afterEach(async () => {
  await page.draw(null)
  queryClient.clear()
})
afterAll(async () => {
  await page.close()
  await tenant.close()
})

function Picker() {
  const [groups, setGroups] = useState<string[]>([])
  return <GroupPicker groups={groups} onGroups={setGroups} />
}
const chosen = () => [...page.document.querySelectorAll('bdi')].map(({ textContent }) => textContent)
const field = () => page.document.querySelector('input') as HTMLInputElement
/** As a person does: React hears of a value that its own setter did not set. */
function type(text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(), text)
  field().dispatchEvent(new window.Event('input', { bubbles: true }))
}
const enter = () => field().dispatchEvent(new window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
const offered = () => [...page.document.querySelectorAll('button')].map(({ textContent }) => textContent ?? '')

test.each([
  ['Ops', 'Ops'],
  ['OPS', 'OPS'],
  ['ops/w', 'Ops/West'],
  ['opsi', 'Opsimath'],
])('%s and Enter choose %s, once it is offered', async (text, group) => {
  await page.draw(<Picker />)
  type(text)
  await page.until(() => offered().some((words) => words.startsWith(group)))
  enter()
  await page.until(() => chosen().length === 1)
  expect(chosen()).toEqual([group])
})

test('Enter before the answer waits for it, and takes nothing of the answer before', async () => {
  await page.draw(<Picker />)
  type('A1')
  await page.until(() => offered().some((words) => words.startsWith('A1 ops')))
  type('Ops/West')
  enter()
  await page.until(() => chosen().length === 1)
  expect(chosen()).toEqual(['Ops/West'])
})
