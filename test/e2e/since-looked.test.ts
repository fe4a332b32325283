import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, eventually, goTo } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

let service: Awaited<ReturnType<typeof openService>>
let opened: Console
const page = () => opened.page
beforeAll(async () => {
  service = await openService()
  opened = await openConsole()
  await connect(page(), service)
}, 90_000)
afterAll(async () => {
  expect(opened.complaints).toEqual([])
  await opened.close()
  await service.served.close()
})

/** How many rows the list of seen changes has, its head left out. */
const listed = async () =>
  Number(await page().getByRole('grid', { name: 'Seen changes' }).getAttribute('aria-rowcount')) - 1

/** Somebody else's doings: of three people one is disabled, one gone, one in another group, and somebody new is there. */
async function changeMeanwhile(): Promise<void> {
  const { rows } = await ask(page(), 'users.page', { status: ['active'], admin: false, offset: 0, limit: 3 })
  const [disabled, gone, moved] = rows.map(({ username }) => username) as [string, string, string]
  service.demo.edit.disable(disabled)
  service.demo.edit.removeUser(gone)
  service.demo.edit.addToGroup(moved, 'Night shift')
  service.demo.edit.addUser('newly.come@example.com', { fullname: 'Newly Come' })
}

test('the number that a refresh says is the number of the list behind it', async () => {
  await changeMeanwhile()
  await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
  const said = page().getByText(/^Refreshed\. \d+ changes? seen\./)
  await said.waitFor()
  const many = Number(/\d+/.exec((await said.textContent()) ?? '')?.[0])
  await said.getByRole('link', { name: 'Show what changed' }).click()
  await eventually(() => listed()).toBe(many)
  expect((await ask(page(), 'directory.changes', { offset: 0, limit: 50 })).rows).toHaveLength(many)
})

test('the Overview names who changed, each opens the person, and its number is that of its list', async () => {
  await goTo(page(), 'Overview')
  const seen = page().getByRole('region', { name: /^(Seen by the last refresh|Since you last looked)$/ })
  await seen.getByRole('link', { name: 'Newly Come' }).waitFor()
  const all = seen.getByRole('link', { name: /changes? seen$/ })
  const many = Number(/\d+/.exec((await all.textContent()) ?? '')?.[0])
  await all.click()
  await eventually(() => listed()).toBe(many)
  await goTo(page(), 'Overview')
  await seen.getByRole('link', { name: 'Newly Come' }).click()
  await page().getByRole('complementary', { name: 'Newly Come' }).waitFor()
})
