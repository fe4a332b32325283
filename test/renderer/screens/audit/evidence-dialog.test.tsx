import { afterAll, beforeAll, expect, test } from 'vitest'
import { act } from '../../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'

const now = () => Date.now()
let tenant: TestTenant
let page: TestPage
beforeAll(async () => {
  tenant = await openTenant({ people: 40, founded: now() - 200 * 86_400_000, now }, { now })
  bridgeTo(tenant.app)
  page = await openPage()
})
afterAll(async () => {
  await page?.close()
  await tenant?.close()
})
const text = () => page.document.body.textContent ?? ''
const button = (name: RegExp) =>
  [...page.document.querySelectorAll('button')].find((one) => name.test(one.textContent ?? ''))

test('where nothing was fetched it says so, and a pack of nothing can only be written knowingly', async () => {
  const { EvidenceDialog } = await import('../../../../src/renderer/screens/audit/evidence/evidence-dialog.tsx')
  await page.draw(<EvidenceDialog company="one" onClose={() => undefined} />)
  await page.until(() => /not fetched:/.test(text()))
  expect(text()).toContain('nothing can be told of what happened then')
  await page.until(() => button(/^Write the pack, 0 events$/)?.disabled === false)
  // A review is signed here, so that there is none of those.
  const numbers = [...page.document.querySelectorAll('[role="radiogroup"] .numbers')].map((one) => one.textContent)
  expect(numbers).toEqual(['none fetched', 'none fetched', 'none fetched', 'none fetched', '0'])
})

test('once the period is fetched no gap is said, and the button repeats the number', async () => {
  const { EvidenceDialog } = await import('../../../../src/renderer/screens/audit/evidence/evidence-dialog.tsx')
  // As the page fetches: what was asked before is out of date with that.
  await act('audit.fetch', { from: new Date(now() - 200 * 86_400_000).toISOString() })
  await page.draw(<EvidenceDialog key="again" company="one" onClose={() => undefined} />)
  await page.until(() => text().includes('All of it was fetched from LastPass.'))
  await page.until(() => /Write the pack, [1-9][\d,]* events?/.test(button(/^Write the pack/)?.textContent ?? ''))
})

test('of a period that is not over it says up to when it was fetched, with nothing to fetch first', async () => {
  const { EvidenceDialog } = await import('../../../../src/renderer/screens/audit/evidence/evidence-dialog.tsx')
  await page.draw(<EvidenceDialog key="now" company="one" onClose={() => undefined} />)
  await page.until(() => text().includes('All of it was fetched from LastPass.'))
  const days = [...page.document.querySelectorAll<HTMLElement>('label')].find((one) => one.textContent === 'Other days')
  days?.click()
  await page.until(() => /Fetched up to .*The rest of the period is not, and the pack will say so\./.test(text()))
  expect(button(/^Fetch it first$/)).toBeUndefined()
})

test('of access reviews it counts decisions, and claims nothing of what was fetched', async () => {
  const { EvidenceDialog } = await import('../../../../src/renderer/screens/audit/evidence/evidence-dialog.tsx')
  await act('directory.sync', {})
  const { rows } = await tenant.call('groups.page', { limit: 50 })
  const group = rows.find(({ members }) => members > 1)?.name ?? ''
  const { review, lines } = await act('reviews.start', { scope: { group } })
  await act('reviews.decide', { review, lines: Array.from({ length: lines }, (_, line) => line), decision: 'keep' })
  await act('reviews.sign', { review, name: 'Rae Viewer' })
  // The dialog before is not to take the clicks.
  await page.draw(null)
  await page.until(() => !text().includes('What it proves'))
  await page.draw(<EvidenceDialog key="reviews" company="one" onClose={() => undefined} />)
  const choose = (label: RegExp) =>
    [...page.document.querySelectorAll<HTMLElement>('button, label')].find((one) => label.test(one.textContent ?? ''))
  await page.until(() => text().includes('All of it was fetched from LastPass.'))
  choose(/^Access review/)?.click()
  await page.until(() => text().includes('No access review was signed in this period.'))
  choose(/^This year$/)?.click()
  await page.until(() => text().includes('1 review was signed, and is as the journal says.'))
  await page.until(() => button(/^Write the pack/)?.textContent === `Write the pack, ${lines} decisions`)
  expect(text()).toContain('The same seed draws the same decisions again')
  expect(text()).toContain('every decision of the reviews signed in the period')
  expect(text()).not.toMatch(/was fetched from LastPass\.|not fetched:/)
})
