import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { expect } from 'vitest'
import type { CallName, Input, Output } from '../../src/contract/calls.ts'
import type { Result } from '../../src/contract/failure.ts'
import { within } from './launch.ts'

/** What becomes so within a while. */
export const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 })

/** Asks main itself, past the page's own code. */
export const call = <C extends CallName>(page: Page, name: C, input: Input<C>): Promise<Result<Output<C>>> =>
  within(
    `The answer to ${name}`,
    page.evaluate(
      ([each, question]) => globalThis.window.provost.call(each as string, question, -1) as Promise<never>,
      [name, input] as const,
    ),
    50_000,
  )

/** What main answers; fails the test when it refuses. */
export async function ask<C extends CallName>(page: Page, name: C, input: Input<C>): Promise<Output<C>> {
  const result = await call(page, name, input)
  if (!result.ok) throw new Error(`${name}: ${result.failure.message}`)
  return result.value
}

export const dialog = (page: Page) => page.getByRole('dialog')
/** The plan dialog, once its rows are there. */
export async function plan(page: Page) {
  const opened = dialog(page)
  await opened.getByRole('tab', { name: 'In words' }).waitFor()
  return opened
}
/** The button that sends: the last one of the dialog. */
export const sender = (page: Page) => dialog(page).getByRole('button').last()
export const undoInToast = (page: Page) => page.locator('[data-state="holding"]').getByRole('button', { name: /^Undo/ })

/** Does what sends a plan, by the button unless told otherwise, and gives the job that came of it. */
export async function send(page: Page, act = () => sender(page).click()): Promise<string> {
  const newest = async () => (await ask(page, 'jobs.page', { limit: 1 })).rows[0]?.id ?? ''
  const before = await newest()
  await act()
  await eventually(async () => (await newest()) !== before).toBe(true)
  return newest()
}
/** Has plans sent without their hold, for what is about something else: what the hold is for is tried in changes.test.ts. */
export const sendAtOnce = (page: Page) => ask(page, 'guards.set', { holdSeconds: 0 })
/** Waits until a job is over, hold included, and gives it with its rows. */
export const over = (page: Page, job: string): Promise<Output<'jobs.wait'>> =>
  ask(page, 'jobs.wait', { job, timeoutMs: 30_000 })

/** Makes sure that changes are on, by the button at the top. */
export async function enable(page: Page): Promise<void> {
  const { enabledUntil } = await ask(page, 'writing.state', {})
  if (enabledUntil !== null) return
  await page.getByRole('banner').getByRole('button', { name: 'Enable changes' }).click()
  await page.getByRole('banner').getByText('Changes on').waitFor()
}

/** What has the focus, by its name. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent
    return element?.getAttribute('aria-label') ?? label ?? element?.textContent?.trim() ?? ''
  })
/** Presses Tab until this has the focus: within so many, or it is too far for anybody. */
export async function tabTo(page: Page, name: RegExp, key = 'Tab', most = 24): Promise<void> {
  const met: string[] = []
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press(key)
    const now = await focused(page)
    if (name.test(now)) return
    met.push(now.slice(0, 40))
  }
  throw new Error(`${name} was not met: ${met.join(' | ')}`)
}

/** Chooses a part of a screen by its tab. */
export const part = (page: Page, screen: string, name: string) =>
  page
    .getByRole('navigation', { name: `Parts of the ${screen}` })
    .getByRole('button', { name })
    .click()

/** Goes to a screen by the side bar. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click()
  await page.getByRole('heading', { level: 1, name: screen }).waitFor()
}

/**
 * What axe finds against WCAG 2.2 A and AA and against good practice, with the place of each. `colours`: only what differs
 * from one theme to the other, for a page whose other faults were looked for already. A fault is found twice: a toast may have
 * been on its way out the first time.
 */
export async function faults(page: Page, { colours = false } = {}): Promise<string[]> {
  const found = await faultsNow(page, colours)
  return found.length === 0 ? found : faultsNow(page, colours)
}

async function faultsNow(page: Page, colours: boolean): Promise<string[]> {
  // Colours on their way from one theme to the other, and toasts on their way in, are nobody's choice.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  )
  // Of what is in order, axe would describe every place: a third of its time, and more than that to hand over.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await (colours
    ? builder.withRules(['color-contrast', 'link-in-text-block'])
    : builder
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        // Toasts and menus are drawn at the end of the page, outside its landmarks, and are announced as they come.
        .disableRules(['region'])
  ).analyze()
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${impact} ${id}: ${html.slice(0, 300)} ${failureSummary}`),
  )
}

/** Chooses light or dark. */
export async function theme(page: Page, name: 'Light' | 'Dark'): Promise<void> {
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitem', { name }).click()
  await page.locator(`html[data-mantine-color-scheme="${name.toLowerCase()}"]`).waitFor()
}

/** A picture of the window in both themes, where `PROVOST_LOOK` names a folder. */
export async function look(page: Page, name: string): Promise<void> {
  if (!process.env.PROVOST_LOOK) return
  for (const colours of ['Light', 'Dark'] as const) {
    await theme(page, colours)
    await page.screenshot({ path: `${process.env.PROVOST_LOOK}/${name}-${colours}.png` })
  }
}
