import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { electronBinary } from '../../scripts/setup.mjs'
import { ask } from '../e2e/acts.ts'
import { openDemo, row } from '../e2e/console.ts'
import { launch, makeHome } from '../e2e/launch.ts'
import { median, percentile, report } from './report.ts'

// How the window feels at 100,000 people: start, memory, search as you type, scrolling. Compared with the same Electron showing an
// empty static page. Needs the built application and a display.

const people = Number(process.env.PEOPLE ?? 100_000)
const starts = 5

/** Rows of plain text that move as one scrolls: the least that a list of this size costs here. */
const plainList = `<!doctype html><title>Plain</title>
<style>
  #grid { height: 700px; overflow: auto; font: 13px sans-serif }
  #all { position: relative; height: ${33 * 100_000}px }
  .row { position: absolute; inset: 0 0 auto; display: flex; height: 33px }
  .row span { flex: none; width: 140px }
</style>
<div id="grid" role="grid"><div id="all"></div></div>
<script>
  const [grid, all] = ['grid', 'all'].map((id) => document.getElementById(id))
  const rows = Array.from({ length: 30 }, () => all.appendChild(document.createElement('div')))
  for (const row of rows) {
    row.className = 'row'
    row.append(...Array.from({ length: 7 }, () => document.createElement('span')))
  }
  grid.addEventListener('scroll', () => {
    const first = Math.floor(grid.scrollTop / 33)
    for (let at = first; at < first + rows.length; at++) {
      const row = rows[at % rows.length]
      if (row.dataset.at === String(at)) continue
      row.dataset.at = at
      row.style.transform = 'translateY(' + at * 33 + 'px)'
      for (const [n, cell] of [...row.children].entries()) cell.textContent = 'Cell ' + n + ' of ' + at
    }
  })
</script>`

/** An application of one file that shows an empty page: what Electron itself costs. */
function emptyApplication(): string {
  const folder = mkdtempSync(join(tmpdir(), 'provost-empty-'))
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","version":"1.0.0","main":"main.js"}')
  writeFileSync(join(folder, 'page.html'), '<!doctype html><title>Empty</title><p id="ready">Ready</p>')
  writeFileSync(join(folder, 'list.html'), plainList)
  writeFileSync(
    join(folder, 'main.js'),
    `const { app, BrowserWindow } = require('electron')
     app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('page.html'))`,
  )
  return folder
}

/** Megabytes of all processes, what they share counted once. */
async function memory(app: ElectronApplication): Promise<number> {
  return app.evaluate(async ({ app: electron }) => {
    const { readFileSync } = process.getBuiltinModule('node:fs')
    const proportional = (pid: number) =>
      Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    return electron.getAppMetrics().reduce((sum, { pid }) => sum + proportional(pid), 0) / 1024
  })
}

/** Milliseconds from the start of the process until the selector is drawn. */
async function startTime(args: string[], ready: string): Promise<{ milliseconds: number; megabytes: number }> {
  const begun = performance.now()
  const app = await _electron.launch({ executablePath: electronBinary(), args: ['--no-sandbox', ...args] })
  const page = await app.firstWindow()
  await page.locator(ready).first().waitFor()
  const milliseconds = performance.now() - begun
  // At rest: what starting needed has been given back.
  await page.waitForTimeout(4000)
  const megabytes = await memory(app)
  await app.close()
  return { milliseconds, megabytes }
}

/** Scrolls through 10,000 rows, a notch of a wheel in every frame: as fast as a wheel can be turned. */
async function scroll(page: Page): Promise<{ median: number | undefined; late: number }> {
  return page.evaluate(async () => {
    const scroller = [...document.querySelectorAll<HTMLElement>('[role="grid"], [role="grid"] *')].find(
      (element) => element.scrollHeight > element.clientHeight + 10_000,
    )
    if (!scroller) throw new Error('the table does not scroll')
    const frames: number[] = []
    let last = performance.now()
    const end = 10_000 * 33
    for (let top = 0; top < end; top += 120) {
      scroller.scrollTop = top
      await new Promise(requestAnimationFrame)
      const now = performance.now()
      frames.push(now - last)
      last = now
    }
    // A frame that is a millisecond late was shown in time: the clock's own jitter.
    const sorted = frames.toSorted((a, b) => a - b)
    return {
      median: sorted[sorted.length >> 1],
      late: frames.filter((frame) => frame > 17.7).length / frames.length,
    }
  })
}

/** Milliseconds from the press on Overview until it is painted with its numbers: in a page that never showed it, so that all is read. */
async function overviewPaint(app: ElectronApplication, page: Page): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/users'
  })
  const anew = page.waitForEvent('domcontentloaded')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload())
  await anew
  await row(page, 0).waitFor()
  await page.waitForTimeout(1000)
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const begun = performance.now()
        const ready = () =>
          document.querySelector('[aria-label="Organisation score"] svg') &&
          document.querySelector('[aria-label="Managed users"]')
        const look = () =>
          requestAnimationFrame(() => (ready() ? setTimeout(() => resolve(performance.now() - begun)) : look()))
        location.hash = '#/'
        look()
      }),
  )
}

const { home, remove } = makeHome()
const empty = emptyApplication()
try {
  const { app, page } = await launch(home)
  page.setDefaultTimeout(180_000)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
  await openDemo(page, people)

  // Search as you type: from the key press to the frame in which the rows are another search's.
  const search = page.getByPlaceholder('Search name or address')
  const times: number[] = []
  for (const word of ['anna', 'son', 'mar', 'lee', 'garcia', 'o']) {
    for (const letter of word) {
      const painted = page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const count = document.querySelector('[data-testid="count"]')
            addEventListener(
              'keydown',
              () => {
                const pressed = performance.now()
                const seen = new MutationObserver(() =>
                  requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed))),
                )
                const done = (time: number) => {
                  seen.disconnect()
                  resolve(time)
                }
                if (count) seen.observe(count, { childList: true, characterData: true, subtree: true })
                // The same count is an answer too; without a change within a second this key press is left out.
                setTimeout(() => done(Number.NaN), 1000)
              },
              { once: true, capture: true },
            )
          }),
      )
      await search.press(letter)
      times.push(await painted)
    }
    await search.fill('')
    await row(page, 0).waitFor()
  }
  const measured = times.filter((time) => !Number.isNaN(time))
  report('search as you type: key press to painted rows, p95', percentile(measured, 0.95), 'ms', { limit: 80 })
  report('search as you type, median', median(measured), 'ms')
  report('search as you type, key presses measured', measured.length, `of ${times.length}`)

  await page.waitForTimeout(500)
  const ours = await scroll(page)
  const paints: number[] = []
  for (let run = 0; run < 5; run++) paints.push(await overviewPaint(app, page))
  report('Overview, read from the store for the first time, to its paint', median(paints), 'ms', { limit: 200 })
  // What is measured from here on is at rest: no refresh by itself, however long the above took.
  await ask(page, 'settings.set', { staleMinutes: 10_080 })
  await app.close()

  const plain = await _electron.launch({ executablePath: electronBinary(), args: ['--no-sandbox', empty] })
  const plainPage = await plain.firstWindow()
  await plainPage.goto(pathToFileURL(join(empty, 'list.html')).href)
  const floor = await scroll(plainPage)
  await plain.close()
  report('scrolling 10,000 rows: frames over 16.7 ms', ours.late * 100, '%', { limit: 5, peer: floor.late * 100 })
  report('scrolling, median frame', ours.median ?? Number.NaN, 'ms', { peer: floor.median ?? Number.NaN })

  const own: { milliseconds: number; megabytes: number }[] = []
  const bare: { milliseconds: number; megabytes: number }[] = []
  const root = join(import.meta.dirname, '../..')
  for (let run = 0; run < starts; run++) {
    bare.push(await startTime([empty], '#ready'))
    own.push(await startTime([root, '--home', home], '[aria-label="Organisation score"] svg'))
  }
  const peer = median(bare.map(({ milliseconds }) => milliseconds))
  const value = median(own.map(({ milliseconds }) => milliseconds))
  report('start to the first screen from the local store', value, 'ms', { peer, ratio: value / peer, limit: 2 })
  const emptyMemory = median(bare.map(({ megabytes }) => megabytes))
  const ownMemory = median(own.map(({ megabytes }) => megabytes))
  report('memory of all processes at rest, beyond an empty page', ownMemory - emptyMemory, 'MB', {
    peer: emptyMemory,
    limit: 150,
  })
} finally {
  await remove()
  rmSync(empty, { recursive: true, force: true })
}
