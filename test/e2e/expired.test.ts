import { join } from 'node:path'
import keytar from 'keytar'
import { afterAll, expect, test } from 'vitest'
import { journalMigrations, sealedJournal } from '../../src/main/store/migrations/journal.ts'
import { openStore } from '../../src/main/store/open.ts'
import { ask, dialog, enable, eventually, faults, goTo, over, part, plan, send } from './acts.ts'
import { openDemo } from './console.ts'
import { launch, makeHome } from './launch.ts'

const { home, remove } = makeHome()
let { app, page } = await launch(home)
afterAll(async () => {
  await app.close()
  await remove()
})

test('of a plan that waited too long the rest can go, and what expired is previewed again', async () => {
  await openDemo(page)
  const { rows } = await ask(page, 'users.page', { status: ['active'], admin: false, limit: 3 })
  const [first = '', second = '', third = ''] = rows.map(({ username }) => username)
  await ask(page, 'guards.set', { holdSeconds: 0 })
  const made = await ask(page, 'changes.preview', {
    changes: [
      { kind: 'rename', username: first, fullname: 'Robin Example' },
      { kind: 'disable', username: second },
      { kind: 'disable', username: third },
    ],
  })
  await ask(page, 'changes.keep', { plan: made.plan })
  const { current } = await ask(page, 'app.state', {})
  await app.close()
  const key = (await keytar.getPassword('Provost', `${current}/database-key`)) ?? ''
  const file = join(home, 'tenants', current ?? '', 'journal.db')
  const store = openStore({ file, key, migrations: journalMigrations, sealed: sealedJournal, durability: 'full' })
  const age = 73 * 3_600_000
  store.prepare(`UPDATE plans SET created = created - ?, json = json_set(json, '$.created', created - ?)`).run(age, age)
  store.close()
  ;({ app, page } = await launch(home))

  const bar = page.locator('[data-pending-bar]')
  await bar.getByText('2 expired').waitFor()
  await goTo(page, 'Changes')
  await part(page, 'changes', 'Waiting')
  const card = page.getByRole('article')
  await card.getByText('The other one can still go.').waitFor()
  expect(await faults(page)).toEqual([])
  await card.getByRole('button', { name: 'Preview 2 expired again' }).click()
  const again = await plan(page)
  await again.getByRole('button', { name: 'Disable 2 people' }).waitFor()
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })

  await enable(page)
  await bar.getByRole('button', { name: 'Apply 1 change' }).click()
  const opened = await plan(page)
  await opened.getByText('This has waited for more than 72 hours. Preview it again.').first().waitFor()
  const done = await over(page, await send(page))
  expect(done.rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'skipped', 'skipped'])
  await eventually(() => bar.count()).toBe(0)
})
