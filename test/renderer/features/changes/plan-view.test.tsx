import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Change } from '../../../../src/contract/change.ts'
import type { PlanAsked } from '../../../../src/renderer/features/changes/open-dialogs.ts'
import { PlanView } from '../../../../src/renderer/features/changes/plan/plan-view.tsx'
import { queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'

// What stands around the rows of a plan: to which company it goes, what is asked of the person, and what can be done with it.
let page: TestPage
let tenant: TestTenant
let company = ''
const address = (n: number) => `leaver.${n}@example.com`
const usernames = Array.from({ length: 4 }, (_, n) => address(n))

beforeAll(async () => {
  tenant = await openTenant({ people: 20 }, { writing: true })
  for (const username of usernames) tenant.demo.edit.addUser(username, { fullname: 'Lee Leaver' })
  await tenant.call('directory.sync', {})
  company = (await tenant.call('app.state', {})).tenants[0]?.label ?? ''
  bridgeTo(tenant.app)
  page = await openPage()
}, 60_000)
afterEach(() => queryClient.clear())
afterAll(async () => {
  await page.close()
  await tenant.close()
})

async function shown(plan: string, asked: PlanAsked = {}): Promise<HTMLElement> {
  await page.draw(<PlanView key={plan} plan={plan} asked={asked} onTitle={() => {}} />)
  await page.until(() => page.document.querySelector('footer') !== null && queryClient.isFetching() === 0)
  return page.document.querySelector('footer') as HTMLElement
}
const preview = async (changes: readonly Change[]) =>
  (await tenant.call('changes.preview', { changes: [...changes] })).plan
const buttons = (of: HTMLElement) => [...of.querySelectorAll('button')].map(({ textContent }) => textContent)

test('the line of the button that sends names the company and its account', async () => {
  expect(company).not.toBe('')
  const footer = await shown(await preview([{ kind: 'disable', username: address(0) }]))
  expect(footer.textContent).toContain(`Sent to ${company}, account ${tenant.demo.cid}`)
})

test('what has to be typed says why, and has the focus', async () => {
  const footer = await shown(await preview([{ kind: 'delete', username: address(0) }]))
  const field = footer.querySelector('input') as HTMLInputElement
  expect(footer.querySelector('label')?.textContent).toBe(
    `Type ${address(0)} to delete this person. It cannot be undone.`,
  )
  expect(field.placeholder).toBe('')
  expect(page.document.activeElement).toBe(field)
})

test('the button that sends shows its keys, and the red of what cannot be undone only then', async () => {
  const last = (of: HTMLElement) => [...of.querySelectorAll('button')].at(-1) as HTMLButtonElement
  const mild = last(await shown(await preview([{ kind: 'disable', username: address(1) }])))
  expect(mild.dataset.key).toBe('Ctrl Enter')
  expect(mild.getAttribute('style')).not.toContain('red')
  const grave = last(await shown(await preview([{ kind: 'delete', username: address(1) }])))
  expect(grave.getAttribute('style')).toContain('red')
})

test('the plan of leavers can be kept for later, as any other', async () => {
  const { batch, plan } = await tenant.call('leavers.start', { usernames: [...usernames] })
  const footer = await shown(plan ?? '', { batch })
  expect(buttons(footer)).toEqual(['Close', 'Keep for later', 'Disable 4 people'])
})
