import type { Locator } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, enable, faults, over, theme } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

// What the pages of a group and of a shared folder say of the events about them, and the list of events in another language.

let service: Awaited<ReturnType<typeof openService>>
let opened: Console
const page = () => opened.page
const go = (hash: string) =>
  page().evaluate((next) => {
    location.hash = next
  }, hash)
/** A name with what LastPass itself puts between names. */
const group = `Crew 'A' to B - "West", 2`
const folder = { id: '', name: '' }
let person = { username: '', fullname: '' }
const admin = { username: 'ada.admin@example.com', fullname: 'Ada Admin' }
async function look(name: string): Promise<void> {
  for (const colours of ['Dark', 'Light'] as const) {
    await theme(page(), colours)
    if (process.env.PROVOST_LOOK)
      await page().screenshot({ path: `${process.env.PROVOST_LOOK}/${name}-${colours}.png` })
  }
}

beforeAll(async () => {
  service = await openService({ people: 60, founded: Date.now() - 5 * 86_400_000 })
  const { edit } = service.demo
  opened = await openConsole()
  await connect(page(), service)
  person = (await ask(page(), 'users.page', { status: ['active'], admin: false, limit: 1 })).rows[0] ?? person
  Object.assign(folder, (await ask(page(), 'folders.page', { deleted: false, limit: 1 })).rows[0])
  edit.addUser(admin.username, { fullname: admin.fullname, admin: true })
  edit.addToGroup(person.username, group)
  const event = (action: string, data: string, username = admin.username) => edit.noteEvent({ action, data, username })
  event('Adding user to group', `${person.username} - ${group}`)
  event('Remove from group', `'${group}' '${person.username}'`)
  event('Add to shared folder', `'${folder.name}' '${person.username}'`)
  event('Removed from shared folder', `'${folder.name}' '${person.username}'`, 'API: nightly report')
  event('Mislukte aanmeldpoging', 'LastPass via Website', person.username)
  event('ポリシーの編集', 'Prohibit export New value: 1')
  await ask(page(), 'directory.sync', {})
  const to = new Date(Date.now() + 60_000)
  await ask(page(), 'audit.fetch', { from: new Date(to.getTime() - 7_200_000).toISOString(), to: to.toISOString() })
})
afterAll(async () => {
  expect(opened.complaints).toEqual([])
  await opened.close()
  await service.served.close()
})

const lines = async (panel: Locator): Promise<string[]> => {
  await panel.locator('ol > li').first().waitFor()
  return (await panel.locator('ol > li').allInnerTexts()).map((text) => text.split('\n')[0] ?? '')
}

test('a group’s page tells its events in words, newest first, and what Provost itself did', async () => {
  await enable(page())
  await ask(page(), 'guards.set', { holdSeconds: 0 })
  const { plan } = await ask(page(), 'changes.preview', {
    changes: [{ kind: 'groups', username: person.username, add: [], remove: [group] }],
  })
  await over(page(), (await ask(page(), 'changes.apply', { plan })).job)
  await go(`#/groups?group=${encodeURIComponent(group)}`)
  const panel = page().getByRole('complementary', { name: `Group ${group}` })
  await panel.getByRole('button', { name: 'More' }).click()
  await page().getByRole('menuitem', { name: 'Its events' }).click()
  const about = `${person.fullname}, ${group}`
  // The job's line is there before what came of it.
  await panel.getByText(/out of Crew .*: confirmed/).waitFor()
  const found = await lines(panel)
  expect(found.filter((line) => !line.startsWith('Not fetched'))).toEqual([
    expect.stringMatching(/out of Crew .*: confirmed, by Provost, journal line \d+$/),
    `Removed from a group ${about}, by Ada Admin`,
    `Added to a group ${about}, by Ada Admin`,
    `Added to a group ${about}, by API`,
  ])
  await look('group')
  expect(await faults(page())).toEqual([])
})

test('a folder’s page tells its events in words, and a caller by the API by its label', async () => {
  await go(`#/folders?folder=${encodeURIComponent(JSON.stringify(folder.id))}`)
  const panel = page().getByRole('complementary', { name: `Shared folder ${folder.name}` })
  await panel.getByRole('button', { name: 'Its events' }).click()
  const about = `${person.fullname}, ${folder.name}`
  expect((await lines(panel)).filter((line) => !line.startsWith('Not fetched'))).toEqual([
    `Removed from a shared folder ${about}, by nightly report`,
    `Added to a shared folder ${about}, by Ada Admin`,
  ])
  await look('folder')
  expect(await faults(page())).toEqual([])
})

test('events in Dutch and Japanese stand in words, and keep LastPass’ own in the opened one', async () => {
  await go('#/audit')
  const line = (words: string) => page().locator('[data-row]').filter({ hasText: words })
  await line('Policy changed Prohibit export: 1').filter({ hasText: admin.fullname }).waitFor()
  await line('Failed login via Website').filter({ hasText: person.fullname }).getByRole('gridcell').first().click()
  await page().getByText('Mislukte aanmeldpoging').last().waitFor()
  await look('audit')
})
