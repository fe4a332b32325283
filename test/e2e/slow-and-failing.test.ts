import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { faults, theme } from './acts.ts'
import { type Console, openConsole, openDemo } from './console.ts'

// What Overview and Scores look like while a part of them is slow or cannot be read, in the real window.
let opened: Console
const page = () => opened.page
beforeAll(async () => {
  opened = await openConsole()
  await openDemo(page())
}, 90_000)
afterEach(() => answer('as ever', []))
afterAll(async () => {
  await opened.close()
})

/** Has main refuse these calls, or not answer them any more. */
const answer = (how: 'refuse' | 'wait' | 'as ever', names: readonly string[]) =>
  opened.app.evaluate(
    ({ ipcMain }, [mode, chosen]) => {
      type Answer = (event: unknown, name: string, input: unknown, id: number) => Promise<unknown>
      // Electron offers no way to ask for a handler that is there.
      const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Answer> }
      const kept = globalThis as { answerOfProvost?: Answer; unanswered?: unknown[] }
      kept.unanswered ??= []
      kept.answerOfProvost ??= handlers.get('call') as Answer
      const real = kept.answerOfProvost
      handlers.set('call', (event, name, input, id) => {
        if (mode === 'as ever' || !chosen.includes(name)) return real(event, name, input, id)
        return mode === 'wait'
          ? // Somebody has to hold on to it, else the page is told that nobody will answer.
            new Promise((resolve) => kept.unanswered?.push(resolve))
          : Promise.resolve({ ok: false, failure: { code: 'storage', message: 'The database could not be read.' } })
      })
    },
    [how, names] as const,
  )

async function show(address: string): Promise<void> {
  await page().evaluate((next) => {
    location.hash = next
  }, address)
  await page().reload()
  await page().getByRole('heading', { level: 1 }).waitFor()
}

const parts = [
  ['/overview', ['scores.summary']],
  ['/overview', ['scores.trend', 'scores.change', 'scores.scopes', 'scores.lists', 'scores.attention']],
  ['/scores', ['scores.summary']],
  ['/scores', ['scores.trend', 'scores.scopes', 'scores.lift', 'users.page']],
] as const

test.each(parts)('%s says that it is reading, in both themes, while %j are slow', async (address, names) => {
  await answer('wait', names)
  for (const name of ['Light', 'Dark'] as const) {
    await show(`#${address}`)
    await theme(page(), name)
    await page().getByText('Reading …').first().waitFor()
    expect(await faults(page(), { colours: name === 'Dark' })).toEqual([])
  }
})

test.each(parts)('%s says in both themes that %j failed, and reads them again when asked', async (address, names) => {
  await answer('refuse', names)
  for (const name of ['Light', 'Dark'] as const) {
    await show(`#${address}`)
    await theme(page(), name)
    await page().getByText('The database could not be read.').first().waitFor()
    expect(await faults(page(), { colours: name === 'Dark' })).toEqual([])
  }
  await answer('as ever', [])
  const again = page().getByRole('button', { name: 'Try again' })
  await again.first().waitFor()
  for (let left = await again.count(); left > 0; left--) await again.first().click()
  await page().getByText('The database could not be read.').first().waitFor({ state: 'detached' })
  await page()
    .getByRole('img', { name: /Average score of everyone/ })
    .waitFor()
})
