import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, goTo, over, plan, send } from './acts.ts'
import { type Console, connect, grid, openConsole, openService, resize, row } from './console.ts'

// Tables that use the room there is, and stay where they are while something above them changes.

let service: Awaited<ReturnType<typeof openService>>
let opened: Console
const page = () => opened.page
let leavers: string[] = []
beforeAll(async () => {
  service = await openService({ people: 200 })
  opened = await openConsole({ width: 1280, height: 800 })
  await connect(page(), service)
  await ask(page(), 'guards.set', { holdSeconds: 5 })
  await enable(page())
  const { rows } = await ask(page(), 'users.page', { status: ['active'], admin: false, limit: 12 })
  leavers = rows.map(({ username }) => username)
})
afterAll(async () => {
  expect(opened.complaints).toEqual([])
  await opened.close()
  await service.served.close()
})

test('the rows of a plan take the room that its dialog has', async () => {
  await goTo(page(), 'Leavers')
  await page().getByLabel('Who leaves?').fill(leavers.join('\n'))
  await page().keyboard.press('Control+Enter')
  await page()
    .getByRole('button', { name: /^Preview: disable/ })
    .click()
  const opening = await plan(page())
  await row(page(), 0).getByRole('gridcell').first().waitFor()
  const { between, least, height } = await opening.evaluate((dialog) => {
    const box = (each: Element | null | undefined) => each?.getBoundingClientRect() ?? new DOMRect()
    const grid = box(dialog.querySelector('[role="grid"]'))
    const field = box(dialog.querySelector('input'))
    return {
      between: field.top - grid.bottom,
      least: box(dialog.querySelector('[role="row"][data-row="0"]')).height,
      height: grid.height,
    }
  })
  // Six of the twelve with their head, and less than one more row of room that nothing uses.
  expect(height).toBeGreaterThan(6 * least)
  expect(between).toBeLessThan(least)
})

test('the table of a case stays where it is while its job runs, and once it is over', async () => {
  await dialog(page()).getByRole('textbox').fill(String(leavers.length))
  // Narrow enough that one more button would stand on a line of its own.
  await resize(opened.app, 1000, 800)
  const job = await send(page())
  await dialog(page()).waitFor({ state: 'detached' })
  await row(page(), 0).getByRole('gridcell').first().waitFor()
  const top = async () => Math.round((await grid(page()).boundingBox())?.y ?? 0)
  const next = page().getByRole('button', { name: 'Plan the next step' })
  expect(await next.isDisabled()).toBe(true)
  const tops = [await top()]
  await ask(page(), 'jobs.sendNow', { job })
  tops.push(await top())
  await over(page(), job)
  await eventually(() => next.isEnabled()).toBe(true)
  tops.push(await top())
  expect(tops).toEqual([tops[0], tops[0], tops[0]])
  await resize(opened.app, 1280, 800)
})

test('an address of a screen that is no more leads to the first one', async () => {
  await page().evaluate(() => {
    location.hash = '#/no-such-screen'
  })
  await page().getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
})
