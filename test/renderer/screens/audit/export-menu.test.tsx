import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SaveFile, writeWhole } from '../../../../src/main/files/save.ts'
import type { Fetch } from '../../../../src/main/ports.ts'
import { heed, queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant, temporaryFolder } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'
import { drawScreen } from '../../screen.tsx'

const events = Array.from({ length: 20_500 }, (_, n) => ({
  Time: new Date(Date.parse('2026-11-10T00:00:00Z') + n * 8000).toISOString().slice(0, 19).replace('T', ' '),
  Username: `person${n % 20}@example.com`,
  IP_Address: '192.0.2.1',
  Action: 'Log in',
  Data: '',
}))
const now = () => Date.parse('2026-11-20T12:00:00Z')
let page: TestPage
let tenant: TestTenant
let folder: string
/** Lets the file that is written go to its place. */
let release = () => {}
const released = new Promise<void>((resolve) => {
  release = resolve
})

beforeAll(async () => {
  folder = temporaryFolder()
  const saveFile: SaveFile = async (name, fill) => {
    const path = join(folder, name)
    await writeWhole(path, async (file) => {
      await fill(file)
      await released
    })
    return path
  }
  const fetch: Fetch = async (url, init) => {
    if (!init.body.includes('"reporting"')) return (globalThis.fetch as unknown as Fetch)(url, init)
    const { data } = JSON.parse(init.body) as { data: { from: string; to: string } }
    const asked = events.filter(({ Time }) => data.from <= Time && Time <= data.to)
    return new Response(JSON.stringify({ status: 'OK', next: null, data: asked }))
  }
  tenant = await openTenant({ people: 20, now }, { now, fetch, saveFile })
  bridgeTo(tenant.app)
  tenant.app.listen(heed)
  await tenant.call('audit.fetch', { from: '2026-11-09T00:00:00Z', to: '2026-11-14T00:00:00Z' })
  page = await openPage()
}, 60_000)
afterAll(async () => {
  queryClient.clear()
  await page.close()
  await tenant.close()
  rmSync(folder, { recursive: true, force: true })
})

const button = (words: RegExp): HTMLElement => {
  const found = [...page.document.querySelectorAll<HTMLElement>('button')].find((one) =>
    words.test(one.textContent ?? ''),
  )
  if (found === undefined) throw new Error(`No button says ${words}: ${page.text()}`)
  return found
}

test('an export says how many of its events are written', async () => {
  await drawScreen(page, `/audit?from=${encodeURIComponent(JSON.stringify('2026-11-01T00:00:00Z'))}`)
  await page.until(() => /20,500 events/.test(page.text()))
  button(/^Export$/).click()
  await page.until(() => /as JSON lines/.test(page.text()))
  button(/as JSON lines/).click()
  await page.until(() => /20,000 of 20,500 written/.test(page.text()))
  release()
  await page.until(() => !/Stop exporting/.test(page.text()))
  const lines = readFileSync(join(folder, 'audit-events-2026-11-20.jsonl'), 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(20_501)
})
