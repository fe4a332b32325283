import type { Page } from 'playwright'
import { ask, dialog, plan } from './acts.ts'
import { grid, row } from './console.ts'
import type { Shot } from './shot.ts'

/** What the pictures need to be there: a list, people who left, a plan that waits, one that met another change. */
interface Made {
  list: string
  batch: string
  waiting: string
}
let made: Promise<Made> | null = null

async function over(page: Page, job: string): Promise<void> {
  await ask(page, 'jobs.wait', { job, timeoutMs: 60_000, limit: 0 })
}

async function make(page: Page): Promise<Made> {
  const { rows } = await ask(page, 'users.page', { status: ['active'], admin: false, limit: 80 })
  const names = rows.map(({ username }) => username)
  // Two who alone manage a shared folder, so that there is something at risk.
  const folders = await ask(page, 'folders.page', { risk: 'sole-admin', limit: 2 })
  const managers: string[] = []
  for (const { id } of folders.rows) {
    const members = await ask(page, 'folders.get', { id, limit: 500 })
    managers.push(...members.rows.filter((one) => one.canAdminister).map((one) => one.username))
  }
  const { list } = await ask(page, 'leavers.match', {
    text: [...names.slice(0, 36), ...managers, rows[39]?.fullname, rows[40]?.fullname, 'nobody.here@example.com'].join(
      '\n',
    ),
  })
  await ask(page, 'writing.enable', {})
  await ask(page, 'guards.set', { holdSeconds: 0 })
  const { batch } = await ask(page, 'leavers.start', {
    usernames: names.slice(50, 62),
    removeFromGroups: true,
    ticket: 'HR-204',
    requestedBy: 'Head of HR',
  })
  await over(page, (await ask(page, 'leavers.apply', { batch, confirm: '12' })).job)
  const [first] = names.slice(70)
  const rename = (fullname: string) => [{ kind: 'rename' as const, username: first ?? '', fullname }]
  const { plan: waiting } = await ask(page, 'changes.preview', { changes: rename('Robin Mine') })
  await ask(page, 'changes.keep', { plan: waiting })
  const { plan: other } = await ask(page, 'changes.preview', { changes: rename('Robin Theirs') })
  await over(page, (await ask(page, 'changes.apply', { plan: other })).job)
  await ask(page, 'guards.set', { holdSeconds: 8 })
  await ask(page, 'writing.disable', {})
  return { list, batch, waiting }
}

const at = (hash: (ready: Made) => string) => async (page: Page) => {
  made ??= make(page)
  const ready = await made
  await page.evaluate((next) => {
    location.hash = next
  }, hash(ready))
}
// A list opens at the first row to decide, so its first row need not be drawn.
const rows = (page: Page) => page.getByRole('gridcell').first().waitFor()
const shot = (name: string, hash: (ready: Made) => string, ready: (page: Page) => Promise<unknown>): Shot => ({
  name,
  open: async (page) => {
    await at(hash)(page)
    await ready(page)
  },
})
const close = (page: Page) => page.keyboard.press('Escape')

/** The screens by which anything is changed. */
export const changeShots: readonly Shot[] = [
  shot(
    'leavers',
    () => '#/leavers',
    (page) => page.getByLabel('Who leaves?').waitFor(),
  ),
  shot(
    'leavers-list',
    ({ list }) => `#/leavers?list=%22${list}%22`,
    async (page) => {
      await rows(page)
      await page.getByText('What becomes of the accounts').waitFor()
    },
  ),
  shot(
    'leavers-impact',
    ({ list }) => `#/leavers?list=%22${list}%22&view=impact`,
    async (page) => {
      await rows(page)
      await row(page, 0).getByRole('gridcell').first().click()
      await page.getByRole('region', { name: /^What .* loses$/ }).waitFor()
    },
  ),
  shot(
    'leavers-folders',
    ({ list }) => `#/leavers?list=%22${list}%22&view=folders`,
    (page) => page.getByRole('article').first().waitFor(),
  ),
  shot(
    'leavers-sites',
    ({ list }) => `#/leavers?list=%22${list}%22&view=sites`,
    (page) => page.getByRole('region', { name: 'Sites to change' }).waitFor(),
  ),
  {
    ...shot(
      'leavers-case',
      ({ batch }) => `#/leavers?part=cases&batch=%22${batch}%22`,
      async (page) => {
        await rows(page)
        await row(page, 0).getByRole('gridcell').first().click()
        await page.getByRole('tab', { name: 'Steps' }).waitFor()
      },
    ),
    close,
  },
  shot(
    'leavers-compare',
    () => '#/leavers?part=compare',
    (page) => page.getByLabel('Who works here now?').waitFor(),
  ),
  shot('changes-jobs', () => '#/changes?part=jobs', rows),
  {
    ...shot(
      'changes-job',
      () => '#/changes?part=jobs',
      async (page) => {
        await rows(page)
        await row(page, 1).getByRole('gridcell').first().click()
        await dialog(page).getByRole('gridcell').first().waitFor()
      },
    ),
    close,
  },
  {
    // Under way: the seconds in which everything can be called back, in the drawer and at the bottom of the window.
    ...shot(
      'changes-held',
      () => '#/changes?part=jobs',
      async (page) => {
        await ask(page, 'writing.enable', {})
        await ask(page, 'guards.set', { holdSeconds: 60 })
        const { rows: people } = await ask(page, 'users.page', { status: ['active'], admin: false, limit: 8 })
        const { plan: held } = await ask(page, 'changes.preview', {
          changes: people.map(({ username }) => ({ kind: 'disable', username })),
        })
        await ask(page, 'changes.apply', { plan: held })
        await page.locator('[data-pending-bar]').getByRole('button', { name: 'Undo' }).waitFor()
        await row(page, 0).getByRole('gridcell').first().click()
        await dialog(page).getByRole('gridcell').first().waitFor()
      },
    ),
    close: async (page) => {
      const { rows: jobs } = await ask(page, 'jobs.page', { limit: 1 })
      await ask(page, 'jobs.cancel', { job: jobs[0]?.id ?? '' })
      await ask(page, 'guards.set', { holdSeconds: 8 })
      await ask(page, 'writing.disable', {})
      await close(page)
    },
  },
  shot(
    'changes-waiting',
    () => '#/changes?part=waiting',
    (page) => page.getByRole('article').first().waitFor(),
  ),
  {
    ...shot(
      'changes-conflict',
      () => '#/changes?part=waiting',
      async (page) => {
        await page.getByRole('button', { name: 'Compare with LastPass now' }).first().click()
        await dialog(page).getByRole('article').waitFor()
      },
    ),
    close,
  },
  shot(
    'changes-journal',
    () => '#/changes?part=journal',
    async (page) => {
      await rows(page)
      await page.getByRole('button', { name: 'Verify every line' }).click()
      await page.getByText('Intact.').waitFor()
    },
  ),
  shot('changes-calls', () => '#/changes?part=calls', rows),
  {
    ...shot(
      'plan',
      () => '#/users?status=%5B%22active%22%5D',
      async (page) => {
        await rows(page)
        await grid(page).focus()
        for (const key of ['Home', 'Space', ...Array<string>(11).fill('Shift+ArrowDown')])
          await page.keyboard.press(key)
        await page.getByRole('button', { name: 'Disable 12 people' }).click()
        await plan(page)
        await dialog(page).getByRole('gridcell').first().waitFor()
      },
    ),
    close: async (page) => {
      await close(page)
      await dialog(page).waitFor({ state: 'detached' })
      await close(page)
    },
  },
  ...['safety', 'seat'].map((name) =>
    shot(
      `settings-${name}`,
      () => `#/settings?part=${name}`,
      (page) => page.getByRole('heading', { level: 2 }).first().waitFor(),
    ),
  ),
]
