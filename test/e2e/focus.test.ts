import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, dialog, enable, goTo, plan } from './acts.ts'
import { type Console, connect, grid, openConsole, openService } from './console.ts'

let window: Console
let service: Awaited<ReturnType<typeof openService>>
const page = (): Page => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
/** What has the focus in the very frame after everything that a key did was drawn. */
const focused = () =>
  page().evaluate(
    () =>
      new Promise<string>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.activeElement?.tagName ?? 'none'))),
      ),
  )

beforeAll(async () => {
  service = await openService({ people: 60 })
  window = await openConsole()
  await connect(page(), service)
  await ask(page(), 'guards.set', { holdSeconds: 0 })
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
})
beforeEach(async () => {
  await goTo(page(), 'Users')
  await grid(page()).focus()
  await press('Control+Home')
})

/** By keyboard: opens the first person's panel and the plan to disable them. */
async function openPlan(): Promise<void> {
  await grid(page()).focus()
  await press('Control+Home')
  await press('Enter')
  const button = page()
    .getByRole('complementary')
    .last()
    .getByRole('button', { name: /^(Disable|Enable)$/ })
  await button.focus()
  await press('Enter')
  await plan(page())
}

describe('the focus', () => {
  test('is back at once when a plan is closed by Esc', async () => {
    await openPlan()
    expect(await page().evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true)
    await press('Escape')
    await dialog(page()).waitFor({ state: 'hidden' })
    expect(await focused()).toBe('BUTTON')
  })

  test('is back at once when a plan is closed, kept, and sent by its buttons', async () => {
    await enable(page())
    for (const name of ['Close', 'Keep for later', /^(Disable|Enable) /] as const) {
      await openPlan()
      const button = dialog(page())
        .getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) })
        .last()
      await button.focus()
      await press('Enter')
      await dialog(page()).waitFor({ state: 'hidden' })
      expect(await focused(), String(name)).not.toBe('BODY')
      await page().getByRole('complementary').last().getByRole('button').first().focus()
      await press('Escape')
      expect(await focused(), 'the panel').not.toBe('BODY')
    }
  })

  test('stays in the list when the panel is closed from inside', async () => {
    await press('Enter')
    const panel = page().getByRole('complementary').last()
    await panel.getByRole('button').first().focus()
    await press('Escape')
    expect(await focused()).not.toBe('BODY')
  })

  test('goes to the drawer of a job and back', async () => {
    await goTo(page(), 'Changes')
    await page()
      .getByRole('navigation', { name: 'Parts of the changes' })
      .getByRole('button', { name: 'Running' })
      .click()
    await page().getByRole('grid', { name: 'Jobs' }).focus()
    await press('Control+Home', 'Enter')
    await dialog(page()).waitFor()
    await press('Escape')
    await dialog(page()).waitFor({ state: 'hidden' })
    expect(await focused()).not.toBe('BODY')
  })
})
