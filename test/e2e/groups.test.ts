import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, faults, over, plan, send, sendAtOnce } from './acts.ts'
import { type Console, openConsole, openDemo } from './console.ts'

let window: Console
const page = () => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const matrix = () => page().getByRole('grid', { name: 'Matrix of people and groups' })
const bar = () => page().getByRole('region', { name: 'Drafted memberships' })
const here = () => page().locator('[role="gridcell"][data-focus]').getAttribute('data-state')

beforeAll(async () => {
  window = await openConsole()
  await openDemo(page())
  await sendAtOnce(page())
})
afterAll(() => window.close())

describe('the matrix', () => {
  test('is filled, taken back and planned by keyboard alone', { timeout: 120_000 }, async () => {
    await press('g', 'g')
    await page().getByRole('button', { name: 'Matrix' }).waitFor()
    await page().getByRole('button', { name: 'Matrix' }).focus()
    await press('Enter')
    await matrix().getByRole('gridcell').first().waitFor()
    await matrix().focus()
    const before = await here()
    await press('Space')
    await eventually(here).toBe(before === 'member' ? 'remove' : 'add')
    await bar().getByText('1 change in 1 person').waitFor()
    await press('ArrowDown', 'ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Space')
    await eventually(() => bar().textContent()).toMatch(/[2-4] changes in [2-4] people/)
    expect(await faults(page())).toEqual([])
    await press('Control+z', 'Control+z')
    await eventually(() => bar().count()).toBe(0)
    await press('Control+y', 'Control+y')
    await bar().waitFor()
    const drafted = (await ask(page(), 'groups.draft', {})).items.length
    await press('Control+Enter')
    const opened = await plan(page())
    await opened.getByText('Will change').first().waitFor()
    await press('Escape')
    await eventually(() => dialog(page()).count()).toBe(0)
    expect(drafted).toBeGreaterThan(1)
    // What is drafted is there again after a look at another screen.
    await press('g', 'u')
    await press('g', 'g')
    await bar().waitFor()
  })

  test('is applied as one job, and the draft is empty afterwards', async () => {
    await enable(page())
    await bar()
      .getByRole('button', { name: /^Preview/ })
      .click()
    await plan(page())
    const job = await send(page(), () => press('Control+Enter'))
    await eventually(() => bar().count()).toBe(0)
    const { rows } = await over(page(), job)
    expect(rows.every(({ outcome }) => outcome === 'confirmed')).toBe(true)
    expect((await ask(page(), 'groups.draft', {})).items).toEqual([])
  })

  test('has all its people and groups there, so that scrolling changes nothing of it', async () => {
    await eventually(
      async () =>
        (await matrix().getByRole('rowheader').count()) + 1 === Number(await matrix().getAttribute('aria-rowcount')),
    ).toBe(true)
    expect(await matrix().getByRole('columnheader').count()).toBe(Number(await matrix().getAttribute('aria-colcount')))
    const changed = await matrix().evaluate(async (grid) => {
      const seen: string[] = []
      const watch = new MutationObserver((all) =>
        seen.push(...all.map(({ type, attributeName }) => attributeName ?? type)),
      )
      watch.observe(grid, { childList: true, attributes: true, characterData: true, subtree: true })
      const far = grid.scrollHeight - grid.clientHeight
      for (const place of [0.1, 0.5, 1, 0.3, 0]) {
        grid.scrollTop = far * place
        grid.scrollLeft = (grid.scrollWidth - grid.clientWidth) * place
        await new Promise(requestAnimationFrame)
      }
      await new Promise(requestAnimationFrame)
      watch.disconnect()
      return { seen, far }
    })
    expect(changed.far).toBeGreaterThan(1000)
    expect(changed.seen).toEqual([])
  })

  test('shows people and groups in the order that is chosen', async () => {
    /** What the heads say that are seen, in the order of their numbers. */
    const heads = (role: 'columnheader' | 'rowheader') =>
      matrix()
        .getByRole(role)
        .evaluateAll((all) =>
          all
            .map((head) => ({
              at: Number(head.ariaColIndex) + Number(head.closest('[role="row"]')?.ariaRowIndex) * 1000,
              text: head.getAttribute('aria-label') ?? head.getAttribute('title') ?? '',
            }))
            .sort((one, other) => one.at - other.at)
            .map(({ text }) => text),
        )
    const numbers = async (role: 'columnheader' | 'rowheader', of: RegExp) =>
      (await heads(role)).flatMap((text) => Number(text.match(of)?.[1]?.replaceAll(',', '') ?? []))
    const sizes = () => numbers('columnheader', /: ([\d,]+) member/)
    const counts = () => numbers('rowheader', /, in (\d+) group/)
    const isRising = (list: readonly number[]) => list.every((one, at) => at === 0 || one >= (list[at - 1] as number))
    await page().getByLabel('Order of groups').selectOption('Smallest groups first')
    await eventually(async () => isRising(await sizes())).toBe(true)
    expect(new Set(await sizes()).size).toBeGreaterThan(2)
    await page().getByLabel('Order of people').selectOption('Fewest groups first')
    await eventually(async () => isRising(await counts())).toBe(true)
    const [fewest = Number.NaN] = await counts()
    await page().getByLabel('Order of people').selectOption('Most groups first')
    await eventually(async () => (await counts())[0]).toBeGreaterThan(fewest)
    expect(isRising((await counts()).reverse())).toBe(true)
    expect(await faults(page())).toEqual([])
    await page().getByLabel('Order of groups').selectOption('Largest groups first')
    await page().getByLabel('Order of people').selectOption('People by name')
  })
})

describe('groups', () => {
  test('are looked over, and made like a list that is pasted', { timeout: 120_000 }, async () => {
    await page().getByRole('button', { name: 'All groups' }).click()
    await page().getByRole('group', { name: 'What to look at' }).getByRole('button').first().waitFor()
    await page().getByRole('grid', { name: 'Groups' }).focus()
    await press('Home', 'Enter')
    const panel = page().getByRole('complementary')
    const name = ((await panel.getAttribute('aria-label')) ?? '').replace(/^Group /, '')
    const member = (await ask(page(), 'groups.get', { name, limit: 1 })).rows[0]?.username ?? ''
    await panel.getByLabel(`Find a member of ${name}`).fill(member)
    await panel.getByText('1 person found').waitFor()
    await eventually(() => panel.getByRole('gridcell', { name: member }).count()).toBe(1)
    await panel.getByLabel(`Find a member of ${name}`).fill('')
    await panel.getByRole('button', { name: 'Add, remove, sync' }).click()
    expect(await faults(page())).toEqual([])
    const other = (await ask(page(), 'groups.page', { sort: 'members', direction: 'desc', limit: 1 })).rows[0]
    await panel.getByLabel('Take over the members of a group').fill(other?.name ?? '')
    await panel.getByRole('button', { name: other?.name ?? '' }).waitFor()
    await press('Enter')
    await eventually(async () => (await panel.getByLabel('People').inputValue()).split('\n').length).toBe(
      other?.members,
    )
    await panel.getByLabel('People').fill('nobody@nowhere.test\n')
    await panel.getByLabel('People').press('Control+Enter')
    const opened = await plan(page())
    await opened.getByText('nobody@nowhere.test').first().waitFor()
    await press('Escape')
    await eventually(() => dialog(page()).count()).toBe(0)
    // A view of Users, and a file, are taken as well.
    await panel.getByLabel('People').fill('')
    await panel.getByRole('button', { name: 'Take over a view' }).click()
    await page().getByRole('menuitem', { name: 'Admins' }).click()
    const admins = (await ask(page(), 'users.page', { admin: true, limit: 500 })).rows.map(({ username }) => username)
    await eventually(async () => (await panel.getByLabel('People').inputValue()).split('\n').sort()).toEqual(
      admins.sort(),
    )
    await panel.getByLabel('People').fill('')
    await panel.getByLabel('List file').setInputFiles({
      name: 'hr.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`Work mail;Status\n${member};active\nstranger@nowhere.test;active\n`),
    })
    await panel.getByRole('button', { name: 'Take the file off' }).waitFor()
    expect(await faults(page())).toEqual([])
    await panel.getByRole('button', { name: /^Preview hr\.csv for/ }).click()
    const read = await plan(page())
    await read.getByText('stranger@nowhere.test').first().waitFor()
    await press('Escape')
    await eventually(() => dialog(page()).count()).toBe(0)
    await panel.getByRole('button', { name: 'More' }).click()
    await page().getByRole('menuitem', { name: 'Rename or delete' }).click()
    await panel.getByText('LastPass’ API has no command that renames or deletes a group').waitFor()
    await panel.getByRole('button', { name: 'Rename or delete in LastPass’ console' }).waitFor()
    expect(await faults(page())).toEqual([])
    await panel.getByRole('button', { name: 'What it opens' }).click()
    await panel.getByRole('list', { name: 'What it opens' }).or(panel.getByText('Opens no shared folder.')).waitFor()
    expect(window.complaints).toEqual([])
  })

  test('say in their panel what is to be looked at, with the plan that settles it', { timeout: 120_000 }, async () => {
    await press('Escape', 'Escape')
    const twins = await ask(page(), 'groups.lint', { finding: 'case-twin', limit: 1 })
    const [twin] = twins.rows
    const other = twin?.findings.find(({ code }) => code === 'case-twin')?.other
    const chips = page().getByRole('group', { name: 'What to look at' })
    await chips.getByRole('button', { name: /^Case twin/ }).click()
    await page().getByRole('grid', { name: 'Groups' }).getByRole('row').nth(1).click()
    const panel = page().getByRole('complementary')
    const told = panel.getByRole('list', { name: 'What to look at in this group' })
    await told.getByText(`Case twin of “${other}”`).waitFor()
    expect(await faults(page())).toEqual([])
    await told.getByRole('button', { name: 'Move everybody there' }).first().click()
    expect(await panel.getByLabel('Move everybody to').inputValue()).toBe(other)
    await panel.getByRole('button', { name: 'Preview the move' }).click()
    const opened = await plan(page())
    await opened.getByText(`Move everybody from “${twin?.name}” to “${other}”`).waitFor()
    await press('Escape')
    await eventually(() => dialog(page()).count()).toBe(0)
    await press('Escape', 'Escape')
    await chips.getByRole('button', { name: /^All/ }).click()
  })

  test('are drafted in a person’s panel as in the matrix, and whoever waits is marked in the tables', {
    timeout: 120_000,
  }, async () => {
    const { rows } = await ask(page(), 'users.page', { status: ['active'], limit: 1 })
    const [person] = rows
    const { rows: all } = await ask(page(), 'groups.page', { limit: 50 })
    const joins = all.find(({ name }) => !person?.groups.includes(name) && /^[\w ]+$/.test(name))?.name ?? ''
    await page().evaluate((username) => {
      location.hash = `#/users?person=${encodeURIComponent(username)}`
    }, person?.username ?? '')
    const panel = page().getByRole('complementary')
    const field = panel.getByLabel('Draft joining or leaving a group')
    await field.fill(joins)
    await panel.getByRole('status').getByRole('button').first().waitFor()
    await field.press('Enter')
    await panel.getByText(`+ will be added to ${joins}`).waitFor()
    await eventually(async () => (await ask(page(), 'groups.draft', {})).items).toMatchObject([
      { username: person?.username, group: joins, member: true },
    ])
    const marked = page().getByRole('grid').first().getByRole('row').filter({ hasText: 'drafted groups: +1' })
    await eventually(() => marked.count()).toBe(1)
    expect(await marked.textContent()).toContain(person?.username)
    expect(await faults(page())).toEqual([])
    await panel.getByRole('link', { name: 'Preview the draft in the matrix' }).press('Enter')
    await bar().getByText('1 change in 1 person: 1 added').waitFor()
    await bar().getByRole('button', { name: 'Discard' }).click()
    await eventually(() => bar().count()).toBe(0)
    await page().getByRole('button', { name: 'All groups' }).click()
  })

  test('keep somebody whom the list lacks, left out of the plan by keyboard and with a reason', {
    timeout: 120_000,
  }, async () => {
    await press('Escape', 'Escape')
    const all = await ask(page(), 'groups.page', { sort: 'members', direction: 'desc', limit: 500 })
    const group = all.rows.find(({ members }) => members < 200)
    if (group === undefined) throw new Error('no group')
    await page().locator('[data-search]').first().fill(group.name)
    const grid = page().getByRole('grid', { name: 'Groups' })
    await grid
      .getByRole('row', { name: new RegExp(group.name.replaceAll(/[^ \w]/g, '.')) })
      .first()
      .click()
    const panel = page().getByRole('complementary', { name: `Group ${group.name}` })
    await panel.getByRole('button', { name: 'Add, remove, sync' }).click()
    await panel.getByText('Exact').click()
    const members = await ask(page(), 'groups.get', { name: group.name, limit: 500 })
    const listed = members.rows.slice(0, Math.max(1, members.total - 8)).map(({ username }) => username)
    const leaving = members.total - listed.length
    expect(leaving).toBeGreaterThan(6)
    await panel.getByLabel('People').fill(listed.join('\n'))
    await press('Control+Enter')
    const opened = await plan(page())
    await opened.getByText(`Members: ${members.total} now, ${listed.length} afterwards`).waitFor()
    await opened.getByRole('button', { name: /^Will change/ }).click()
    await opened.getByRole('grid', { name: 'Rows of the plan' }).focus()
    await press('ArrowDown', 'l')
    await opened.getByLabel(/^Why .* is left out/).waitFor()
    await page().keyboard.type('on parental leave')
    await press('Enter')
    await opened.getByText(`Members: ${members.total} now, ${listed.length + 1} afterwards`).waitFor()
    await opened.getByRole('button', { name: /^Unchanged/ }).click()
    await opened.getByRole('grid', { name: 'Rows of the plan' }).focus()
    await press('Control+End')
    await opened.getByText('Left out: on parental leave').first().waitFor()
    expect(await faults(page())).toEqual([])
    await press('Escape')
  })
})
