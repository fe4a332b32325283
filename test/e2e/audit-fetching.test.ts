import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, eventually, faults, look } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

// What the audit screen says while events are fetched, when that is cut off, and when new ones come.

let window: Console
let service: Awaited<ReturnType<typeof openService>>
const page = () => window.page
const go = (hash: string) =>
  page().evaluate((next) => {
    location.hash = next
  }, hash)
const row = (at: number) => page().locator(`[data-row="${at}"]`)
const progress = () => page().getByText(/^Fetching from LastPass, newest first: /)
const status = () => ask(page(), 'audit.status', {})
/** LastPass' own words of a failure, behind its details. */
async function said(words: string): Promise<void> {
  await page().locator('summary').first().click()
  await page().getByText(words).first().waitFor()
}

beforeAll(async () => {
  service = await openService({ people: 60, founded: Date.now() - 60 * 86_400_000 })
  window = await openConsole()
  await connect(page(), service)
}, 90_000)
afterAll(async () => {
  await window?.close()
  await service?.served.close()
})

describe('fetching events', () => {
  test('that LastPass refuses at once says so in its words, and that nothing is kept', async () => {
    service.demo.misbehave({ how: { kind: 'refusing', words: 'Reporting is off' }, on: 'reporting' })
    await go('#/audit')
    await page().getByRole('heading', { name: 'Nothing fetched yet' }).waitFor()
    await page().getByRole('button', { name: 'Fetch all events that LastPass keeps' }).click()
    await said('Reporting is off')
    await page()
      .getByText(/^No event is kept yet\. Not fetched: from .+ on\.$/)
      .waitFor()
    expect((await status()).events).toBe(0)
    await look(page(), 'refused')
    expect(await faults(page())).toEqual([])
  })

  test('that is cut off half way keeps what came, hatches the rest, and goes on from there', {
    timeout: 120_000,
  }, async () => {
    service.demo.misbehave({ how: { kind: 'refusing', words: 'Come back later' }, on: 'reporting', after: 4 })
    await page()
      .getByRole('button', { name: /^(Fetch all events|Resume fetching)/ })
      .first()
      .click()
    await page()
      .getByText(/^[\d,]+ events are kept\. Not fetched: .+ to .+\.$/)
      .waitFor()
    const { events } = await status()
    expect(events).toBeGreaterThan(0)
    await said('Come back later')
    const back = new Date(Date.now() - 55 * 86_400_000).toISOString()
    await go(`#/audit?from=${encodeURIComponent(back)}&own=shown`)
    await eventually(() => page().locator('svg').getByText('not fetched').count()).toBe(1)
    await look(page(), 'cut-off')
    expect(await faults(page())).toEqual([])
  })

  test('is followed, and stopped by a press; what has come is kept', { timeout: 90_000 }, async () => {
    const before = (await status()).events
    service.demo.misbehave({ how: { kind: 'slow', milliseconds: 1500 }, on: 'reporting' })
    await page().getByRole('button', { name: 'Resume fetching' }).click()
    await progress().waitFor()
    await page().getByRole('progressbar', { name: 'Fetched so far' }).waitFor()
    await look(page(), 'fetching')
    await page().getByRole('button', { name: 'Stop fetching' }).click()
    await page().getByRole('button', { name: 'Fetch new events' }).waitFor()
    await eventually(() => progress().count()).toBe(0)
    service.demo.misbehave(null)
    const kept = (await status()).events
    expect(kept).toBeGreaterThanOrEqual(before)
    // What is still missing is fetched from where it is hatched.
    await page()
      .getByRole('button', { name: /^Fetch (this gap|these)/ })
      .first()
      .click()
    await page()
      .getByText(/^Fetched\. [\d,]+ new events\./)
      .waitFor({ timeout: 60_000 })
    expect((await status()).events).toBeGreaterThan(kept)
  })

  test('brings new events with a mark, without moving what is read', { timeout: 60_000 }, async () => {
    await go('#/audit?span=all&own=shown')
    await row(0).locator('time').waitFor()
    const first = await row(0).locator('time').getAttribute('datetime')
    service.demo.answer(
      JSON.stringify({
        ...{ cid: Number(service.demo.cid), provhash: service.demo.hash, cmd: 'getuserdata' },
        ...{ apiuser: 'Nightly sync', data: {} },
      }),
    )
    await page().getByRole('button', { name: 'Fetch new events' }).click()
    const show = page().getByRole('button', { name: /^Show [\d,]+ new events?$/ })
    await show.waitFor()
    expect(await row(0).locator('time').getAttribute('datetime')).toBe(first)
    await show.click()
    await row(0).getByText('new', { exact: true }).waitFor()
    await look(page(), 'new')
  })

  test('lets a date be gone to without narrowing the list', async () => {
    const shownBefore = await page().getByTestId('count').textContent()
    await page().getByRole('button', { name: 'Go to a date' }).click()
    const when = new Date(Date.now() - 20 * 86_400_000)
    const field = page().getByLabel('Day and time on this computer’s clock')
    const pad = (value: number) => String(value).padStart(2, '0')
    await field.fill(`${when.getFullYear()}-${pad(when.getMonth() + 1)}-${pad(when.getDate())}T12:00`)
    await page().getByRole('button', { name: 'Go there' }).click()
    const noon = new Date(when.getFullYear(), when.getMonth(), when.getDate(), 12).getTime()
    await eventually(async () => {
      const shown = await page()
        .locator('[data-row] time')
        .evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''))
      return shown.some((one) => Math.abs(Date.parse(one) - noon) < 86_400_000)
    }).toBe(true)
    expect(await page().getByTestId('count').textContent()).toBe(shownBefore)
  })

  test('shows by what the zone is known, once it was checked', { timeout: 60_000 }, async () => {
    await go('#/settings?part=audit')
    await page()
      .getByText(/^LastPass writes times without a zone\./)
      .waitFor()
    await look(page(), 'zone-before')
    await page().getByRole('button', { name: 'Check the clock' }).click()
    await page()
      .getByText(/^LastPass’ clock was at UTC[−+]\d\d:\d\d on .*which Provost had asked for/)
      .waitFor({ timeout: 40_000 })
    await look(page(), 'zone')
    expect(await faults(page())).toEqual([])
  })

  test('the page had nothing to complain of', () => expect(window.complaints).toEqual([]))
})
