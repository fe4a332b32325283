import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Bridge } from '../../src/contract/bridge.ts'
import { launch, makeHome, readLog, start } from './launch.ts'

declare global {
  // What runs in the page sees it so.
  var provost: Bridge
}

let place: ReturnType<typeof makeHome>
beforeEach(() => {
  place = makeHome()
})
afterEach(() => place.remove())

test('the window opens as it was left: place, size and zoom', async () => {
  const wanted = { x: 120, y: 90, width: 1010, height: 720 }
  const first = await launch(place.home)
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), wanted)
  await first.app.evaluate(({ Menu }) => {
    const view = Menu.getApplicationMenu()?.items.find((item) => item.label === 'View')
    view?.submenu?.items.find((item) => item.label === 'Zoom In')?.click()
  })
  await expect
    .poll(() => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()))
    .toEqual(wanted)
  // The rooms are what keeps the settings.
  await first.page.evaluate(() => globalThis.provost.call('app.state', {}, 1))
  await first.app.close()

  const second = await launch(place.home)
  const state = await second.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    return { ...window?.getBounds(), zoom: window?.webContents.getZoomFactor() }
  })
  await second.app.close()
  expect(state).toEqual({ ...wanted, zoom: expect.closeTo(1.1, 5) })
})

test('a page whose process dies is loaded again once; when it dies again, it is left', async () => {
  const { app, page } = await launch(place.home)
  await page.evaluate(() => globalThis.provost.call('app.state', {}, 1))
  const crash = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  const isCrashed = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isCrashed())
  const gone = () => readLog(place.home).split('The page’s process ended.').length - 1

  await crash()
  await expect.poll(gone).toBe(1)
  await expect.poll(isCrashed).toBe(false)
  const title = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.title'),
    )
  await expect.poll(title).toBe('Provost')

  await crash()
  await expect.poll(gone).toBe(2)
  await expect.poll(isCrashed).toBe(true)
  await app.close()
})

test('closing the window ends the application, with its data whole and free for the next', async () => {
  const { app, page } = await launch(place.home)
  await page.evaluate(() => globalThis.provost.call('app.state', {}, 1))
  const process = app.process()
  const ended = once(process, 'exit')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  const [code] = await ended
  expect(code).toBe(0)
  expect(readLog(place.home)).not.toContain('Closing failed')

  const again = await launch(place.home)
  expect(await again.page.evaluate(() => globalThis.provost.call('app.state', {}, 1))).toMatchObject({ ok: true })
  await again.app.close()
})

test('a data folder that cannot be made ends the start, at once and in words', async () => {
  const file = join(place.home, 'file')
  writeFileSync(file, '')
  const process = start(join(file, 'inside'))
  let said = ''
  process.stderr?.on('data', (part) => {
    said += part
  })
  const [code] = await once(process, 'exit')
  expect(code).toBe(1)
  expect(said).toContain('Provost cannot use its data folder')
})
