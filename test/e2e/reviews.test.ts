import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, faults, over, plan, send, sendAtOnce } from './acts.ts'
import { connect, openService, settled } from './console.ts'
import { launch, makeHome } from './launch.ts'

let service: Awaited<ReturnType<typeof openService>>
let app: ElectronApplication
let page: Page
let folder: string
const home = makeHome()
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const lines = () => page.getByRole('grid', { name: /^Members of/ })
const members = ['ann', 'ben', 'cam'].map((name) => `${name}@example.com`)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provost-test-'))
  service = await openService({ people: 30 })
  service.demo.edit.createGroup('Crew')
  for (const username of members) {
    service.demo.edit.addUser(username, { fullname: `${username.slice(0, 3)} Crewe` })
    service.demo.edit.addToGroup(username, 'Crew')
  }
  ;({ app, page } = await launch(home.home))
  page.setDefaultTimeout(15_000)
  await connect(page, service)
  await sendAtOnce(page)
})
afterAll(async () => {
  await app.close()
  await service.served.close()
  await home.remove()
  await rm(folder, { recursive: true, force: true })
})

describe('an access review', () => {
  test('is begun at a group and decided by keys', { timeout: 120_000 }, async () => {
    await page.evaluate(() => {
      location.hash = '#/groups?group=Crew'
    })
    await page.getByRole('complementary').getByRole('button', { name: 'More' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Review who is in it' }).click()
    await lines().waitFor()
    expect(await faults(page)).toEqual([])
    await lines().focus()
    await press('k', 'r')
    await page.getByLabel('Why ben@example.com loses it').waitFor()
    await page.keyboard.type('Changed teams')
    await press('Enter')
    await page.getByText('2 of 3 decided').waitFor()
    await press('u')
    await press('k')
    await page.getByText('3 of 3 decided').waitFor()
  })

  test('survives a restart, is signed off, planned and applied', { timeout: 180_000 }, async () => {
    await app.close()
    ;({ app, page } = await launch(home.home))
    page.setDefaultTimeout(15_000)
    await settled(page)
    await page.evaluate(() => {
      location.hash = '#/groups?review=all'
    })
    await page.getByRole('button', { name: 'Members of “Crew”' }).click()
    await page.getByText('3 of 3 decided').waitFor()
    await page.getByLabel('Your name').fill('Rae Viewer')
    await page.getByRole('button', { name: 'Sign off 3 lines' }).click()
    await page.getByText(/^Signed off by Rae Viewer on .* It is as the journal says\.$/).waitFor()
    expect(await faults(page)).toEqual([])
    const file = join(folder, 'record.json')
    await app.evaluate(({ dialog: dialogs }, path) => {
      dialogs.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as typeof dialogs.showSaveDialog
    }, file)
    await page.getByRole('button', { name: 'Export the signed record' }).click()
    await eventually(() => readFile(file, 'utf8').catch(() => '')).toContain('Changed teams')
    await enable(page)
    await page.getByRole('button', { name: 'Preview 1 removal' }).click()
    const opened = await plan(page)
    expect(await opened.textContent()).toContain('ben Crewe')
    const job = await send(page, () => press('Control+Enter'))
    expect((await over(page, job)).rows.map(({ outcome }) => outcome)).toEqual(['confirmed'])
    const { groups } = await ask(page, 'users.get', { username: 'ben@example.com' })
    expect(groups).not.toContain('Crew')
    await eventually(() => dialog(page).count()).toBe(0)
  })
})
