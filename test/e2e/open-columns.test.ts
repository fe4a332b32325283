import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, faults, focused, goTo, over, part, plan, send, theme } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

// A table with a column that nobody understands: one question for the column, answered by keyboard alone.

const names = [
  'Ada Wren',
  'Bo Lark',
  'Cy Finch',
  'Di Crane',
  'Ed Heron',
  'Fay Robin',
  'Gus Swift',
  'Hal Stork',
  'Ina Raven',
  'Jo Eagle',
  'Kai Dove',
  'Liv Hawk',
  'Mo Quail',
  'Ned Gull',
  'Ola Tern',
  'Pia Rook',
  'Quy Owl',
  'Ria Kite',
  'Sal Swan',
  'Tom Grebe',
]
const local = (name: string) => name.toLowerCase().replace(' ', '.')
const at = (name: string) => `${local(name)}@contoso.example`
/** A for twelve, B for three, nothing for five. */
const waveOf = (index: number) => (index < 12 ? 'A' : index < 15 ? 'B' : '')
const table = (header = 'Wave') =>
  [
    `Name\tE-mail\tDepartment\tOffice\t${header}`,
    ...names.map((name, index) => `${name}\t${at(name)}\tDept ${index % 4}\tRoom ${index}\t${waveOf(index)}`),
  ].join('\n')

let service: Awaited<ReturnType<typeof openService>>
let window: Console
const page = () => window.page
const paste = async (label: string, text: string) => {
  await page().getByLabel(label).focus()
  await window.app.evaluate(({ clipboard }, words) => clipboard.writeText(words), text)
  await page().keyboard.press('Control+V')
}
const question = () => page().getByRole('region', { name: 'Columns that may say who is meant' })
const results = () => page().getByRole('group', { name: 'Rows by result' })

beforeAll(async () => {
  service = await openService({ people: 20 })
  for (const name of names) service.demo.edit.addUser(at(name), { fullname: name })
  window = await openConsole()
  await connect(page(), service)
  await ask(page(), 'guards.set', { holdSeconds: 0 })
  await ask(page(), 'directory.sync', {})
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
})

describe('a column that nobody understands', () => {
  test('is asked about once, has the focus, and takes nobody before it is answered', async () => {
    await goTo(page(), 'Leavers')
    await part(page(), 'leavers', 'New list')
    await paste('Who leaves?', table())
    await question().getByText('Column “Wave” may say who is meant. Which of these leave?').waitFor()
    await results().getByRole('button', { name: 'To decide 20', exact: true }).waitFor()
    await eventually(() => focused(page())).toMatch(/^1A\s?12 rows$/)
    expect(await question().getByRole('checkbox').count()).toBe(3)
    expect(
      await results()
        .getByRole('button', { name: /^Found/ })
        .count(),
    ).toBe(0)
    for (const name of ['Dark', 'Light'] as const) {
      await theme(page(), name)
      expect(await faults(page(), { colours: name === 'Dark' })).toEqual([])
    }
  })

  test('is answered by two keys, and the right twelve are disabled', async () => {
    await enable(page())
    await question().getByRole('checkbox').first().focus()
    let acts = 0
    const press = async (key: string) => {
      acts++
      await page().keyboard.press(key)
    }
    await press('1')
    await question().getByRole('button', { name: 'Take 12 rows, leave out 8' }).waitFor()
    await press('Enter')
    await results().getByRole('button', { name: 'Found 12', exact: true }).waitFor()
    await results().getByRole('button', { name: 'Left out 8', exact: true }).waitFor()
    await question().getByText('Column “Wave”: those with “A” leave, the others do not.').waitFor()
    await eventually(() => page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
    await press('Control+Enter')
    await plan(page())
    await page().keyboard.type('12')
    const job = await send(page(), () => press('Control+Enter'))
    await over(page(), job)
    expect(acts).toBe(4)
    const told = service.demo.ledger.flatMap(({ command, data }) =>
      command === 'disableuser' ? (data as string[]) : [],
    )
    expect(told.map((username) => username.toLowerCase()).sort()).toEqual(names.slice(0, 12).map(at).sort())
    expect(await dialog(page()).count()).toBe(0)
  })

  test('can say nothing about who leaves, and its answer can be changed', async () => {
    await goTo(page(), 'Leavers')
    await part(page(), 'leavers', 'New list')
    await paste('Who leaves?', table('Bay'))
    await question()
      .getByText(/Column “Bay” may say/)
      .waitFor()
    await eventually(() => focused(page())).toMatch(/^1A/)
    await page().keyboard.press('n')
    await question().getByText('Column “Bay”: it says nothing about who leaves.').waitFor()
    await results().getByRole('button', { name: 'Found 8', exact: true }).waitFor()
    await question().getByRole('button', { name: 'Change what column Bay says' }).click()
    await question().getByRole('checkbox').nth(2).check()
    await question().getByRole('button', { name: 'Take 3 rows, leave out 17' }).click()
    await results().getByRole('button', { name: 'Found 3', exact: true }).waitFor()
  })

  test('of a staff list is asked about too', async () => {
    await part(page(), 'leavers', 'Compare with a staff list')
    await paste('Who works here now?', table())
    await question().getByText('Column “Wave” may say who is meant. Which of these are staff?').waitFor()
    const parts = page().getByRole('group', { name: 'Parts of the comparison' })
    await parts
      .getByRole('button', { name: /^On both/ })
      .getByText('0')
      .waitFor()
    await eventually(() => focused(page())).toMatch(/^1A/)
    await page().keyboard.press('2')
    await page().keyboard.press('3')
    await page().keyboard.press('Enter')
    await parts
      .getByRole('button', { name: /^On both/ })
      .getByText('8')
      .waitFor()
  })

  test('of a list of joiners is asked about, and those who join are ready', async () => {
    await goTo(page(), 'Joiners')
    await part(page(), 'joiners', 'Many')
    await paste(
      'Paste a table or addresses, or choose a CSV file',
      'Name\tE-mail\tWave\nUma Wagtail\tuma.wagtail@contoso.example\tA\nVic Plover\tvic.plover@contoso.example\tB',
    )
    await question().getByText('Column “Wave” may say who is meant. Which of these join?').waitFor()
    await page().getByRole('button', { name: 'Preview: add 0 people' }).waitFor()
    await eventually(() => focused(page())).toMatch(/^1A/)
    await page().keyboard.press('2')
    await page().keyboard.press('Enter')
    await page().getByRole('button', { name: 'Preview: add 1 person' }).waitFor()
  })
})
