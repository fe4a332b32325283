import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, eventually, faults, theme } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

const folder = mkdtempSync(join(tmpdir(), 'provost-audit-'))
let window: Console
let service: Awaited<ReturnType<typeof openService>>
const page = () => window.page
const go = (hash: string) =>
  page().evaluate((next) => {
    location.hash = next
  }, hash)
const hash = () => page().evaluate(() => location.hash)
const events = () => page().getByRole('grid', { name: 'Events' })
const row = (at: number) => page().locator(`[data-row="${at}"]`)
const total = async () =>
  Number(((await page().getByTestId('count').textContent()) ?? '').replaceAll(',', '').match(/^\d+/)?.[0] ?? 'NaN')
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

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

describe('the audit screen', () => {
  test('says that nothing was fetched, and fetches everything on demand', { timeout: 120_000 }, async () => {
    await page().keyboard.press('g')
    await page().keyboard.press('a')
    await page().getByRole('heading', { name: 'Nothing fetched yet' }).waitFor()
    expect(await faults(page())).toEqual([])
    await page().getByRole('button', { name: 'Fetch all events that LastPass keeps' }).click()
    await page()
      .getByText(/^Fetched\. [\d,]+ new events\./)
      .waitFor({ timeout: 100_000 })
    const status = await ask(page(), 'audit.status', {})
    expect(status.events).toBeGreaterThan(10_000)
    await go('#/audit?span=all&own=shown')
    await eventually(total).toBe(status.events)
    expect(await page().locator('[data-row]').count()).toBeLessThan(60)
  })

  test('the end of the list is the oldest event', async () => {
    await events().focus()
    await page().keyboard.press('End')
    const all = await total()
    const { rows } = await ask(page(), 'audit.page', { offset: all - 1, limit: 1 })
    await row(all - 1)
      .locator(`time[datetime="${rows[0]?.time}"]`)
      .waitFor()
    await page().keyboard.press('Home')
    await row(0).waitFor()
  })

  test('a card shows its category alone, and Back shows all again', async () => {
    await go('#/audit?span=90d')
    const before = (await ask(page(), 'audit.page', { from: daysAgo(89), own: 'without', limit: 1 })).total
    await eventually(total).toBeGreaterThanOrEqual(before)
    const whole = await total()
    await page()
      .getByRole('button', { name: /^Vault access/ })
      .click()
    await eventually(total).toBeLessThan(whole)
    const vault = await total()
    await eventually(() =>
      page()
        .getByRole('button', { name: /^Vault access/ })
        .textContent(),
    ).toContain(vault.toLocaleString('en-US'))
    await page().goBack()
    await eventually(total).toBe(whole)
  })

  test('= narrows to the cell under the cursor, Shift = leaves it out, and both are chips', async () => {
    await go('#/audit?span=90d')
    await row(0).locator('time').waitFor()
    const whole = await total()
    await events().focus()
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', '=']) await page().keyboard.press(key)
    await eventually(total).toBeLessThan(whole)
    const only = await total()
    await page().goBack()
    await eventually(total).toBe(whole)
    await events().focus()
    await page().keyboard.press('Shift+Equal')
    await eventually(total).toBe(whole - only)
    const chip = page().getByRole('switch', { name: /^Action: not / })
    await chip.click()
    await eventually(total).toBe(whole)
    expect(await hash()).toContain('off')
  })

  test('dragging over the bars zooms to their span, and keys do the same', async () => {
    await go('#/audit?span=90d')
    const bars = page().getByRole('slider', { name: 'Bars of the chart' })
    await eventually(() => bars.getAttribute('aria-valuetext')).toMatch(/event/)
    const whole = await total()
    const box = await bars.boundingBox()
    if (!box) throw new Error('The bars are not drawn')
    await page().mouse.move(box.x + 200, box.y + 40)
    await page().mouse.down()
    await page().mouse.move(box.x + 320, box.y + 40, { steps: 3 })
    const said = await page().getByText('release to zoom').textContent()
    await page().mouse.up()
    const inside = Number(said?.replaceAll(',', '').match(/(\d+) events?/)?.[1])
    await eventually(total).toBe(inside)
    expect(inside).toBeLessThan(whole)
    expect(await hash()).toMatch(/from=.*to=/)
    await page().goBack()
    await eventually(total).toBe(whole)
    await bars.focus()
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'Shift+ArrowLeft', 'Enter']) await page().keyboard.press(key)
    await eventually(hash).toMatch(/from=.*to=/)
    await page().keyboard.press('0')
    await eventually(hash).toContain('span=all')
  })

  test('a gap is said, hatched, and fetched by a press', { timeout: 90_000 }, async () => {
    // Before everything that LastPass keeps nothing is known to have happened.
    const { spans } = await ask(page(), 'audit.coverage', {})
    expect(spans).toHaveLength(1)
    await go(`#/audit?from=${encodeURIComponent(daysAgo(900))}&to=${encodeURIComponent(daysAgo(890))}`)
    await page().getByRole('heading', { name: 'No events in this time' }).waitFor()
    await page()
      .getByText(/^Not fetched: /)
      .waitFor()
    await eventually(() => page().locator('svg').getByText('not fetched').count()).toBe(1)
    await page().getByRole('button', { name: 'Fetch this gap' }).click()
    await page().getByText('Fetched. No new events.').waitFor()
    // An empty answer about a time that LastPass may have dropped proves nothing.
    expect((await ask(page(), 'audit.coverage', {})).spans).toHaveLength(1)
  })

  test('where nothing matches, it says which filter to switch off and what that would show', async () => {
    await go(`#/audit?span=90d&ips=${encodeURIComponent('["no such address"]')}`)
    await page().getByRole('heading', { name: 'No event matches' }).waitFor()
    await page()
      .getByRole('button', { name: /^Without Address: no such address: [\d,]+ events$/ })
      .click()
    await row(0).locator('time').waitFor()
    await page().getByRole('switch', { name: 'Address: no such address', checked: false }).waitFor()
  })

  test('an event opens with its fields as received, by keys alone', async () => {
    await go('#/audit?span=90d')
    await row(0).locator('time').waitFor()
    await events().focus()
    await page().keyboard.press('Home')
    await page().keyboard.press('Enter')
    const { rows } = await ask(page(), 'audit.page', { own: 'without', limit: 1 })
    await eventually(() => page().locator('pre').textContent()).toContain(`"Action": "${rows[0]?.action}"`)
    expect(await page().locator('pre').textContent()).toContain(`"Time": "${rows[0]?.local}"`)
    expect(await faults(page())).toEqual([])
    await page().keyboard.press('Escape')
    await page().locator('pre').waitFor({ state: 'detached' })
    await page().keyboard.press('a')
    await eventually(hash).toMatch(/from=.*to=/)
  })

  test('an action is sorted into another category from its event, noted, and sorted back in the settings', async () => {
    await go('#/audit?span=all&categories=["vault"]&actions=["Open secure note"]')
    const notes = await ask(page(), 'audit.page', { actions: ['Open secure note'], limit: 1 })
    await eventually(total).toBe(notes.total)
    await events().focus()
    await page().keyboard.press('Enter')
    await page().getByRole('button', { name: 'Sort this action into another category' }).click()
    await page().getByLabel('Category of this action').selectOption('other')
    expect(await faults(page())).toEqual([])
    await page().getByRole('button', { name: 'Sort it into Other' }).click()
    await eventually(total).toBe(0)
    const moved = await ask(page(), 'audit.page', { actions: ['Open secure note'], categories: ['other'], limit: 1 })
    expect(moved.total).toBe(notes.total)
    await go('#/settings?part=audit')
    const sorted = page().getByRole('region', { name: 'Categories of actions' })
    await sorted.getByText('“open secure note” is counted as Other, usually as Vault access').waitFor()
    await sorted.getByRole('button', { name: 'Sort open secure note as usual' }).click()
    await sorted.getByText('No action is sorted otherwise.').waitFor()
    const { rows } = await ask(page(), 'journal.page', { kind: 'audit-category', limit: 5 })
    expect(rows.map(({ data }) => [data.before, data.after])).toEqual([
      ['vault', 'other'],
      ['other', 'vault'],
    ])
  })

  test('failed logins of the last day are two acts away from the users', async () => {
    await go('#/users')
    await page().getByRole('grid').first().waitFor()
    await page().keyboard.press('Control+k')
    await page().keyboard.type('failed logins')
    await page()
      .getByRole('option', { name: /Failed logins, last 24 hours/ })
      .waitFor()
    await page().keyboard.press('Enter')
    await page().getByRole('heading', { level: 1, name: 'Audit' }).waitFor()
    expect(await hash()).toContain('span=24h')
  })

  test('a search is saved, and opened again', async () => {
    await go('#/audit?span=30d&text=example')
    await page().getByRole('button', { name: 'Searches' }).click()
    await page().getByRole('menuitem', { name: 'Save this search' }).click()
    await page().getByLabel('Name').fill('About example')
    await page().getByRole('button', { name: 'Save search “About example”' }).click()
    await page().getByRole('dialog').waitFor({ state: 'detached' })
    await go('#/audit')
    await page().getByRole('button', { name: 'Searches' }).click()
    await page().getByRole('menuitem', { name: 'About example', exact: true }).click()
    await eventually(hash).toContain('text=example')
  })

  test('a network is named in the settings, and events are counted and shown by it', async () => {
    await go('#/settings?part=audit')
    await page().getByText('None is named, so no event can be called outside of them.').waitFor()
    const { values } = await ask(page(), 'audit.facets', { facet: 'ip', own: 'without', limit: 1 })
    const address = values[0]?.value ?? ''
    await page().getByLabel('Name', { exact: true }).fill('Office Berlin')
    await page().getByLabel('Addresses and ranges').fill(`${address}\n999.1.1.1`)
    await page().getByRole('button', { name: 'Add this network' }).click()
    await page().getByRole('alert').filter({ hasText: '999.1.1.1' }).waitFor()
    await page().getByLabel('Addresses and ranges').fill(`${address}, 2001:db8::/32`)
    await page().getByRole('button', { name: 'Add this network' }).click()
    await page().getByRole('button', { name: 'Edit Office Berlin' }).waitFor()
    expect(await faults(page())).toEqual([])
    await go('#/audit?span=all')
    const places = page().getByRole('region', { name: 'Network' })
    await places.getByRole('button', { name: 'Only Office Berlin' }).click()
    await page().getByText('Network').first().waitFor()
    const inside = await ask(page(), 'audit.page', { ips: [address], own: 'without', offset: 0, limit: 1 })
    await eventually(total).toBe(inside.total)
    await places.getByRole('button', { name: 'Without outside named networks' }).waitFor()
  })

  test('what removing old events would take is counted first, and leaving it changes nothing', async () => {
    await go('#/settings?part=audit')
    await page().getByLabel('Keep events').selectOption({ label: 'For 1 year' })
    const { events: going } = await ask(page(), 'audit.previewRetention', { keepDays: 365 })
    const said =
      going > 0
        ? page().getByRole('button', { name: `Remove ${going.toLocaleString('en-US')} ` })
        : page().getByRole('button', { name: 'Keep this choice' })
    await said.waitFor()
    await page().getByRole('button', { name: 'Leave it as it is' }).click()
    await said.waitFor({ state: 'detached' })
    expect((await ask(page(), 'audit.settings', {})).keepDays).toBeNull()
  })

  test('what is shown is exported whole', async () => {
    await go('#/audit?span=30d&categories=%5B%22vault%22%5D')
    await row(0).locator('time').waitFor()
    const shown = await total()
    const file = join(folder, 'events.jsonl')
    await window.app.evaluate(({ dialog }, to) => {
      dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath: to as string })) as never
    }, file)
    await page().getByRole('button', { name: 'Export', exact: true }).click()
    await page()
      .getByRole('menuitem', { name: /as JSON lines/ })
      .click()
    await page()
      .getByText(/^[\d,]+ events? written to /)
      .waitFor()
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    expect(lines).toHaveLength(shown + 1)
    expect(new Set(lines.slice(1).map((line) => JSON.parse(line).category))).toEqual(new Set(['vault']))
  })

  test('a person’s panel shows their events', async () => {
    await go('#/audit?span=90d')
    const panel = page()
      .getByRole('complementary')
      .filter({ has: page().getByRole('tab', { name: 'Events' }) })
    // The list may still be that of the days before: who is pressed while it changes is gone.
    await eventually(async () => {
      if ((await panel.count()) === 0) await page().locator('[data-person]').first().click()
      return panel.count()
    }).toBe(1)
    await panel.getByRole('tab', { name: 'Events' }).click()
    await panel.getByRole('listitem').first().waitFor()
    await panel.getByRole('link', { name: /in Audit$/ }).click()
    await eventually(hash).toContain('about')
    await page()
      .getByRole('switch', { name: /^Concerns: / })
      .waitFor()
  })

  test('readings by Provost itself are folded away, counted, and shown by a switch', async () => {
    await go('#/audit?span=all&text=&categories=%5B%22api%22%5D')
    const own = (await ask(page(), 'audit.page', { own: 'only', limit: 1 })).total
    expect(own).toBeGreaterThan(0)
    const shown = page().getByRole('switch', { name: `Own readings ${own.toLocaleString('en-US')}` })
    await shown.waitFor()
    const without = await total()
    await shown.press('Space')
    await eventually(total).toBe(without + own)
    await eventually(hash).toContain('own=shown')
  })

  test('what one person did without a pause is one line, opens, and is shown alone', async () => {
    await go('#/audit?span=7d')
    await row(0).locator('time').waitFor()
    await page().getByRole('switch', { name: 'Sessions' }).press('Space')
    await page()
      .getByText(/^[\d,]+ sessions? of /)
      .waitFor()
    const line = page()
      .getByRole('button', { expanded: false })
      .filter({ hasText: /\d+ events/ })
      .first()
    const number = Number((await line.textContent())?.match(/(\d+) events/)?.[1])
    await line.press('Enter')
    expect(await faults(page())).toEqual([])
    await page()
      .getByRole('button', { name: `Show only these ${number} events` })
      .click()
    await eventually(total).toBe(number)
    await row(0).locator('time').waitFor()
  })

  test('findings are worked through by keys, muted with a reason, and lead to their events', async () => {
    await go('#/audit?span=all')
    const { open, rows } = await ask(page(), 'findings.page', { muted: false, limit: 500 })
    expect(open).toBeGreaterThan(1)
    await page()
      .getByRole('region', { name: 'Findings' })
      .getByText(`${open.toLocaleString('en-US')} findings`)
      .waitFor()
    await events().focus()
    await page().keyboard.press('f')
    const panel = page().getByRole('complementary', { name: 'Finding' })
    const steps = panel.getByText(/of [\d,]+ open$/)
    await eventually(() => steps.textContent()).toBe(`1 of ${open.toLocaleString('en-US')} open`)
    await eventually(() => panel.evaluate((one) => one.contains(document.activeElement))).toBe(true)
    const first = await hash()
    await page().keyboard.press('f')
    await eventually(() => steps.textContent()).toBe(`2 of ${open.toLocaleString('en-US')} open`)
    expect(await hash()).not.toBe(first)
    const key = /finding=([^&]+)/.exec(await hash())?.[1] ?? ''
    expect(await faults(page())).toEqual([])
    await panel.getByRole('button', { name: /in the timeline$/ }).click()
    const found = rows.find((one) => one.key === decodeURIComponent(key))
    const { total: fits } = await ask(page(), 'audit.page', { ...found?.filter, limit: 1 })
    await eventually(total).toBe(fits)
    // A letter on a switch is a key of the screen: there is nothing to write in.
    await page().getByRole('switch', { name: 'Sessions' }).focus()
    await page().keyboard.press('h')
    await page().getByRole('figure').first().waitFor({ state: 'detached' })
    await page().keyboard.press('h')
    await page().getByRole('figure').first().waitFor()
    await panel.getByLabel('Reason').fill('Looked at with the person')
    await panel.getByRole('button', { name: 'Mute this finding' }).click()
    await panel.getByText('Looked at with the person').waitFor()
    const after = await ask(page(), 'findings.page', { muted: false, limit: 1 })
    expect(after.open).toBe(open - 1)
    const { rows: lines } = await ask(page(), 'journal.page', { kind: 'finding-muted', limit: 5, newestFirst: true })
    expect(lines[0]?.data).toMatchObject({ finding: found?.key, reason: 'Looked at with the person' })
    await go('#/overview')
    await page()
      .getByRole('button', { name: /^Show \d+: (Grave f|F)indings of the audit$/ })
      .first()
      .waitFor()
    const told = await page()
      .getByRole('button', { name: /indings of the audit$/ })
      .evaluateAll((all) => all.map((one) => Number(one.textContent?.replace(/\D/g, ''))))
    expect(told.reduce((sum, many) => sum + many, 0)).toBe(after.open)
  })

  test('all findings are listed, the muted ones with their reasons, and one is shown again from there', async () => {
    const { open, byRule } = await ask(page(), 'findings.page', { muted: false, limit: 1 })
    const number = (of: number) => of.toLocaleString('en-US')
    await go('#/audit?span=all')
    await page().getByRole('button', { name: 'All findings' }).click()
    const panel = page().getByRole('complementary', { name: 'Findings' })
    await panel.getByText(`Open ${number(open)}`).waitFor()
    expect(await faults(page())).toEqual([])
    const [rule] = byRule.filter((one) => one.open > 0)
    await panel.getByLabel('Rule').selectOption(rule?.rule ?? '')
    await eventually(() => panel.getByRole('listitem').count()).toBe(Math.min(50, rule?.open ?? 0))
    await panel.getByLabel('Rule').selectOption('')
    await panel.getByText('Muted 1', { exact: true }).click()
    const muted = panel.getByRole('list', { name: 'Muted findings' }).getByRole('button')
    await muted.getByText('Muted: Looked at with the person').waitFor()
    await muted.click()
    const one = page().getByRole('complementary', { name: 'Finding', exact: true })
    await one.getByRole('button', { name: 'Show this finding again' }).click()
    await eventually(async () => (await ask(page(), 'findings.page', { muted: true, limit: 1 })).total).toBe(0)
    await one.getByRole('button', { name: 'All', exact: true }).click()
    await panel.getByText(`Open ${number(open + 1)}`).waitFor()
    await panel.getByLabel('Rule').selectOption('failed-logins')
    const bursts = byRule.find((each) => each.rule === 'failed-logins')?.open ?? 0
    // The panel may still show those of all rules.
    const shown = await ask(page(), 'findings.page', { muted: false, rules: ['failed-logins'], limit: 1 })
    const words = `Mute ${number(shown.total)} findings`
    await panel.getByRole('button', { name: words }).click()
    await panel.getByLabel(/^Reason for [\d,]+ findings of “Burst of failed logins”$/).fill('Before our time')
    expect(await faults(page())).toEqual([])
    await panel.getByRole('button', { name: words }).click()
    await panel.getByText('Nothing is open').waitFor()
    const count = (await ask(page(), 'findings.page', { muted: true, limit: 1 })).total
    expect(words).toBe(`Mute ${number(count)} findings`)
    expect(count).toBeGreaterThanOrEqual(bursts)
    await panel.getByText(`Muted ${number(count)}`).click()
    await panel.getByRole('button', { name: `Show ${number(count)} findings again` }).click()
    await panel.getByRole('button', { name: `Show ${number(count)} findings again` }).click()
    await panel.getByText('Nothing is muted').waitFor()
    const { rows: lines } = await ask(page(), 'journal.page', { limit: 2, newestFirst: true })
    expect(lines.map(({ kind, data }) => [kind, data.count, data.rules])).toEqual([
      ['findings-shown', count, ['failed-logins']],
      ['findings-muted', count, ['failed-logins']],
    ])
  })

  test('a rule says what other numbers would have found, is changed, turned off and on, and noted', async () => {
    await go('#/settings?part=findings')
    const rule = page().getByRole('region', { name: 'Burst of failed logins' })
    const bursts = async () => (await ask(page(), 'findings.page', { rules: ['failed-logins'], limit: 1 })).total
    const before = await bursts()
    await rule.getByText(`${before.toLocaleString('en-US')} findings open`).waitFor()
    await rule.getByRole('button', { name: /^Change the numbers/ }).click()
    await rule.getByRole('textbox', { name: 'Failed logins' }).fill('0')
    await rule.getByText('A whole number from 1 to 1,000,000.').waitFor()
    expect(await rule.getByRole('button', { name: 'Change this rule' }).isDisabled()).toBe(true)
    await rule.getByRole('textbox', { name: 'Failed logins' }).fill('2')
    const preview = (count: number) =>
      ask(page(), 'findings.preview', { rule: 'failed-logins', thresholds: { count, minutes: 10 } })
    const [then, now] = [(await preview(2)).count, (await preview(5)).count]
    expect(then).toBeGreaterThan(now)
    await rule
      .getByText(
        `In the fetched events of the last 90 days: ${then.toLocaleString('en-US')} findings, ${now.toLocaleString('en-US')} with the numbers in force.`,
      )
      .waitFor()
    expect(await faults(page())).toEqual([])
    await rule.getByRole('button', { name: 'Change this rule' }).click()
    await rule.getByText('failed logins: 2, within minutes: 10 (changed)').waitFor()
    expect(await bursts()).toBeGreaterThan(before)
    const { rows } = await ask(page(), 'journal.page', { kind: 'finding-rule', limit: 1, newestFirst: true })
    expect(rows[0]?.data).toMatchObject({ rule: 'failed-logins', after: { thresholds: { count: 2, minutes: 10 } } })
    await rule.getByRole('switch').press('Space')
    await rule.getByText('off', { exact: true }).waitFor()
    expect(await bursts()).toBe(0)
    await rule.getByRole('switch').press('Space')
    await rule.getByRole('button', { name: /^Change the numbers/ }).click()
    await rule.getByRole('button', { name: 'Use the usual numbers' }).click()
    await rule.getByRole('button', { name: 'Change this rule' }).click()
    await eventually(bursts).toBe(before)
  })

  test('an evidence pack says first what it will hold, is written, and is checked from the screen', async () => {
    await go('#/audit')
    const open = async (item: string) => {
      await page().getByRole('button', { name: 'Evidence pack', exact: true }).click()
      await page().getByRole('menuitem', { name: item }).click()
    }
    await open('Make an evidence pack')
    const box = page().getByRole('dialog', { name: 'Evidence pack' })
    await box.getByRole('radio', { name: /^Authentication/ }).click()
    await box.getByText('This quarter', { exact: true }).click()
    const button = box.getByRole('button', { name: /^Write the pack, [\d,]+ events?$/ })
    await button.waitFor()
    expect(await faults(page())).toEqual([])
    const said = Number((await button.textContent())?.replaceAll(',', '').match(/(\d+) event/)?.[1])
    const file = join(folder, 'pack.zip')
    await window.app.evaluate(({ dialog }, to) => {
      dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath: to as string })) as never
    }, file)
    await button.click()
    await page()
      .getByText(`The pack with ${said.toLocaleString('en-US')} events was written.`)
      .waitFor()
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
    await page().getByText(digest).waitFor()
    await page().keyboard.press('Escape')
    const choose = async () => {
      const chooser = page().waitForEvent('filechooser')
      await open('Check an evidence pack')
      await (await chooser).setFiles(file)
    }
    await choose()
    await page()
      .getByText(/^Valid: every byte/)
      .waitFor()
    await page().getByText('This is the key of this workstation.').waitFor()
    await page().keyboard.press('Escape')
    const bytes = readFileSync(file)
    bytes[200] = (bytes[200] ?? 0) ^ 1
    writeFileSync(file, bytes)
    await choose()
    await page().getByRole('alert').getByText('Not valid.').waitFor()
    expect(await faults(page())).toEqual([])
    await page().keyboard.press('Escape')
  })

  test('axe finds nothing in either theme, with everything open', { timeout: 120_000 }, async () => {
    for (const name of ['Light', 'Dark'] as const) {
      await theme(page(), name)
      // In the second theme only the colours are others.
      const looked = () => faults(page(), { colours: name === 'Dark' })
      await go('#/audit?span=90d')
      await row(0).locator('time').waitFor()
      expect({ name, found: await looked() }).toEqual({ name, found: [] })
      await page().getByRole('button', { name: 'as a table' }).click()
      expect({ name, found: await looked() }).toEqual({ name, found: [] })
      await page().getByRole('button', { name: 'as bars' }).click()
      await page()
        .getByRole('complementary', { name: 'Values' })
        .getByRole('button', { name: / more$/ })
        .first()
        .click()
      await page().getByLabel('Search actions').waitFor()
      expect({ name, found: await looked() }).toEqual({ name, found: [] })
      await page().keyboard.press('Escape')
    }
  })

  test('the page had nothing to complain of', () => {
    expect(window.complaints).toEqual([])
  })
})
