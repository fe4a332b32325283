import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Console, count, fillConnection, openConsole, openService, settled } from './console.ts'

let service: Awaited<ReturnType<typeof openService>>
let window: Console
const page = () => window.page
const alert = () => page().getByRole('alert').first()

beforeAll(async () => {
  service = await openService()
  window = await openConsole()
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
})

describe('connecting a company, from the first start on', () => {
  test('the first screen offers two ways and nothing else', async () => {
    await page().getByRole('heading', { name: 'Connect your company' }).waitFor()
    await page().getByRole('heading', { name: 'Look around in a made-up company' }).waitFor()
    expect(await page().getByRole('navigation').count()).toBe(0)
  })

  test('what cannot be right is said at the field, and nothing is sent', async () => {
    await page().getByRole('button', { name: 'Connect a company' }).click()
    await fillConnection(page(), { cid: '12x', hash: 'lpkey_abcdefgh', url: 'http://lastpass.example.com/' })
    await page().getByRole('button', { name: 'Check and connect' }).click()
    await page().getByText('The account number has digits only.').waitFor()
    await page().getByText('This is a key of another interface of LastPass.').waitFor()
    await page().getByText('Enter an address that begins with https://.').waitFor()
    expect(service.served.requests).toEqual([])
  })

  test('a refused pair says what happened and what to do, and leaves the hash in its field', async () => {
    await fillConnection(page(), { cid: service.demo.cid, hash: 'not-the-right-hash', url: service.served.url })
    await page().getByRole('button', { name: 'Check and connect' }).click()
    await alert().waitFor()
    expect(await alert().getAttribute('data-code')).toBe('credential-refused')
    await page().getByText('Nothing was saved. What to try:').waitFor()
    await page().getByText('Compare the account number digit by digit').waitFor()
    // The account number may be the wrong half.
    expect(await page().getByLabel('Provisioning hash', { exact: true }).inputValue()).toBe('not-the-right-hash')
  })

  test('a page in the service’s place is told apart from a refusal, and the hash stays in its field', async () => {
    service.demo.misbehave({ how: { kind: 'page' } })
    await fillConnection(page(), { cid: service.demo.cid, hash: service.demo.hash })
    await page().getByRole('button', { name: 'Check and connect' }).click()
    await page().locator('[data-code="unexpected-answer"]').waitFor()
    await page().getByText('A proxy or a sign-in page can answer in LastPass’ place').waitFor()
    expect(await page().getByLabel('Provisioning hash', { exact: true }).inputValue()).toBe(service.demo.hash)
    service.demo.misbehave(null)
  })

  test('a plan without the Enterprise API is told from a refusal, in words that are all in view', async () => {
    service.demo.misbehave({ how: { kind: 'empty' } })
    await page().getByRole('button', { name: 'Check and connect' }).click()
    await page().getByText('LastPass accepted the pair but shows no people.').waitFor()
    const box = await alert().boundingBox()
    expect(box && box.y >= 0 && box.y + box.height <= 800).toBe(true)
    service.demo.misbehave(null)
  })

  test('without a connection that is what it says', async () => {
    await service.served.pause()
    await page().getByRole('button', { name: 'Check and connect' }).click()
    await page().locator('[data-code="offline"]').waitFor()
    await service.served.resume()
  })

  test('the right pair opens the company, and the hash is nowhere in the page', async () => {
    await page().getByLabel('Name for this company').fill('Example Ltd')
    await page().locator('label[data-tenant-colour="teal"]').click()
    await page().getByRole('button', { name: 'Check and connect' }).click()
    await settled(page())
    await page().getByRole('button', { name: 'Company: Example Ltd' }).waitFor()
    expect(await page().locator('[data-tenant-colour="teal"]').count()).toBeGreaterThan(0)
    expect(await count(page())).toBeGreaterThanOrEqual(60)
    const everything = await page().evaluate(
      () =>
        document.documentElement.outerHTML +
        [...document.querySelectorAll('input')].map((input) => input.value).join() +
        location.href +
        JSON.stringify({ ...localStorage, ...sessionStorage }),
    )
    expect(everything).not.toContain(service.demo.hash)
  })
})

describe('when the service changes its mind', () => {
  test('a hash that was reset leads to entering the new one, and what was read stays', async () => {
    const before = await count(page())
    service.demo.misbehave({ how: { kind: 'hash-reset' } })
    await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
    await page().getByText('LastPass refused the provisioning hash.').waitFor()
    expect(await count(page())).toBe(before)
    await page().getByRole('button', { name: 'Reconnect' }).click()
    service.demo.misbehave(null)
    await page().getByLabel('Provisioning hash', { exact: true }).fill(service.demo.hash)
    await page().getByRole('button', { name: 'Check and reconnect' }).click()
    await settled(page())
    expect(await page().getByText('LastPass refused the provisioning hash.').count()).toBe(0)
  })

  test('an answer without nearly everybody is set aside until a person decides', async () => {
    const before = await count(page())
    service.demo.misbehave({ how: { kind: 'empty' }, on: 'getuserdata' })
    await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
    await page().getByText('LastPass answered with 0 accounts').waitFor()
    expect(await count(page())).toBe(before)
    await page().getByRole('button', { name: 'Keep what I have' }).click()
    await page().getByText('LastPass answered with 0 accounts').waitFor({ state: 'detached' })
    expect(await count(page())).toBe(before)
    await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
    await page()
      .getByRole('button', { name: /^Apply anyway: list \d+ accounts as gone$/ })
      .click()
    await page().getByText('There is nobody in this company').waitFor()
    service.demo.misbehave(null)
    await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
    await settled(page())
    expect(await count(page())).toBe(before)
  })

  test('a record that cannot be read is said at the top, shown with its reason, and nobody is lost over it', async () => {
    const before = await count(page())
    service.demo.misbehave({ how: { kind: 'malformed', what: 'one-user' }, on: 'getuserdata' })
    await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
    await page().locator('header').getByText('1 record set aside').click()
    expect(await count(page())).toBe(before)
    await page().getByRole('button', { name: 'Show it' }).click()
    await page().getByRole('dialog', { name: 'Records set aside' }).getByText('Its user name is not a text.').waitFor()
    await page().keyboard.press('Escape')
    service.demo.misbehave(null)
    await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
    await page().locator('header').getByText('1 record set aside').waitFor({ state: 'detached' })
  })

  test('offline, everything read stays, and the top says since when', async () => {
    const before = await count(page())
    await service.served.pause()
    await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
    await page().getByText('LastPass could not be reached.').waitFor({ timeout: 30_000 })
    await page().locator('header').getByText('offline').waitFor()
    expect(await count(page())).toBe(before)
    await service.served.resume()
    await page().getByRole('button', { name: 'Try again' }).click()
    await page().locator('header').getByText('online').waitFor()
  })

  test('a refresh that takes long says how far it is and can be given up', async () => {
    service.demo.misbehave({ how: { kind: 'slow', milliseconds: 20_000 } })
    await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
    await page().getByText('Reading people').waitFor()
    await page().getByRole('button', { name: 'Cancel' }).click()
    await page().getByRole('button', { name: 'Refresh from LastPass' }).waitFor()
    service.demo.misbehave(null)
  })
})

describe('several companies', () => {
  test('another one shows its own people and nothing of the first', async () => {
    const other = await openService({ people: 20, seed: 8 })
    await page()
      .getByRole('button', { name: /^Company:/ })
      .click()
    await page().getByRole('menuitem', { name: 'Connect another company' }).click()
    await fillConnection(page(), {
      cid: other.demo.cid,
      hash: other.demo.hash,
      label: 'Second Ltd',
      url: other.served.url,
    })
    await page().getByRole('button', { name: 'Check and connect' }).click()
    await page().getByRole('button', { name: 'Company: Second Ltd' }).waitFor()
    await settled(page())
    // The first company is teal; the second took a colour that nobody had, without being asked.
    expect(await page().locator('[data-framed]').getAttribute('data-tenant-colour')).toBe('blue')
    await expect.poll(() => count(page())).toBeLessThan(30)
    await page()
      .getByRole('button', { name: /^Company:/ })
      .click()
    await page()
      .getByRole('menuitem', { name: /Example Ltd/ })
      .click()
    await page().getByRole('button', { name: 'Company: Example Ltd' }).waitFor()
    await expect.poll(() => count(page())).toBeGreaterThanOrEqual(60)
    await other.served.close()
  })

  test('removing one asks for its name, and only its name will do; the others can be opened from the first screen', async () => {
    const remove = async (label: string) => {
      await page().getByRole('link', { name: 'Settings' }).click()
      await page()
        .locator('section', { has: page().getByRole('heading', { name: label }) })
        .getByRole('button', { name: 'Remove from this computer' })
        .click()
      const button = page().getByRole('button', { name: `Remove ${label}` })
      const typed = page().getByLabel(`To remove it, type its name: ${label}`)
      await typed.fill(label.toLowerCase())
      expect(await button.isDisabled()).toBe(true)
      await typed.fill(label)
      await button.click()
      await page().getByRole('heading', { name: 'Connect your company' }).waitFor()
    }
    await remove('Example Ltd')
    await page().getByRole('button', { name: 'Open Second Ltd' }).click()
    await page().getByRole('button', { name: 'Company: Second Ltd' }).waitFor()
    await remove('Second Ltd')
    expect(await page().getByText('Companies on this computer').count()).toBe(0)
  })

  test('the page had nothing to complain of, and its policy nothing to stop', () => {
    expect(window.complaints).toEqual([])
  })
})
