import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/main/app.ts'
import { callsOf, temporaryFolder, testOptions } from '../harness/application.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

const folder = mkdtempSync(join(tmpdir(), 'provost-history-'))
const passphrase = 'correct horse'
let service: Awaited<ReturnType<typeof openService>>
let opened: Console
let file = ''

/** What another workstation of the company kept three days and two days ago, as its file. */
async function keptElsewhere(): Promise<string> {
  const home = temporaryFolder()
  let path = ''
  let time = Date.now() - 3 * 86_400_000
  const app = await createApp(
    testOptions(home, {
      now: () => time,
      once: { cid: service.demo.cid, hash: service.demo.hash, baseUrl: service.served.url, timeZone: 'US/Eastern' },
      saveFile: async (name, fill) => {
        path = join(folder, name)
        const into = await open(path, 'w')
        await fill(into)
        await into.close()
        return path
      },
    }),
  )
  const { call } = callsOf(app)
  await call('directory.sync', {})
  time += 86_400_000
  await call('directory.sync', {})
  await call('scores.exportHistory', { passphrase })
  await app.close()
  rmSync(home, { recursive: true, force: true })
  return path
}

beforeAll(async () => {
  service = await openService()
  file = await keptElsewhere()
  opened = await openConsole()
  await connect(opened.page, service)
}, 120_000)
afterAll(async () => {
  await opened?.close()
  await service?.served.close()
  rmSync(folder, { recursive: true, force: true })
})

const go = (hash: string) =>
  opened.page.evaluate((next) => {
    location.hash = next
  }, hash)
test('a history of another workstation is looked at, joined, and told where the line is defined', async () => {
  const { page } = opened
  await go('#/overview')
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await page.getByRole('complementary', { name: 'Needs attention' }).getByRole('listitem').first().waitFor()
  await go('#/settings?part=snapshots')
  const form = page.getByRole('form', { name: 'History of scores' })
  await form.getByText('1 day is kept here').waitFor()
  await page.locator('input[aria-label="History of scores"]').setInputFiles(file)
  const dialog = page.getByRole('dialog', { name: 'Join the history of another workstation' })
  await dialog.getByLabel('Passphrase').fill('wrong horse')
  await page.keyboard.press('Enter')
  await dialog.getByText('The passphrase is not the one that it was written with.').waitFor()
  await dialog.getByLabel('Passphrase').fill(passphrase)
  await page.keyboard.press('Enter')
  await dialog.getByText('All of them are known here.').waitFor()
  await dialog.getByRole('button', { name: 'Join 2 days' }).click()
  await form.getByText('3 days are kept here').waitFor()
  await form.getByText(/2 days between .* were kept by .* at /).waitFor()

  await go('#/scores')
  await page.getByRole('button', { name: 'What this count means' }).click()
  await page.getByText(/2 days between .* were kept by .*, and joined on/).waitFor()
  await page.keyboard.press('Escape')

  const altered = join(folder, 'altered.provost-history')
  writeFileSync(altered, 'not a history')
  await go('#/settings?part=snapshots')
  await page.locator('input[aria-label="History of scores"]').setInputFiles(altered)
  await dialog.getByText('This is not a history of scores').waitFor()
  await page.keyboard.press('Escape')
  expect(opened.complaints).toEqual([])
}, 120_000)
