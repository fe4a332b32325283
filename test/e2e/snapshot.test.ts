import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SnapshotBody } from '../../src/contract/scores/snapshot.ts'
import { createIdentity } from '../../src/main/keychain/signing-key.ts'
import { createMemoryVault } from '../../src/main/keychain/vault.ts'
import { sealSnapshot } from '../../src/main/snapshots/snapshot-file.ts'
import { launchWithFile, makeHome } from './launch.ts'

const { home, remove } = makeHome()
const signer = await createIdentity(createMemoryVault()).need()
const numbers = (average: number, day: string) => ({
  average,
  withScore: 40,
  users: 42,
  below: 6,
  distribution: [0, 6, 20, 14] as [number, number, number, number],
  trend: [{ day, average, withScore: 40 }],
  withheld: null,
})
const body = (day: string, average: number): SnapshotBody => ({
  tenant: 'Example Ltd',
  created: `${day}T08:00:00.000Z`,
  expires: '2099-12-26T08:00:00.000Z',
  scope: { groups: [], departments: [] },
  from: day,
  to: day,
  people: 'hidden',
  minimumGroup: 5,
  threshold: 50,
  target: null,
  summary: numbers(average, day),
  scopes: [{ kind: 'department', name: 'Sales', ...numbers(average - 4, day) }],
  rows: [],
  definitions: [],
})
const write = (name: string, text: string): string => {
  const path = join(home, name)
  writeFileSync(path, text)
  return path
}
const first = write('first.provost', sealSnapshot(body('2026-11-08', 61.5), signer))
const second = write('second.provost', sealSnapshot(body('2026-11-15', 63), signer))
const altered = write('altered.provost', sealSnapshot(body('2026-11-15', 63), signer).replace('"body":"', '"body":"A'))

let opened: Awaited<ReturnType<typeof launchWithFile>>
const complaints: string[] = []
beforeAll(async () => {
  opened = await launchWithFile(home, first)
  opened.page.setDefaultTimeout(15_000)
  opened.page.on('pageerror', (error) => complaints.push(error.message))
}, 90_000)
afterAll(async () => {
  await opened?.app.close()
  await remove()
})
const dialog = () => opened.page.getByRole('dialog')
const drop = (...paths: string[]) =>
  opened.page.locator('input[type="file"][aria-label="Snapshot file"]').first().setInputFiles(paths)

test('a double click opens a snapshot where there is no keychain, no company and no connection', async () => {
  await dialog().getByText('Valid.').waitFor()
  expect(await dialog().textContent()).toContain('61.5')
  expect(await dialog().textContent()).toContain(signer.fingerprint)
  await dialog().getByRole('region', { name: 'Departments and groups' }).waitFor()
  const requests = await opened.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  expect(requests.filter((name) => /^https?:/.test(name))).toEqual([])
  expect(complaints).toEqual([])
  await opened.page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'hidden' })
})

test('a snapshot that is dropped on the window is opened, and its key is remembered once it was compared', async () => {
  const dropOnWindow = (text: string) =>
    opened.page.evaluate((content) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([content], 'dropped.provost'))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    }, text)
  const text = sealSnapshot(body('2026-11-08', 61.5), signer)
  await dropOnWindow(text)
  await dialog().getByText('Signed by a key that nobody compared here.').waitFor()
  await dialog().getByRole('button', { name: 'I have compared it' }).click()
  await dialog().getByText('Signed by the key of Example Ltd, compared on').waitFor()
  await opened.page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'hidden' })
  await dropOnWindow(text)
  await dialog().getByText('Signed by the key of Example Ltd, compared on').waitFor()
  await dialog().getByRole('button', { name: 'Forget this key' }).click()
  await dialog().getByRole('button', { name: 'I have compared it' }).waitFor()
  await opened.page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'hidden' })
})

test('a snapshot is printed whole, also where it is longer than the window', async () => {
  const many = Array.from({ length: 70 }, (_, at) => ({
    ...{ kind: 'department' as const, name: `Department ${at}` },
    ...numbers(50, '2026-11-08'),
  }))
  await drop(write('long.provost', sealSnapshot({ ...body('2026-11-08', 61.5), scopes: many }, signer)))
  await dialog().getByText('Department 69').waitFor()
  const pdf = await opened.app.evaluate(async ({ BrowserWindow }) => {
    const printed = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({ printBackground: true })
    return printed?.toString('latin1') ?? ''
  })
  const pages = Math.max(...[...pdf.matchAll(/\/Count (\d+)/g)].map(([, count]) => Number(count)))
  expect(pages).toBeGreaterThan(1)
  expect(pages).toBeLessThan(6)
  await opened.page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'hidden' })
})

test('several of one series stand beside each other, and of an altered one nothing is shown', async () => {
  await drop(second, first)
  await dialog().getByRole('region', { name: 'Numbers of each snapshot' }).waitFor()
  const row = dialog().getByRole('row', { name: /^Average score/ })
  expect(await row.first().getByRole('cell').allTextContents()).toEqual(['Average score', '61.5', '63.0'])
  await opened.page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'hidden' })
  await drop(altered)
  await dialog().getByText('Altered.').waitFor()
  expect(await dialog().textContent()).not.toContain('63')
})
