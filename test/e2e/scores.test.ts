import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, faults } from './acts.ts'
import { type Console, count, openConsole, openDemo } from './console.ts'

let opened: Console
const folder = mkdtempSync(join(tmpdir(), 'provost-scores-'))
const page = () => opened.page
const goTo = async (name: 'Overview' | 'Scores' | 'Users') => {
  await page().getByRole('navigation', { name: 'Screens' }).getByRole('link', { name, exact: true }).click()
  await page().getByRole('heading', { level: 1, name }).waitFor()
}
beforeAll(async () => {
  opened = await openConsole()
  await openDemo(page())
}, 90_000)
afterAll(async () => {
  expect(opened.complaints).toEqual([])
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
})
describe('the overview', () => {
  test('is the first screen, and its numbers are those of the lists behind them', async () => {
    await page().evaluate(() => {
      location.hash = '#/'
    })
    await page().getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    const summary = await ask(page(), 'scores.summary', {})
    const ring = page().getByRole('img', { name: /of 100/ })
    expect(await ring.getAttribute('aria-label')).toContain(`${summary.average} of 100`)
    const below = page().getByRole('region', { name: 'Below 50' })
    expect(await below.textContent()).toContain(String(summary.belowThreshold))
    await below.getByRole('link').click()
    await page().getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    await expect.poll(() => count(page())).toBe(summary.belowThreshold)
  })

  test('says since which day departments changed, and how the scores of each are spread', async () => {
    await goTo('Overview')
    const { rows, since } = await ask(page(), 'scores.scopes', { kind: 'department', days: 30 })
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(since ?? 0))
    const table = page().getByRole('region', { name: 'By department' })
    await table.getByRole('columnheader', { name: `Since ${day}` }).waitFor()
    expect(await page().getByRole('region', { name: 'Organisation score' }).textContent()).toContain(`since ${day}`)
    const [low, fair, good, best] = rows[0]?.distribution ?? []
    const strip = table.getByRole('img', { name: /^Scores 0–25/ }).first()
    expect(await strip.getAttribute('aria-label')).toBe(
      `Scores 0–25: ${low}, 26–50: ${fair}, 51–75: ${good}, 76–100: ${best}`,
    )
  })

  test('leads from what needs attention to exactly so many', async () => {
    await goTo('Overview')
    const button = page()
      .getByRole('complementary', { name: 'Needs attention' })
      .getByRole('button', { name: /^Show .*Never logged in/ })
    const many = Number(/\d+/.exec((await button.textContent()) ?? '')?.[0])
    await button.click()
    await page().getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    await expect.poll(() => count(page())).toBe(many)
  })

  test('reads each day of its line by the keyboard, and shows the same as a table', async () => {
    await goTo('Overview')
    const chart = page().getByRole('img', { name: /Average score of everyone/ })
    await chart.focus()
    const { points } = await ask(page(), 'scores.trend', {})
    await page().keyboard.press('End')
    const figure = page().getByRole('figure', { name: /Average score of everyone/ })
    await expect.poll(() => figure.textContent()).toContain(`: ${points.at(-1)?.average}`)
    await page().getByRole('button', { name: 'as a table' }).click()
    const first = page()
      .getByRole('row')
      .filter({ has: page().getByRole('cell') })
      .first()
    expect(await first.textContent()).toContain(String(points.at(-1)?.average))
    await page().getByRole('button', { name: 'as a chart' }).click()
  })

  test('copies its line as a picture, in which there is something', async () => {
    await goTo('Overview')
    await opened.app.evaluate(({ clipboard }) => clipboard.clear())
    await page().getByRole('button', { name: 'copy as a picture' }).click()
    await page().getByText('The chart was copied as a picture.').waitFor()
    const { width, height, colours } = await opened.app.evaluate(async ({ clipboard, nativeImage }) => {
      // Newer versions of Electron read items, as a page does.
      const older = clipboard as unknown as { readImage?: () => Electron.NativeImage }
      const read = async () => {
        const blob = await (await clipboard.read())[0]?.getType('image/png')
        return nativeImage.createFromBuffer(Buffer.from((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)))
      }
      const image = older.readImage?.() ?? (await read())
      const pixels = image.toBitmap()
      const seen = new Set<number>()
      for (let at = 0; at < pixels.length; at += 4) seen.add(pixels.readUInt32LE(at))
      return { ...image.getSize(), colours: seen.size }
    })
    const box = await page()
      .getByRole('img', { name: /Average score of everyone/ })
      .boundingBox()
    expect([width, height]).toEqual([Math.ceil((box?.width ?? 0) * 2), Math.ceil((box?.height ?? 0) * 2)])
    expect(colours).toBeGreaterThan(10)
  })

  test.each(['Overview', 'Scores'] as const)('%s has nothing that axe complains about', async (name) => {
    await goTo(name)
    await page()
      .getByRole('img', { name: /Average score/ })
      .waitFor()
    expect(await faults(page())).toEqual([])
  })

  test.each(['Overview', 'Scores'] as const)('%s scrolls inside its frame, never the page itself', async (name) => {
    await goTo(name)
    await page()
      .getByRole('img', { name: /Average score/ })
      .waitFor()
    const beyond = () =>
      page().evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight)
    await expect.poll(beyond).toBe(0)
  })
})

describe('the scores', () => {
  test('show the line of a department in two acts from Users', async () => {
    await goTo('Users')
    await goTo('Scores')
    await page().getByRole('checkbox', { name: 'Sales' }).check()
    await page()
      .getByRole('img', { name: /Average score of everyone and Sales/ })
      .waitFor()
    await page()
      .getByText(/^Sales/)
      .first()
      .waitFor()
  })
})

describe('a snapshot for a manager', () => {
  test('is written in four acts, and opened with its banner; a byte more and nothing is shown', async () => {
    const path = join(folder, 'scores.provost')
    await opened.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen })) as never
    }, path)
    await goTo('Overview')
    await page().getByRole('button', { name: 'Snapshot for a manager' }).click()
    const dialog = page().getByRole('dialog')
    await dialog.getByRole('region', { name: 'Numbers' }).waitFor()
    expect(await faults(page())).toEqual([])
    await dialog.getByRole('button', { name: 'Write the snapshot' }).click()
    await page().getByText('The snapshot was written').waitFor()
    const content = readFileSync(path, 'utf8')
    const { state, own, body } = await ask(page(), 'snapshots.open', { content })
    expect([state, own, body?.people]).toEqual(['valid', true, 'hidden'])
    writeFileSync(path, content.replace('"body":"', '"body":"A'))
    expect(await ask(page(), 'snapshots.open', { content: readFileSync(path, 'utf8') })).toMatchObject({
      state: 'altered',
      body: null,
    })
  })

  test('is about the departments, groups, days and fewest people that were chosen', async () => {
    await goTo('Overview')
    await page().getByRole('button', { name: 'Snapshot for a manager' }).click()
    const dialog = page().getByRole('dialog')
    const write = dialog.getByRole('button', { name: 'Write the snapshot' })
    await dialog.getByText('Numbers about fewer than 5 people are withheld').waitFor()
    await dialog.getByLabel('Fewest people that a number may be about').fill('12')
    await dialog.getByText('Numbers about fewer than 12 people are withheld').waitFor()
    await dialog.getByLabel('From', { exact: true }).fill('2026-13-01')
    await dialog.getByText('Write the day as 2027-03-31.').waitFor()
    expect(await write.isDisabled()).toBe(true)
    await dialog.getByLabel('From', { exact: true }).fill('')
    const about = dialog.getByLabel('What it is about').first()
    await about.fill('Sales')
    await page().keyboard.press('ArrowDown')
    await page().keyboard.press('Enter')
    await dialog.getByText(/^Sales, /).waitFor()
    await page().keyboard.press('Escape')
    await page().keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })
})
