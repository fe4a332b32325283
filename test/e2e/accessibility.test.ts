import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, focused } from './acts.ts'
import { type Console, grid, openConsole, openDemo, settled } from './console.ts'

let window: Console
const page = () => window.page

const findings = () => faults(page())
const theme = async (name: 'Light' | 'Dark') => {
  await page().getByRole('button', { name: 'Theme' }).click()
  await page().getByRole('menuitem', { name, exact: true }).click()
  await page().locator(`html[data-mantine-color-scheme="${name.toLowerCase()}"]`).waitFor()
}
const go = (hash: string) =>
  page().evaluate((next) => {
    location.hash = next
  }, hash)

beforeAll(async () => {
  window = await openConsole()
})
afterAll(() => window?.close())

describe('axe finds nothing', () => {
  test('on the first screens', async () => {
    await page().getByRole('heading', { name: 'Connect your company' }).waitFor()
    expect(await findings()).toEqual([])
    await page().getByRole('button', { name: 'Connect a company' }).click()
    await page().getByRole('button', { name: 'Check and connect' }).click()
    await page().getByText('Enter the account number.').waitFor()
    expect(await findings()).toEqual([])
    await page().getByRole('button', { name: 'Back' }).click()
    await openDemo(page())
  })

  for (const scheme of ['Light', 'Dark'] as const) {
    // The same page in the other theme: what was looked for already differs in its colours alone.
    const found = () => faults(page(), { colours: scheme === 'Dark' })

    test(`on every screen of the side bar, ${scheme.toLowerCase()}`, { timeout: 180_000 }, async () => {
      await theme(scheme)
      const links = page().getByRole('navigation', { name: 'Screens' }).getByRole('link')
      const names = await links.evaluateAll((all) => all.map((link) => link.querySelector('span')?.textContent ?? ''))
      expect(names).toEqual(
        expect.arrayContaining(['Overview', 'Users', 'Groups', 'Scores', 'Shared folders', 'Settings']),
      )
      for (const name of names) {
        await links.filter({ has: page().getByText(name, { exact: true }) }).click()
        await page().getByRole('heading', { level: 1 }).first().waitFor()
        expect({ name, faults: await found() }).toEqual({ name, faults: [] })
      }
    })

    // A dozen looks by the checker, of which each takes seconds on a busy machine.
    test(`on what opens over them, ${scheme.toLowerCase()}`, { timeout: 180_000 }, async () => {
      await go('#/users')
      await grid(page()).focus()
      await page().keyboard.press('Enter')
      await page().getByRole('complementary').getByRole('heading', { level: 2 }).waitFor()
      for (const tab of [/^Folders/, /^History/, /^Overview/]) {
        await page().getByRole('complementary').getByRole('tab', { name: tab }).click()
        expect({ tab, faults: await found() }).toEqual({ tab, faults: [] })
      }
      await page().getByRole('button', { name: 'Close panel' }).click()
      await grid(page()).focus()
      await page().keyboard.press('Control+a')
      expect(await found()).toEqual([])
      await page().keyboard.press('Escape')
      for (const name of ['Filter', 'Columns', 'Views', 'Export']) {
        await page().getByRole('button', { name, exact: true }).click()
        await page().locator('[role="dialog"], [role="menu"]').first().waitFor()
        expect({ name, faults: await found() }).toEqual({ name, faults: [] })
        await page().keyboard.press('Escape')
        await page().locator('[role="dialog"], [role="menu"]').first().waitFor({ state: 'detached' })
      }
      await page().keyboard.press('Control+k')
      await page().getByRole('dialog').waitFor()
      await page().keyboard.type('a')
      await page().getByRole('option').first().waitFor()
      expect(await found()).toEqual([])
      await page().keyboard.press('Escape')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      for (const part of ['companies', 'appearance', 'refresh', 'calls', 'diagnostics']) {
        await go(`#/settings?part=${part}`)
        await page().getByRole('heading', { level: 2 }).first().waitFor()
        expect({ part, faults: await found() }).toEqual({ part, faults: [] })
      }
      await go('#/groups?group=Engineering')
      await page().getByRole('complementary').getByRole('grid').waitFor()
      expect(await found()).toEqual([])
      await go('#/users')
    })
  }
})

describe('with the keyboard alone', () => {
  test('a dialog keeps Tab where what had the focus is gone', async () => {
    await go('#/users')
    await page().getByRole('button', { name: 'Columns', exact: true }).focus()
    await page().keyboard.press('?')
    const inside = () => page().evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)
    await expect.poll(inside).toBe(true)
    // As a button does that cannot be pressed any more while its act goes on.
    await page().evaluate(() => (document.activeElement as HTMLElement).blur())
    expect(await inside()).toBe(false)
    await page().keyboard.press('Tab')
    expect(await inside()).toBe(true)
    await page().keyboard.press('Escape')
    await page().getByRole('dialog').waitFor({ state: 'detached' })
  })

  /** Where the focus is, in words. */
  const focused = () =>
    page().evaluate(() => {
      const at = document.activeElement
      return at
        ? `${at.getAttribute('role') ?? at.tagName.toLowerCase()} ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 40)}`.trim()
        : ''
    })

  test('the table is one stop, and everything about it can be reached', async () => {
    await go('#/users')
    await page().getByLabel('Search name or address').focus()
    const stops: string[] = []
    for (let at = 0; at < 6; at += 1) {
      await page().keyboard.press('Tab')
      stops.push(await focused())
    }
    expect(stops.filter((stop) => stop.startsWith('grid'))).toEqual(['grid People'])
    expect(stops.some((stop) => stop.includes('Filter'))).toBe(true)
  })

  test('what has the focus can be seen', async () => {
    for (const theOther of ['Light', 'Dark'] as const) {
      await theme(theOther)
      for (const name of ['Refresh from LastPass', 'Columns', 'What this count means']) {
        await page().getByRole('button', { name, exact: true }).focus()
        await page().keyboard.press('Shift+Tab')
        await page().keyboard.press('Tab')
        const outline = await page().evaluate(() => {
          const style = getComputedStyle(document.activeElement as Element)
          return { width: Number.parseFloat(style.outlineWidth), kind: style.outlineStyle }
        })
        expect({ name, ...outline }).toEqual({ name, width: expect.any(Number), kind: 'solid' })
        expect(outline.width).toBeGreaterThanOrEqual(2)
      }
    }
  })

  test('the cell under the cursor is the grid’s active descendant', async () => {
    await grid(page()).focus()
    await page().keyboard.press('Home')
    await page().keyboard.press('ArrowDown')
    const text = await page().evaluate(() => {
      const active = document.activeElement?.getAttribute('aria-activedescendant')
      return document
        .getElementById(active ?? '')
        ?.closest('[role="row"]')
        ?.getAttribute('aria-rowindex')
    })
    expect(text).toBe('3')
  })

  test('G then a letter goes to a screen, ? shows all keys, Escape leaves', async () => {
    await page().keyboard.press('g')
    await page().keyboard.press('f')
    await page().getByRole('heading', { level: 1, name: 'Shared folders' }).waitFor()
    await page().keyboard.press('?')
    await page().getByRole('dialog', { name: 'All keys' }).waitFor()
    await page().keyboard.press('Escape')
    await page().getByRole('dialog').waitFor({ state: 'detached' })
    await page().keyboard.press('g')
    await page().keyboard.press('u')
    await page().getByRole('heading', { level: 1, name: 'Users' }).waitFor()
  })

  test('letters typed into a field are letters', async () => {
    await page().keyboard.press('/')
    await page().keyboard.type('g f ?')
    expect(await page().getByLabel('Search name or address').inputValue()).toBe('g f ?')
    expect(await page().getByRole('dialog').count()).toBe(0)
    await page().keyboard.press('Escape')
  })

  test('changes of the list are said to who cannot see them', async () => {
    await page().keyboard.press('/')
    await page().keyboard.type('nobody at all')
    await expect.poll(() => page().getByTestId('live').textContent()).toBe('0 people in the list')
    await page().keyboard.press('Escape')
    await expect.poll(() => page().getByTestId('live').textContent()).toMatch(/^\d+ people in the list$/)
    await grid(page()).focus()
    await page().keyboard.press('Home')
    await page().keyboard.press('Space')
    await expect.poll(() => page().getByTestId('live').textContent()).toBe('1 selected')
    await page().keyboard.press('Escape')
  })
})

describe('other people’s settings', () => {
  test('with reduced motion nothing moves', async () => {
    await page().emulateMedia({ reducedMotion: 'reduce' })
    const longest = await page().evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('*')].map(
          (element) => Number.parseFloat(getComputedStyle(element).transitionDuration) || 0,
        ),
      ),
    )
    expect(longest).toBeLessThan(0.001)
    await page().emulateMedia({ reducedMotion: null })
  })

  describe('at 200 %', () => {
    const zoom = (factor: number) =>
      window.app.evaluate(
        ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to as number),
        factor,
      )
    beforeAll(async () => {
      await zoom(2)
      await page().waitForFunction(() => innerWidth === 640)
    })
    afterAll(() => zoom(1))
    /** What can be pressed or typed into, and lies outside the window where nothing scrolls to it. */
    const unreachable = () =>
      page().evaluate(() => {
        const scrolls = (element: Element, way: 'overflowX' | 'overflowY'): boolean => {
          const parent = element.parentElement
          return parent !== null && (/auto|scroll/.test(getComputedStyle(parent)[way]) || scrolls(parent, way))
        }
        return [...document.querySelectorAll('h1, h2, button, a, input, textarea, select, [role="tab"]')]
          .filter((element) => {
            const box = element.getBoundingClientRect()
            if (box.width <= 1 || box.height <= 1 || element.matches('[class*="skip"], [type="file"], [aria-hidden]'))
              return false
            const aside = box.right > innerWidth + 1 || box.left < -1
            const below = box.bottom > innerHeight + 1 || box.top < -1
            return (aside && !scrolls(element, 'overflowX')) || (below && !scrolls(element, 'overflowY'))
          })
          .map((element) => element.outerHTML.slice(0, 120))
      })

    test.each([
      '#/overview',
      '#/scores',
      '#/users',
      '#/groups',
      '#/joiners',
      ...['many', 'waiting', 'invited', 'rules'].map((part) => `#/joiners?part=${part}`),
      '#/folders',
      '#/audit',
      '#/leavers',
      '#/leavers?part=cases',
      '#/leavers?part=compare',
      ...['waiting', 'jobs', 'errors', 'journal', 'calls'].map((part) => `#/changes?part=${part}`),
      ...['companies', 'appearance', 'refresh', 'safety', 'seat', 'diagnostics'].map(
        (part) => `#/settings?part=${part}`,
      ),
      '#/connect',
    ])('everything of %s is in the window, or scrolled to', async (hash) => {
      await go(hash)
      await page().getByRole('heading', { level: 1 }).first().waitFor()
      expect(await unreachable()).toEqual([])
      expect(await page().evaluate(() => document.documentElement.scrollWidth)).toBe(640)
      // How old the data is, is not cut.
      const [shown, whole] = await page()
        .getByRole('banner')
        .getByRole('button', { name: /^As of/ })
        .evaluate((element) => [element.clientWidth, element.scrollWidth])
      expect(shown).toBe(whole)
    })

    test('the table has rows, and the menu of filters and a plan are whole', async () => {
      await go('#/users')
      await settled(page())
      expect((await grid(page()).boundingBox())?.height).toBeGreaterThan(180)
      await page().getByRole('button', { name: 'Filter', exact: true }).click()
      await page().getByRole('tab', { name: 'Group' }).click()
      const menu = await page().getByRole('dialog').boundingBox()
      expect((menu?.y ?? 0) + (menu?.height ?? 0)).toBeLessThanOrEqual(400)
      await page().keyboard.press('Escape')
      // The menu gives the focus back a moment after it was closed.
      await page().getByRole('dialog').waitFor({ state: 'hidden' })
      await expect.poll(() => focused(page())).toMatch(/^Filter/)
      await grid(page()).focus()
      for (const key of ['Home', 'Space', ...Array<string>(11).fill('Shift+ArrowDown')])
        await page().keyboard.press(key)
      expect((await page().getByRole('group', { name: 'Selection' }).boundingBox())?.height).toBeLessThan(46)
      await page().getByRole('button', { name: 'Disable 12 people' }).click()
      const dialog = page().getByRole('dialog')
      await dialog.getByRole('gridcell').first().waitFor()
      // Each part ends where the next one begins.
      const ends = await dialog.evaluate((element) => {
        const parts = [...(element.querySelector('[role="tablist"]')?.parentElement?.parentElement?.children ?? [])]
        const boxes = parts.filter((part) => part.tagName !== 'FOOTER').map((part) => part.getBoundingClientRect())
        return boxes.map((box, at) => (boxes[at + 1]?.top ?? Number.POSITIVE_INFINITY) - box.bottom)
      })
      expect(ends.length).toBeGreaterThan(2)
      for (const gap of ends) expect(gap).toBeGreaterThanOrEqual(0)
      const last = dialog.locator('[role="tabpanel"]').getByRole('grid')
      expect((await last.boundingBox())?.height).toBeGreaterThan(150)
      await page().keyboard.press('Escape')
      await page().keyboard.press('Escape')
    })
  })
})
