import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, eventually, faults, over } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

// One walk, as somebody goes it who has to answer for a company: fetch, see, explain, prove; and all but the fetching without a network.

const folder = mkdtempSync(join(tmpdir(), 'provost-walk-'))
let window: Console
let service: Awaited<ReturnType<typeof openService>>
let leaver = { username: '', fullname: '' }
const page = () => window.page
const go = (hash: string) =>
  page().evaluate((next) => {
    location.hash = next
  }, hash)
const hash = () => page().evaluate(() => location.hash)
const total = async () =>
  Number(((await page().getByTestId('count').textContent()) ?? '').replaceAll(',', '').match(/^\d+/)?.[0] ?? 'NaN')
const panel = () => page().getByRole('complementary').last()

beforeAll(async () => {
  service = await openService({ people: 120 })
  window = await openConsole()
  await connect(page(), service)
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
  await rm(folder, { recursive: true, force: true })
})

describe('who answers for a company', () => {
  test('disables a leaver and fetches two years of events', { timeout: 150_000 }, async () => {
    const { rows } = await ask(page(), 'users.page', {
      ...{ status: ['active'], hasFolders: true, admin: false, limit: 1 },
      sort: { by: 'lastLogin', direction: 'desc' },
    })
    leaver = rows[0] ?? leaver
    await ask(page(), 'guards.set', { holdSeconds: 0 })
    await ask(page(), 'writing.enable', {})
    const { batch } = await ask(page(), 'leavers.start', { usernames: [leaver.username], console: [] })
    const { job } = await ask(page(), 'leavers.apply', { batch })
    await over(page(), job)
    await go('#/audit')
    await page().getByRole('button', { name: 'Fetch all events that LastPass keeps' }).click()
    await page()
      .getByText(/^Fetched\. [\d,]+ new events\./)
      .waitFor({ timeout: 120_000 })
    const { first, last } = await ask(page(), 'audit.status', {})
    expect(Date.parse(last ?? '') - Date.parse(first ?? '')).toBeGreaterThan(725 * 86_400_000)
  })

  test('is without a network from here on', async () => {
    await service.served.pause()
    await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
    await page().locator('header').getByText('offline').waitFor({ timeout: 30_000 })
  })

  test('finds a burst of failed logins, with an explanation that its events bear out', async () => {
    await go('#/audit')
    const { rows } = await ask(page(), 'findings.page', { muted: false, rules: ['failed-logins'], limit: 10 })
    const burst = rows.find(({ username }) => username !== '')
    if (burst === undefined) throw new Error('The made-up company has no burst of failed logins.')
    await page()
      .getByRole('region', { name: 'Findings' })
      .getByRole('button', { name: /^[\d,]+ more$/ })
      .click()
    await page().getByRole('menuitem').filter({ hasText: burst.explanation }).click()
    await panel().getByRole('heading', { name: 'Burst of failed logins' }).waitFor()
    await panel().getByText(burst.explanation).waitFor()
    expect(await faults(page())).toEqual([])
    await panel()
      .getByRole('button', { name: `Show ${burst.events} events in the timeline` })
      .click()
    await eventually(total).toBe(burst.events)
    const shown = await ask(page(), 'audit.page', { ...burst.filter, limit: 200 })
    expect(shown.rows).toHaveLength(burst.events)
    for (const event of shown.rows)
      expect(event).toMatchObject({ username: burst.username, action: expect.stringMatching(/failed/i) })
    expect(burst.explanation).toContain(`${burst.events} failed logins of ${burst.username}`)
  })

  test('reads the last days of a leaver on one line with what Provost did', async () => {
    await go(`#/users?person=${encodeURIComponent(leaver.username)}`)
    await panel().getByRole('tab', { name: 'Events' }).click()
    const lines = panel().getByRole('tabpanel', { name: 'Events' }).getByRole('listitem')
    await lines.first().waitFor()
    const texts = await lines.allTextContents()
    const times = await lines
      .locator('time')
      .evaluateAll((all) => all.map((each) => Date.parse(each.getAttribute('datetime') ?? '')))
    expect(times).toEqual(times.toSorted((one, other) => other - one))
    const { rows } = await ask(page(), 'audit.page', { about: { kind: 'person', name: leaver.username }, limit: 12 })
    const own = await ask(page(), 'journal.page', { username: leaver.username, limit: 500 })
    const disabling = own.rows.find(({ kind, change }) => kind === 'intent' && change?.kind === 'disable')
    // What they did, and, on the same line, the step of Provost with its place in the journal.
    expect(rows.some(({ username }) => username === leaver.username)).toBe(true)
    expect(texts.filter((text) => text.includes(`journal line ${disabling?.seq}`))).toHaveLength(1)
    expect(texts.length).toBeGreaterThan(3)
    expect(await faults(page())).toEqual([])
  })

  test('writes an auditor’s pack, which is checked where there is nothing but Node', { timeout: 60_000 }, async () => {
    const file = join(folder, 'pack.zip')
    await go('#/audit')
    await page().getByRole('button', { name: 'Evidence pack', exact: true }).click()
    await page().getByRole('menuitem', { name: 'Make an evidence pack' }).click()
    const box = page().getByRole('dialog', { name: 'Evidence pack' })
    await box.getByRole('radio', { name: /^Access removal/ }).click()
    await window.app.evaluate(({ dialog }, to) => {
      dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath: to as string })) as never
    }, file)
    await box.getByRole('button', { name: /^Write the pack, [\d,]+ events?$/ }).click()
    await page()
      .getByText(/The pack with [\d,]+ events? was written\./)
      .waitFor()
    await page().keyboard.press('Escape')
    // The tool as it is handed on, without the packages beside it, without a keychain, a home, or a word of the environment.
    const tool = join(folder, 'tool')
    cpSync(resolve(import.meta.dirname, '../../out/main'), tool, { recursive: true })
    const check = () => {
      const { status, stdout } = spawnSync(process.execPath, [join(tool, 'cli.js'), 'verify', file], {
        cwd: folder,
        env: {},
        encoding: 'utf8',
      })
      return { status, ...JSON.parse(stdout).value }
    }
    expect(check()).toMatchObject({ status: 0, kind: 'pack', valid: true })
    const bytes = readFileSync(file)
    bytes[300] = (bytes[300] ?? 0) ^ 1
    writeFileSync(file, bytes)
    expect(check()).toMatchObject({ status: 1, kind: 'pack', valid: false })
  })

  test('sees last night’s failed logins after two acts: the palette, and a choice', async () => {
    await go('#/overview')
    await page().getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await page().keyboard.press('Control+k')
    await page().keyboard.type('failed logins')
    await page()
      .getByRole('option', { name: /^Failed logins, last 24 hours/ })
      .waitFor()
    await page().keyboard.press('Enter')
    await page().getByRole('heading', { level: 1, name: 'Audit' }).waitFor()
    await eventually(hash).toContain('span=24h')
    // The screen's spans begin at a full hour.
    const hour = 3_600_000
    const from = new Date(Math.floor((Date.now() - 24 * hour) / hour) * hour).toISOString()
    const { values } = await ask(page(), 'audit.facets', { from, facet: 'action', limit: 100 })
    const failed = values
      .filter(({ value }) => /failed|lockout/i.test(value))
      .reduce((sum, { count }) => sum + count, 0)
    await eventually(total).toBe(failed)
  })

  test('met nothing to complain of in the page', () => {
    expect(window.complaints).toEqual([])
  })
})
