import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import keytar from 'keytar'
import { afterAll, expect, test } from 'vitest'
import { journalMigrations } from '../../src/main/store/migrations/journal.ts'
import { openStore } from '../../src/main/store/open.ts'
import { ask, eventually, faults, goTo, part } from './acts.ts'
import { openDemo, settled } from './console.ts'
import { launch, makeHome } from './launch.ts'

const { home, remove } = makeHome()
let { app, page } = await launch(home)
afterAll(async () => {
  await app.close()
  await remove()
})

const again = async () => {
  ;({ app, page } = await launch(home))
}
const banner = (text: string) => page.getByRole('alert').filter({ hasText: text })

test('a journal with an altered line names the line, what still stands and what to do; a damaged list is read anew', async () => {
  await openDemo(page)
  for (const cap of [3, 4, 5]) await ask(page, 'guards.set', { cap })
  const { current } = await ask(page, 'app.state', {})
  await app.close()

  const folder = join(home, 'tenants', current ?? '')
  const key = (await keytar.getPassword('Provost', `${current}/database-key`)) ?? ''
  const store = openStore({ file: join(folder, 'journal.db'), key, migrations: journalMigrations, durability: 'full' })
  store.exec('DROP TRIGGER IF EXISTS journal_stays; DROP TRIGGER IF EXISTS journal_keeps')
  store.prepare(`UPDATE journal SET body = replace(body, '"cap":4', '"cap":9') WHERE seq = 2`).run()
  store.close()
  writeFileSync(join(folder, 'directory.db'), 'x'.repeat(40_000))

  await again()
  await banner('The local database is damaged.').waitFor()
  await page.getByRole('button', { name: 'Read everything again' }).click()
  await settled(page)
  await goTo(page, 'Changes')
  await part(page, 'changes', 'Journal')
  await page.getByRole('button', { name: 'Verify every line' }).click()
  const broken = page.getByRole('status').filter({ hasText: 'Not intact at line 2.' })
  await broken.waitFor()
  const said = await broken.textContent()
  expect(said).toContain('Line 1 is as it was written; no line after that can be proved.')
  expect(said).toContain('Export the journal as it is and keep it')
  expect(said).toContain('Anchor of line 1')
  expect(await faults(page)).toEqual([])
})

test('a journal whose secret is gone says so at once, and is still read', async () => {
  const { current } = await ask(page, 'app.state', {})
  await app.close()
  await keytar.deletePassword('Provost', `${current}/journal-secret`)
  await again()
  await banner('The secret that seals the journal is no longer in the keychain.').waitFor()
  expect(await page.getByRole('button', { name: 'Read everything again' }).count()).toBe(0)
  expect((await ask(page, 'journal.page', {})).rows.map(({ kind }) => kind)).toEqual([
    'guards',
    // The altered line says nothing but that.
    'damaged',
    'guards',
    'secret-lost',
  ])
  // The lines from before the loss stay unproved, and the one that tells of it holds.
  expect(await ask(page, 'journal.verify', {})).toMatchObject({
    intact: false,
    lost: { lines: 3, restBrokenAt: null },
  })
})

test('damaged events are named with their span, and fetched again by a press', async () => {
  await ask(page, 'audit.fetch', { from: new Date(Date.now() - 5 * 86_400_000).toISOString() })
  const { events } = await ask(page, 'audit.status', {})
  expect(events).toBeGreaterThan(20)
  const { current } = await ask(page, 'app.state', {})
  await app.close()
  const folder = join(home, 'tenants', current ?? '', 'audit')
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.leaf'))) {
    const bytes = readFileSync(join(folder, name))
    // In what is read only once rows are shown, when the screen has asked how the archive stands.
    const at = Math.floor(bytes.length * 0.6)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(join(folder, name), bytes)
  }
  await again()
  await goTo(page, 'Audit')
  await page.getByText(/^Events on this computer were damaged and set aside: .* They come back as far as/).waitFor()
  await page.getByRole('heading', { name: 'No event is left here' }).waitFor()
  expect(await faults(page)).toEqual([])
  await page.getByRole('button', { name: 'Fetch them again' }).click()
  await eventually(async () => (await ask(page, 'audit.status', {})).events).toBeGreaterThanOrEqual(events)
  await page.getByRole('button', { name: 'Fetch them again' }).waitFor({ state: 'detached' })
})
