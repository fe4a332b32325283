import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, eventually, faults, look, part } from './acts.ts'
import { connect, openService, resize } from './console.ts'
import { launch, makeHome } from './launch.ts'

// What the audit screen and its settings say when something is not as it should be: a clock that is off, events that are to go,
// files that are damaged.

const { home, remove } = makeHome()
let { app, page } = await launch(home)
let service: Awaited<ReturnType<typeof openService>>
const day = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString()
const go = (hash: string) =>
  page.evaluate((next) => {
    location.hash = next
  }, hash)
const status = () => ask(page, 'audit.status', {})
const row = (at: number) => page.locator(`[data-row="${at}"]`)
/** Closes the application, changes the archive's files, and opens it again on the screen of events. */
async function reopen(change: (folder: string) => void): Promise<void> {
  const { current } = await ask(page, 'app.state', {})
  await app.close()
  change(join(home, 'tenants', current ?? '', 'audit'))
  ;({ app, page } = await launch(home))
  page.setDefaultTimeout(20_000)
  await resize(app, 1280, 800)
  await go('#/audit?span=all&own=shown')
}
const wreck = (file: string): void => writeFileSync(file, 'x'.repeat(readFileSync(file).length))

beforeAll(async () => {
  service = await openService({ people: 60, founded: Date.now() - 420 * day })
  await resize(app, 1280, 800)
  page.setDefaultTimeout(20_000)
  await connect(page, service)
}, 120_000)
afterAll(async () => {
  await app.close()
  await service?.served.close()
  await remove()
})

describe('the archive of events', { timeout: 120_000 }, () => {
  test('whose clock was never checked says so, and what was not fetched is hatched', async () => {
    await go('#/audit')
    await page.getByRole('heading', { name: 'Nothing fetched yet' }).waitFor()
    await look(page, 'empty')
    await ask(page, 'audit.fetch', { from: daysAgo(420), to: daysAgo(390) })
    await ask(page, 'audit.fetch', { from: daysAgo(4) })
    await go('#/audit?span=all&own=shown')
    await row(0).locator('time').waitFor()
    await eventually(() => page.locator('svg').getByText('not fetched').count()).toBeGreaterThan(0)
    await look(page, 'partly')
    await go('#/settings?part=audit')
    await page.getByText('Nothing has shown yet whether that is right.').waitFor()
    await look(page, 'zone-unconfirmed')
  })

  test('read in a zone that does not fit is told so by its own events, and moved by a press', async () => {
    const before = await status()
    const { current } = await ask(page, 'app.state', {})
    await ask(page, 'tenants.update', { id: current ?? '', timeZone: 'Asia/Tokyo' })
    await page.reload()
    await page.getByText('Provost reads them in Asia/Tokyo.').waitFor()
    const moved = await status()
    expect(moved).toMatchObject({ events: before.events, timeZone: 'Asia/Tokyo' })
    expect(moved.last).not.toBe(before.last)
    await page.getByRole('button', { name: 'Check the clock' }).click()
    await page.getByText('Asia/Tokyo does not: times are off.').waitFor({ timeout: 60_000 })
    expect(await faults(page)).toEqual([])
    await look(page, 'zone-off')
    await page.getByLabel('Zones with that clock now').selectOption(before.timeZone)
    await page.getByRole('button', { name: `Read all times in ${before.timeZone}` }).click()
    await page.getByText(`${before.timeZone} shows the same.`).waitFor()
    const back = await status()
    expect(back.timeZone).toBe(before.timeZone)
    expect(back.first).toBe(before.first)
    // Those that the check itself brought are more.
    expect(back.events).toBeGreaterThanOrEqual(before.events)
    await look(page, 'zone-fits')
  })

  test('loses the events that retention names, as many as it said, and the journal says so', async () => {
    const before = await status()
    await page.getByLabel('Keep events').selectOption({ label: 'For 1 year' })
    const { events: going } = await ask(page, 'audit.previewRetention', { keepDays: 365 })
    expect(going).toBeGreaterThan(0)
    const words = going.toLocaleString('en-US')
    await page
      .getByText(new RegExp(`^${words} events from before .* are removed now, .* This cannot be undone\\.$`))
      .waitFor()
    await look(page, 'retention-count')
    await page.getByRole('button', { name: `Remove ${words} events, and keep this choice` }).click()
    await page.getByText(/What was before .* has been removed\./).waitFor()
    expect((await status()).events).toBe(before.events - going)
    await look(page, 'retention-done')
    await go('#/changes')
    await part(page, 'changes', 'Journal')
    await page
      .getByText(new RegExp(`^${words} events from before .* removed, as the retention of 365 days says$`))
      .waitFor()
    await look(page, 'retention-journal')
    await go('#/audit?span=all&own=shown')
    await row(0).locator('time').waitFor()
    await look(page, 'retention-audit')
  })

  test('whose catalogue is gone keeps every event with its names, and says what was lost', async () => {
    const { events } = await status()
    const { rows } = await ask(page, 'audit.page', { offset: 0, limit: 500 })
    await reopen((folder) => wreck(join(folder, 'catalog.db')))
    await row(0).locator('time').waitFor()
    await look(page, 'catalogue')
    expect((await status()).events).toBe(events)
    expect((await ask(page, 'audit.page', { offset: 0, limit: 500 })).rows).toEqual(rows)
    expect(await faults(page)).toEqual([])
    await go('#/changes')
    await part(page, 'changes', 'Journal')
    await page
      .getByText(/^The catalogue of the audit archive was damaged\./)
      .first()
      .waitFor()
    const told = (await ask(page, 'journal.page', { limit: 500 })).rows.filter(({ kind }) => kind === 'rows-damaged')
    // It was not deleted by anybody outside.
    expect(told).toHaveLength(1)
    await look(page, 'catalogue-journal')
  })

  test('whose names are gone from both places says which times are lost, and fetches them again', async () => {
    const { events } = await status()
    await reopen((folder) => {
      wreck(join(folder, 'catalog.db'))
      wreck(join(folder, 'names.spare'))
    })
    await page
      .getByText(/^Events on this computer were damaged and set aside: .* They come back as far as LastPass/)
      .waitFor()
    await page.getByRole('heading', { name: 'No event is left here' }).waitFor()
    expect(await faults(page)).toEqual([])
    await look(page, 'names-gone')
    await page.getByRole('button', { name: 'Fetch them again' }).click()
    await eventually(async () => (await status()).events).toBeGreaterThanOrEqual(events)
    await page.getByRole('button', { name: 'Fetch them again' }).waitFor({ state: 'detached' })
  })

  test('whose leaves are damaged says from when to when', async () => {
    await ask(page, 'audit.fetch', { from: daysAgo(40), to: daysAgo(39) })
    await reopen((folder) => {
      for (const name of readdirSync(folder).filter((each) => each.endsWith('.leaf'))) {
        const bytes = readFileSync(join(folder, name))
        const at = Math.floor(bytes.length * 0.6)
        bytes[at] = (bytes[at] ?? 0) ^ 1
        writeFileSync(join(folder, name), bytes)
      }
    })
    await page.getByText(/^Events on this computer were damaged and set aside: /).waitFor()
    await look(page, 'damaged')
  })

  test('that cannot be opened says why, what is safe, and is tried again', async () => {
    const { current } = await ask(page, 'app.state', {})
    const folder = join(home, 'tenants', current ?? '', 'audit')
    await reopen(() => {
      renameSync(folder, `${folder}-away`)
      writeFileSync(folder, '')
    })
    await page.getByText('The data folder cannot be written.').waitFor()
    expect(await faults(page)).toEqual([])
    await look(page, 'error')
    rmSync(folder)
    renameSync(`${folder}-away`, folder)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('The data folder cannot be written.').waitFor({ state: 'detached' })
  })
})
