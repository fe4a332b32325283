import type { CDPSession, Page } from 'playwright'
import { ask } from '../e2e/acts.ts'
import { connect, openConsole, openService } from '../e2e/console.ts'
import { median, percentile, report } from './report.ts'

// The matrix of 1,000 people and 100 groups in the window: opening it, a tick to its paint, scrolling both ways. Scrolling is compared
// with an empty sheet of the same size in the same window: what this machine and its drawing cost anyway. Needs the built application.

const [people, groups] = [1000, 100]

/** Milliseconds that the page's thread worked so far, and the part of it that was script. */
async function worked(session: CDPSession): Promise<{ task: number; script: number; style: number; layout: number }> {
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => (metrics.find((each) => each.name === name)?.value ?? Number.NaN) * 1000
  return {
    task: of('TaskDuration'),
    script: of('ScriptDuration'),
    style: of('RecalcStyleDuration'),
    layout: of('LayoutDuration'),
  }
}

/** Lengths of the frames in which an element is scrolled to its end and back, a notch a frame. */
const scrolled = (page: Page, selector: string, way: 'scrollTop' | 'scrollLeft', notch: number) =>
  page.evaluate(
    async ([chosen, direction, by]) => {
      const element = document.querySelector<HTMLElement>(chosen)
      if (element === null) throw new Error('nothing to scroll')
      const size = direction === 'scrollTop' ? element.scrollHeight : element.scrollWidth
      const seen = direction === 'scrollTop' ? element.clientHeight : element.clientWidth
      const there = Array.from({ length: Math.ceil((size - seen) / by) }, (_, n) => n * by)
      const frames: number[] = []
      await new Promise(requestAnimationFrame)
      let last = performance.now()
      for (const place of [...there, ...there.toReversed()]) {
        element[direction] = place
        await new Promise(requestAnimationFrame)
        const now = performance.now()
        frames.push(now - last)
        last = now
      }
      return frames
    },
    [selector, way, notch] as const,
  )
// A frame that is a millisecond late was shown in time: the clock's own jitter.
const lateOf = (frames: readonly number[]) => (100 * frames.filter((frame) => frame > 17.7).length) / frames.length

const service = await openService({ people })
const { edit } = service.demo
const teams = Array.from({ length: groups }, (_, n) => `Team ${n}`)
for (const team of teams) edit.createGroup(team)
const window = await openConsole()
try {
  const { page } = window
  page.setDefaultTimeout(60_000)
  await connect(page, service)
  const names: string[] = []
  while (names.length < people) {
    const { rows } = await ask(page, 'users.page', { limit: 500, offset: names.length })
    if (rows.length === 0) break
    names.push(...rows.filter(({ status }) => status !== 'invited').map(({ username }) => username))
  }
  for (const [n, username] of names.entries())
    for (let at = 0; at < 10; at++) edit.addToGroup(username, teams[(n * 7 + at * 13) % groups] as string)
  await ask(page, 'directory.sync', {})
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')

  await page.evaluate(() => {
    location.hash = '#/groups'
  })
  const opened: number[] = []
  for (let run = 0; run < 5; run++) {
    await page.getByRole('button', { name: 'Matrix' }).waitFor()
    await page.waitForTimeout(500)
    const ms = await page.evaluate(async () => {
      const began = performance.now()
      const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Matrix')
      button?.click()
      // The cell with the focus is always an element; whether its person is in the group is chance.
      while (document.querySelector('[role="grid"] [role="gridcell"]') === null)
        await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      return performance.now() - began
    })
    opened.push(ms)
    if (run < 4) await page.getByRole('button', { name: 'All groups' }).click()
  }
  report('matrix of 1,000 x 100: first opening to its paint', opened[0] ?? Number.NaN, 'ms', { limit: 300 })
  report('matrix of 1,000 x 100: opening again, median', median(opened.slice(1)), 'ms', { limit: 300 })
  const columns = await page.getByRole('grid', { name: 'Matrix of people and groups' }).getAttribute('aria-colcount')
  report('matrix: columns', Number(columns) - 1, 'groups')

  await page.getByRole('grid', { name: 'Matrix of people and groups' }).focus()
  const before = await worked(session)
  const ticks: number[] = []
  for (let tick = 0; tick < 80; tick++) {
    await page.keyboard.press(tick % 3 === 0 ? 'ArrowRight' : 'ArrowDown')
    await page.waitForTimeout(60)
    // Heard of before the key is pressed: what is asked of the page and what is typed take different ways.
    await page.evaluate(() => {
      const grid = document.querySelector('[role="grid"]') as HTMLElement
      const painted = new Promise<number>((resolve) => {
        setTimeout(() => resolve(Number.NaN), 2000)
        grid.addEventListener(
          'keydown',
          (event) => {
            const seen = new MutationObserver(() => {
              seen.disconnect()
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)))
            })
            seen.observe(grid, { attributeFilter: ['data-state'], subtree: true })
          },
          { once: true, capture: true },
        )
      })
      Object.assign(globalThis, { painted })
    })
    await page.keyboard.press('Space')
    ticks.push(await page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted))
  }
  const after = await worked(session)
  const measured = ticks.filter((time) => !Number.isNaN(time))
  report('matrix: ticks measured', measured.length, `of ${ticks.length}`)
  report('matrix: a tick to its paint, p95', percentile(measured, 0.95), 'ms', { limit: 33 })
  report('matrix: a tick to its paint, median', median(measured), 'ms')
  report('matrix: work of the page for a move and a tick', (after.task - before.task) / ticks.length, 'ms')
  report('matrix: script of the page for a move and a tick', (after.script - before.script) / ticks.length, 'ms')

  await page.evaluate(() => {
    const sheet = document.createElement('div')
    sheet.id = 'sheet'
    sheet.style.cssText = 'position:fixed;inset:200px 0 0 210px;overflow:auto;background:white;z-index:1000'
    sheet.append(Object.assign(document.createElement('div'), { style: 'width:4000px;height:33000px' }))
    document.body.append(sheet)
  })
  const ways = [
    ['down and up', 'scrollTop', 120],
    ['across and back', 'scrollLeft', 60],
  ] as const
  const floor = new Map<string, number>()
  for (const [words, way, notch] of ways) floor.set(words, lateOf(await scrolled(page, '#sheet', way, notch)))
  await page.evaluate(() => document.querySelector('#sheet')?.remove())
  for (const [words, way, notch] of ways) {
    const begun = await worked(session)
    const frames = await scrolled(page, '[role="grid"]', way, notch)
    const ended = await worked(session)
    report(`matrix: scrolling ${words}, frames over 16.7 ms`, lateOf(frames), '%', {
      limit: 5,
      peer: floor.get(words) ?? Number.NaN,
    })
    report(`matrix: scrolling ${words}, median frame`, median(frames), 'ms')
    for (const part of ['task', 'script', 'style', 'layout'] as const)
      report(`matrix: scrolling ${words}, ${part} a frame`, (ended[part] - begun[part]) / frames.length, 'ms')
  }
} finally {
  await window.close()
  await service.served.close()
}
