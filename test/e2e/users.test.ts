import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Output } from '../../src/contract/calls.ts'
import {
  type Console,
  column,
  connect,
  count,
  grid,
  heads,
  openConsole,
  openDemo,
  openService,
  row,
  settled,
} from './console.ts'

const longName = `${'Wilhelmina '.repeat(27)}Longfellow`
const rightToLeft = 'عمر نصار'

let service: Awaited<ReturnType<typeof openService>>
let window: Console
const page = () => window.page
const url = () => page().url()
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const selection = (of: () => Console['page']) => of().getByRole('group', { name: 'Selection' })
const chips = () => page().getByRole('group', { name: 'Filters' }).getByRole('switch')
/** Asks main itself, past the page's own code. */
const ask = <C extends 'users.page' | 'users.get'>(name: C, input: object): Promise<Output<C>> =>
  page().evaluate(
    async ([call, question]) => {
      const result = (await globalThis.window.provost.call(call as string, question, -1)) as { value: unknown }
      return result.value as never
    },
    [name, input] as const,
  )
const everyone = async () => {
  await page()
    .getByRole('button', { name: 'Views' })
    .or(page().locator('button:has(svg.tabler-icon-bookmark)'))
    .first()
    .click()
  await page().getByRole('menuitem', { name: 'Everyone' }).click()
  await expect.poll(() => count(page())).toBeGreaterThan(200)
}

beforeAll(async () => {
  service = await openService({ people: 260 })
  service.demo.edit.addUser('aaa.long@example.com', { fullname: longName, groups: ['Sales'] })
  service.demo.edit.addUser('aab.rtl@example.com', { fullname: rightToLeft })
  window = await openConsole()
  await connect(page(), service)
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
})

describe('the list of everyone', () => {
  test('has as many rows as main has people, and draws only those in view', async () => {
    const { total } = await ask('users.page', { limit: 1 })
    expect(await count(page())).toBe(total)
    expect(Number(await grid(page()).getAttribute('aria-rowcount'))).toBe(total + 1)
    expect(await page().locator('[role="row"][data-row]').count()).toBeLessThan(60)
  })

  test('a name of 300 letters is cut off, one from right to left is whole, and rows keep their height', async () => {
    await page().getByLabel('Search name or address').fill('@example.com aa')
    await expect.poll(() => count(page())).toBe(2)
    const name = row(page(), 0).locator('[data-column="0"]')
    expect(await name.textContent()).toBe(longName)
    expect((await row(page(), 0).boundingBox())?.height).toBe(33)
    expect(await name.evaluate((cell) => cell.scrollWidth <= cell.clientWidth)).toBe(true)
    expect(await row(page(), 1).locator('[data-column="0"]').textContent()).toBe(rightToLeft)
    await press('Escape')
    await expect.poll(() => count(page())).toBeGreaterThan(200)
  })

  test('the address never loses its domain', async () => {
    const cut = await page()
      .locator('[data-column="1"] span[dir="ltr"] > span:last-child')
      .evaluateAll((domains) => domains.filter((domain) => domain.scrollWidth > domain.clientWidth + 1).length)
    expect(cut).toBe(0)
  })
})

describe('sorting', () => {
  const head = (name: string) => grid(page()).getByRole('columnheader', { name })
  test('a press sorts, and main’s order is what is shown', async () => {
    await head('Score').click()
    await expect.poll(() => head('Score').getAttribute('aria-sort')).toBe('ascending')
    const { rows } = await ask('users.page', { sort: { by: 'score', direction: 'asc' }, limit: 5 })
    await expect
      .poll(async () => (await column(page(), 1)).slice(0, 5).map((text) => text.replace(/\s/g, '')))
      .toEqual(rows.map((one) => one.username))
  })

  test('with Shift by several, numbered', async () => {
    await head('Status').click({ modifiers: ['Shift'] })
    await expect.poll(() => head('Status').textContent()).toBe('Status2')
    expect(await head('Score').textContent()).toBe('Score1')
    expect(decodeURIComponent(url())).toContain('sort=score.asc,status.asc')
  })
})

describe('filters', () => {
  test('a press on a value opens the person; its menu narrows to it, and Back undoes that', async () => {
    await everyone()
    const before = await count(page())
    const value = page().getByRole('gridcell').getByText('Disabled', { exact: true }).first()
    await value.click()
    await page().getByRole('complementary').waitFor()
    expect(await count(page())).toBe(before)
    await press('Escape')
    await value.click({ button: 'right' })
    await page().getByRole('menuitem', { name: 'Only disabled' }).click()
    const { total } = await ask('users.page', { status: ['disabled'], limit: 1 })
    await expect.poll(() => count(page())).toBe(total)
    expect(total).toBeLessThan(before)
    await page().goBack()
    await expect.poll(() => count(page())).toBe(before)
    await page().goForward()
    await expect.poll(() => count(page())).toBe(total)
  })

  test('a chip can be switched off and on, and removed', async () => {
    const { total } = await ask('users.page', { limit: 1 })
    const disabled = await count(page())
    await chips().first().click()
    await expect.poll(() => count(page())).toBe(total)
    expect(await chips().first().getAttribute('aria-checked')).toBe('false')
    await chips().first().click()
    await expect.poll(() => count(page())).toBe(disabled)
    await page().getByRole('button', { name: 'Remove filter Status: Disabled' }).click()
    await expect.poll(() => count(page())).toBe(total)
  })

  test('the menu stays open, and every value in it lists as many people as it promises', async () => {
    await page().getByRole('button', { name: 'Filter', exact: true }).click()
    const menu = page().getByRole('dialog', { name: 'Filters' })
    const wrong: string[] = []
    for (const tab of await menu.getByRole('tab').all()) {
      await tab.click()
      const choices = menu.getByRole('tabpanel').getByRole('checkbox')
      await choices.first().waitFor()
      for (let at = 0; at < Math.min(12, await choices.count()); at += 1) {
        const label = menu.getByRole('tabpanel').locator('label').nth(at)
        const text = (await label.textContent()) ?? ''
        const promised = /([\d,]+)$/.exec(text)?.[1]
        if (promised === undefined || text === 'Strength at most 50') continue
        const name = await choices.nth(at).evaluate((box) => box.parentElement?.querySelector('span')?.textContent)
        const choice = menu
          .getByRole('tabpanel')
          .locator('label', { has: page().getByText(name ?? '', { exact: true }) })
          .first()
        await choice.click()
        await expect
          .poll(() => count(page()))
          .toBe(Number(promised.replace(',', '')))
          .catch(async () => wrong.push(`${text}: ${await count(page())}`))
        await choice.click()
      }
    }
    expect(wrong).toEqual([])
    await press('Escape')
    expect(await chips().count()).toBe(0)
  })

  test('a value can be left out, and one of an attribute asked for', async () => {
    const { total } = await ask('users.page', { limit: 1 })
    await page().getByRole('button', { name: 'Filter', exact: true }).click()
    const active = page().locator('label', { hasText: /^Active/ })
    const promised = Number((await active.textContent())?.replace(/\D/g, ''))
    await page().getByRole('button', { name: 'Not Active', exact: true }).click()
    await expect.poll(() => count(page())).toBe(total - promised)
    await page().getByRole('tab', { name: 'Department' }).click()
    const first = page().getByRole('tabpanel').locator('label').nth(1)
    await expect.poll(() => first.textContent()).toMatch(/\d$/)
    const here = Number((await first.textContent())?.replace(/\D/g, ''))
    await first.click()
    await expect.poll(() => count(page())).toBe(here)
    await press('Escape')
    expect(url()).toContain('notStatus')
    await page().getByRole('button', { name: 'Clear all' }).click()
  })

  test('people in no group are a filter, and it stays in the address', async () => {
    await page().getByRole('button', { name: 'Filter', exact: true }).click()
    await page().getByRole('tab', { name: 'Group' }).click()
    const choice = page().locator('label', { hasText: /^In no group/ })
    await expect.poll(() => choice.textContent()).toMatch(/\d$/)
    const promised = Number((await choice.textContent())?.replace(/\D/g, ''))
    await choice.click()
    await expect.poll(() => count(page())).toBe(promised)
    const { total } = await ask('users.page', { hasGroups: false, limit: 1 })
    expect(total).toBe(promised)
    expect(url()).toContain('hasGroups=false')
    await chips().first().getByText('none').waitFor()
    await press('Escape')
    await page().getByRole('button', { name: 'Clear all' }).click()
  })

  test('the cell’s menu filters and copies, also from the keyboard', async () => {
    await grid(page()).focus()
    await press('Home', 'Control+ArrowLeft', 'ArrowRight', 'ArrowRight', 'Shift+F10')
    const item = page()
      .getByRole('menuitem', { name: /^Only / })
      .first()
    await item.waitFor()
    await press('Escape')
    await item.waitFor({ state: 'detached' })
    expect(await grid(page()).evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('nobody matching says so and offers the way out', async () => {
    await press('/')
    await page().keyboard.type('nobody is called this')
    await page().getByRole('heading', { name: 'Nobody’s name or address has “nobody is called this”' }).waitFor()
    await page().getByRole('button', { name: 'Clear the search', exact: true }).last().click()
    await expect.poll(() => count(page())).toBeGreaterThan(200)
  })
})

describe('a window that is 1280 wide', () => {
  const wide = () => grid(page()).evaluate((element) => element.scrollWidth - element.clientWidth)

  test('has room for the columns that are there from the start', async () => {
    await everyone()
    expect(await wide()).toBe(0)
  })

  test('lets the lesser columns step back beside a panel, says so, and shows them when a person wants them', async () => {
    const all = await heads(page())
    await row(page(), 0).getByRole('gridcell').nth(1).click()
    await page().getByRole('complementary').getByRole('tab', { name: 'Overview' }).waitFor()
    await expect.poll(() => heads(page())).toEqual(['Name', 'User name', 'Status', 'Score'])
    expect(await wide()).toBe(0)
    const columns = page().getByRole('button', { name: 'Columns' })
    await columns.click()
    await page().getByText('No room now for Role, Groups, Last login and Multifactor.').waitFor()
    await page().getByRole('button', { name: 'Show and scroll' }).click()
    await expect.poll(() => heads(page())).toEqual(all)
    expect(await wide()).toBeGreaterThan(0)
    await page().getByRole('button', { name: 'Reset columns' }).click()
    await expect.poll(() => heads(page())).toHaveLength(4)
    await press('Escape')
    await page().getByRole('button', { name: 'Close panel' }).click()
    await expect.poll(() => heads(page())).toEqual(all)
  })

  test('cuts an address so that the @ follows the dots', async () => {
    const gaps = await grid(page()).evaluate((element) =>
      [...element.querySelectorAll<HTMLElement>('[class*="addressName"]')]
        .filter((name) => name.scrollWidth > name.clientWidth + 1)
        .map((name) => name.style.width),
    )
    expect(gaps.length).toBeGreaterThan(0)
    for (const width of gaps) expect(width).toMatch(/px$/)
  })

  test('keeps the selection’s acts in one line beside a panel, the lesser ones in a menu', async () => {
    await grid(page()).focus()
    await press('Home', 'Space')
    const whole = await selection(page).boundingBox()
    await selection(page).getByRole('button', { name: 'Copy 1 address' }).waitFor()
    await press('Enter')
    await page().getByRole('complementary').getByRole('tab', { name: 'Overview' }).waitFor()
    expect((await selection(page).boundingBox())?.height).toBe(whole?.height)
    await selection(page).getByRole('button', { name: 'More' }).click()
    for (const name of [/^Select all/, /^Leavers/, 'Copy 1 address', 'Export 1 person as CSV'])
      await page().getByRole('menuitem', { name }).first().waitFor()
    await page()
      .getByRole('menuitem', { name: /^Select all/ })
      .click()
    await selection(page)
      .getByText(/^All \d+ that match are selected/)
      .waitFor()
    await selection(page).getByRole('button', { name: 'Select none' }).click()
    await grid(page()).focus()
    await press('Escape')
  })
})

describe('selecting', () => {
  test('Space selects, Shift extends, and a filter that hides some says how many', async () => {
    await everyone()
    await grid(page()).focus()
    await press('Home', 'Space', ...Array<string>(29).fill('Shift+ArrowDown'))
    await selection(page).getByText('30 selected').waitFor()
    const chosen = (await ask('users.page', { limit: 30 })).rows
    const active = chosen.filter((one) => one.status === 'active').length
    await page().evaluate(() => {
      location.hash = '#/users?status=%5B%22active%22%5D'
    })
    await selection(page)
      .getByText(`30 selected, ${30 - active} hidden by the filter`)
      .waitFor()
  })

  test('the first row that is selected moves none under the pointer', async () => {
    await grid(page()).focus()
    await press('Escape')
    await everyone()
    const top = async () => (await row(page(), 3).boundingBox())?.y
    const before = await top()
    await row(page(), 3).locator('[role="gridcell"]').first().click()
    await selection(page).getByText('1 selected').waitFor()
    expect(await top()).toBe(before)
    await selection(page).getByRole('button', { name: 'Select none' }).click()
    await page().evaluate(() => {
      location.hash = '#/users?status=%5B%22active%22%5D'
    })
  })

  test('all that match is a query: the addresses copied are exactly those, less the exceptions', async () => {
    await grid(page()).focus()
    await press('Control+a')
    const { total } = await ask('users.page', { status: ['active'], limit: 1 })
    await selection(page).getByText(`All ${total} that match are selected`).waitFor()
    await press('Home', 'Space')
    await selection(page)
      .getByRole('button', { name: `Copy ${total - 1} addresses` })
      .click()
    await page()
      .getByText(`${total - 1} addresses copied`)
      .waitFor()
    const copied = await window.app.evaluate(({ clipboard }) => clipboard.readText())
    const first = (await ask('users.page', { status: ['active'], limit: 1 })).rows[0]?.username
    expect(copied.split('\n')).toHaveLength(total - 1)
    expect(copied.split('\n')).not.toContain(first)
    await grid(page()).focus()
    await press('Escape')
    await selection(page).waitFor({ state: 'detached' })
  })
})

describe('one person', () => {
  test('Enter opens the panel, arrows take it along, Escape closes it', async () => {
    await everyone()
    await grid(page()).focus()
    await press('Home', 'ArrowDown', 'Enter')
    const panel = page().getByRole('complementary')
    const people = (await ask('users.page', { limit: 4 })).rows
    await panel.getByText(people[1]?.username ?? '', { exact: true }).waitFor()
    await press('ArrowDown')
    await panel.getByText(people[2]?.username ?? '', { exact: true }).waitFor()
    await press('Escape')
    await panel.waitFor({ state: 'detached' })
  })

  test('it tells what main knows: groups, folders with rights, score', async () => {
    const { rows } = await ask('users.page', {
      hasFolders: true,
      hasScore: true,
      sort: { by: 'groups', direction: 'desc' },
      limit: 1,
    })
    const person = await ask('users.get', { username: rows[0]?.username ?? '' })
    await page().evaluate((username) => {
      location.hash = `#/users?person=${encodeURIComponent(username)}`
    }, person.username)
    const panel = page().getByRole('complementary')
    await panel.getByText(person.username, { exact: true }).waitFor()
    for (const group of person.groups)
      expect(await panel.getByRole('button', { name: group, exact: true }).count()).toBe(1)
    expect(await panel.getByText(String(person.score), { exact: true }).count()).toBe(1)
    await panel.getByRole('tab', { name: /^Folders/ }).click()
    for (const folder of person.folders)
      await panel.getByRole('link', { name: folder.name, exact: true }).first().waitFor()
  })

  test('who is not there any more is said to be gone', async () => {
    await page().evaluate(() => {
      location.hash = '#/users?person=nobody%40example.com'
    })
    await page().getByRole('heading', { name: 'Not in the data at hand' }).waitFor()
    await page().getByRole('button', { name: 'Close panel' }).click()
  })
})

describe('columns and views', () => {
  test('a column moved, hidden, made wider and pinned stays so, by keyboard alone', async () => {
    await everyone()
    const before = await heads(page())
    await grid(page()).focus()
    await press('Home', 'ArrowUp', 'Control+ArrowLeft', 'ArrowRight', 'ArrowRight', 'Alt+ArrowRight')
    const swapped = [...before]
    swapped.splice(2, 2, before[3] ?? '', before[2] ?? '')
    await expect.poll(() => heads(page())).toEqual(swapped)
    await press('Shift+F10')
    await page().getByRole('menuitem', { name: 'Hide column' }).click()
    const after = swapped.filter((name) => name !== before[2])
    await expect.poll(() => heads(page())).toEqual(after)
    await page().reload()
    await settled(page())
    expect(await heads(page())).toEqual(after)
    await page().getByRole('button', { name: 'Columns' }).click()
    await page().getByRole('button', { name: 'Reset columns' }).click()
    await press('Escape')
    await expect.poll(() => heads(page())).toEqual(before)
  })

  test('a head dragged onto another takes its place', async () => {
    const before = await heads(page())
    const named = (name: string) => grid(page()).getByRole('columnheader', { name, exact: true })
    await named('Score').dragTo(named('Status'))
    await expect
      .poll(() => heads(page()))
      .toEqual([...before.slice(0, 2), 'Score', ...before.slice(2).filter((name) => name !== 'Score')])
  })

  test('a view saved under a name brings back filter, order and columns after a new start of the page', async () => {
    await page().evaluate(() => {
      location.hash = '#/users?admin=true&sort=created.desc'
    })
    const { total } = await ask('users.page', { admin: true, limit: 1 })
    await expect.poll(() => count(page())).toBe(total)
    const shown = await heads(page())
    await page().getByRole('button', { name: 'Views' }).click()
    await page().getByRole('menuitem', { name: 'Save what is shown as a view' }).click()
    await page().getByLabel('Name', { exact: true }).fill('Our admins')
    await page().getByRole('button', { name: 'Save view “Our admins”' }).click()
    await page().getByRole('dialog').waitFor({ state: 'detached' })
    await page().evaluate(() => {
      location.hash = '#/users'
    })
    await page().reload()
    await settled(page())
    await page().getByRole('button', { name: 'Columns' }).click()
    await page().getByRole('button', { name: 'Reset columns' }).click()
    await press('Escape')
    await page().getByRole('button', { name: 'Views' }).click()
    await page().getByRole('menuitem', { name: 'Our admins', exact: true }).click()
    await expect.poll(() => count(page())).toBe(total)
    expect(await heads(page())).toEqual(shown)
    expect(url()).toContain('created.desc')
  })
})

describe('taking along', () => {
  test('an export holds what is shown: these people, these columns, this order', async () => {
    const file = join(tmpdir(), `provost-export-${process.pid}.csv`)
    await window.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialog.showSaveDialog
    }, file)
    const total = await count(page())
    await page().getByRole('button', { name: 'Export', exact: true }).click()
    await page()
      .getByRole('menuitem', { name: `Export ${total} people as CSV` })
      .click()
    await page().getByText(`${total} people written to`).waitFor()
    const lines = (await readFile(file, 'utf8')).replace('\ufeff', '').trim().split('\n')
    await rm(file)
    expect(lines[0]?.split(',').slice(0, 3)).toEqual(['fullname', 'username', 'score'])
    const { rows } = await ask('users.page', { admin: true, sort: { by: 'created', direction: 'desc' }, limit: 500 })
    expect(lines.slice(1).map((line) => rows.find((one) => line.includes(one.username))?.username)).toEqual(
      rows.map((one) => one.username),
    )
  })

  test('the palette opens whom was typed, even when the keys come before its field and Enter before the answer', async () => {
    const { rows } = await ask('users.page', { sort: { by: 'created', direction: 'desc' }, limit: 1 })
    const username = rows[0]?.username ?? ''
    // In one go: no field can be there between two of them.
    await page().evaluate(
      (text) => {
        for (const key of [...text]) {
          const init = { key, ctrlKey: false, bubbles: true, cancelable: true }
          document.body.dispatchEvent(
            new KeyboardEvent('keydown', key === '\u000b' ? { ...init, key: 'k', ctrlKey: true } : init),
          )
        }
      },
      `\u000b${username.slice(0, 4)}`,
    )
    const field = page().getByRole('combobox', { name: 'Search or command' })
    await expect.poll(() => field.inputValue()).toBe(username.slice(0, 4))
    await page().keyboard.type(username.slice(4))
    await press('Enter')
    await page().getByRole('complementary').getByText(username, { exact: true }).waitFor()
    expect(await count(page())).toBe(1)
  })
})

describe('a company of 100,000', () => {
  test('scrolls to its end, keeps few rows, and answers each letter quickly', { timeout: 240_000 }, async () => {
    const big = await openConsole()
    try {
      await openDemo(big.page, 100_000)
      expect(await count(big.page)).toBeGreaterThan(100_000)
      await grid(big.page).focus()
      await big.page.keyboard.press('End')
      const last = (await count(big.page)) - 1
      await row(big.page, last).getByText('@').first().waitFor()
      expect(await big.page.locator('[role="row"][data-row]').count()).toBeLessThan(60)
      const times = await big.page.evaluate(async () => {
        const field = document.querySelector<HTMLInputElement>('[data-search]')
        const title = document.querySelector('[data-testid="count"]')
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
        const spent: number[] = []
        for (const text of ['ma', 'mar', 'mart', 'mar', 'ma', 'mart']) {
          const before = title?.textContent
          const from = performance.now()
          set?.call(field, text)
          field?.dispatchEvent(new Event('input', { bubbles: true }))
          await new Promise<void>((resolve) => {
            const look = () => (title?.textContent === before ? requestAnimationFrame(look) : resolve())
            look()
          })
          spent.push(performance.now() - from)
        }
        return spent
      })
      // The best of six: how fast it can be. How fast it is while the machine does other things is for the benchmarks.
      expect(Math.min(...times)).toBeLessThan(500)
      expect(big.complaints).toEqual([])
    } finally {
      await big.close()
    }
  })
})

test('the page had nothing to complain of', () => {
  expect(window.complaints).toEqual([])
})
