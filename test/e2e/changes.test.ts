import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import keytar from 'keytar'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  ask,
  call,
  dialog,
  enable,
  eventually,
  faults,
  goTo,
  over,
  part,
  plan,
  send,
  sender,
  theme,
  undoInToast,
} from './acts.ts'
import { type Console, connect, openConsole, openService, row } from './console.ts'

let service: Awaited<ReturnType<typeof openService>>
let window: Console
let people: { username: string; fullname: string }[] = []
const page = () => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const writes = () => service.demo.ledger.length
const person = (index: number) => people[index] as { username: string; fullname: string }
const search = () => page().getByLabel('Search name or address')
const statusOf = async (username: string) => (await ask(page(), 'users.get', { username })).status
/** How many seconds nothing is sent after a plan was. */
const hold = (holdSeconds: number) => ask(page(), 'guards.set', { holdSeconds })
/** Finds one person in Users. */
async function find(username: string): Promise<void> {
  await goTo(page(), 'Users')
  await search().fill(username)
  await page()
    .getByRole('button', { name: /^Open / })
    .waitFor()
}

/** Lets the next save dialog choose this file. */
const saveAs = (file: string, of = window) =>
  of.app.evaluate(({ dialog: dialogs }, path) => {
    dialogs.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as typeof dialogs.showSaveDialog
  }, file)

/** Selects the first people of Users. */
async function select(number: number): Promise<void> {
  await goTo(page(), 'Users')
  await search().fill('')
  await page().getByRole('button', { name: 'Filter', exact: true }).waitFor()
  await page().getByRole('grid').focus()
  await press('Home', 'Control+Home')
  for (let index = 0; index < number; index += 1) await press('Space', 'ArrowDown')
}

beforeAll(async () => {
  service = await openService({ people: 60 })
  window = await openConsole()
  await connect(page(), service)
  const { rows } = await ask(page(), 'users.page', { status: ['active'], admin: false, limit: 40 })
  people = rows
  await hold(0)
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
})
beforeEach(() => service.demo.misbehave(null))

/** The name by which a button calls somebody. */
const nameOf = async (username = '') => (await ask(page(), 'users.get', { username })).fullname

/** The seconds that a hold still has, as its message counts them down. */
const holdingSeconds = async (page: Page) =>
  Number(/(\d+) s/u.exec((await page.locator('[data-state="holding"]').first().textContent()) ?? '')?.[1] ?? Number.NaN)

/** What a screen reader is told until a number has come down so far. */
async function heardUntil(page: Page, seconds: () => Promise<number>, least: number): Promise<string[]> {
  const heard = await page.evaluateHandle(() => {
    const told: string[] = []
    const live = '[aria-live], [role="alert"], [role="status"]'
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(live)
        if (region?.textContent) told.push(region.textContent)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    return told
  })
  await eventually(seconds).toBeLessThanOrEqual(least)
  return heard.jsonValue()
}

describe('safe mode', () => {
  test('every start is read-only: a plan can be seen, and neither the button nor main sends it', async () => {
    await find(person(0).username)
    await page().getByRole('button', { name: 'Disable', exact: true }).click()
    const opened = await plan(page())
    await opened.getByText('Provost is read-only, as at every start.').waitFor()
    expect(await sender(page()).textContent()).toBe(`Disable ${person(0).fullname}`)
    expect(await sender(page()).isDisabled()).toBe(true)
    const made = await ask(page(), 'changes.preview', { changes: [{ kind: 'disable', username: person(0).username }] })
    const refused = await call(page(), 'changes.apply', { plan: made.plan })
    expect(refused).toMatchObject({ ok: false, failure: { code: 'not-allowed' } })
    expect(writes()).toBe(0)
    await press('Escape')
  })

  test('is left by the button at the top, says the minutes, and can be had back at once', async () => {
    await enable(page())
    const state = page()
      .getByRole('banner')
      .getByText(/Changes on · \d+ min/)
    const { enabledUntil } = await ask(page(), 'writing.state', {})
    const minutes = Math.ceil((Date.parse(enabledUntil ?? '') - Date.now()) / 60_000)
    expect(await state.textContent()).toBe(`Changes on · ${minutes} min`)
    await state.click()
    await page().getByRole('menuitem', { name: 'Make it read-only now' }).click()
    await page().getByRole('banner').getByRole('button', { name: 'Enable changes' }).waitFor()
    expect((await ask(page(), 'writing.state', {})).enabledUntil).toBeNull()
  })
})

describe('one person', () => {
  test('whose account is disabled is enabled by one press in the plan that would invite her', async () => {
    const [{ username }, { username: other }] = [person(30), person(31)]
    service.demo.edit.disable(username)
    await ask(page(), 'directory.sync', {})
    const made = await ask(page(), 'changes.preview', {
      changes: [
        { kind: 'add', username },
        { kind: 'disable', username: other },
      ],
    })
    await ask(page(), 'changes.keep', { plan: made.plan })
    await page().locator('[data-pending-bar]').getByRole('button', { name: 'Preview' }).click()
    const name = (await nameOf(username)) || username
    await dialog(page())
      .getByRole('button', { name: `Enable ${name} instead` })
      .click()
    await dialog(page()).getByRole('heading', { name: '2 changes: enable people, disable people' }).waitFor()
    await dialog(page()).getByText('Will change').first().waitFor()
    expect(
      await dialog(page())
        .getByRole('button', { name: /instead$/ })
        .count(),
    ).toBe(0)
    await press('Escape')
    const { plans } = await ask(page(), 'changes.waiting', {})
    await ask(page(), 'changes.discard', { plan: plans[0]?.plan ?? '' })
    service.demo.edit.enable(username)
    await ask(page(), 'directory.sync', {})
  })

  test('the preview says before and after, the undo, and the exact request with the hash masked', async () => {
    await enable(page())
    await find(person(0).username)
    await page().getByRole('button', { name: 'Disable', exact: true }).click()
    const opened = await plan(page())
    await opened.getByText('Will change').waitFor()
    expect(await opened.textContent()).toMatch(/allowed.*blocked.*Undo: enable/)
    await opened.getByRole('tab', { name: 'Exact API requests' }).click()
    const body = await opened.locator('pre').textContent()
    expect(JSON.parse(body ?? '')).toMatchObject({ cmd: 'disableuser', data: [person(0).username] })
    expect(body).not.toContain(service.demo.hash)
    await press('Escape')
  })

  test('three keys from the keyboard disable somebody; Ctrl+Z within the hold sends nothing', async () => {
    await hold(8)
    await goTo(page(), 'Users')
    await press('Control+K')
    await page().keyboard.type(`disable ${person(0).username}`)
    await page()
      .getByRole('option', { name: new RegExp(`^Disable ${person(0).fullname}`) })
      .waitFor()
    await press('Enter')
    await plan(page())
    await eventually(() => sender(page()).isEnabled()).toBe(true)
    const job = await send(page(), () => press('Control+Enter'))
    await undoInToast(page()).waitFor()
    const heard = await heardUntil(page(), () => holdingSeconds(page()), 5)
    expect(heard.filter((words) => /sent in/i.test(words)).length).toBeLessThan(2)
    expect(
      await page().locator('[data-state="holding"][role="alert"], [data-state="holding"] [role="alert"]').count(),
    ).toBe(0)
    await press('Control+Z')
    const { state } = await over(page(), job)
    expect(state).toBe('cancelled')
    expect(writes()).toBe(0)
    const ended = 'Called back; nothing was sent. The plan waits again.'
    await page().locator('[data-state="cancelled"]').getByText(ended).waitFor()
    // Who cannot see the message hears the same.
    await eventually(() => page().locator('[aria-live="polite"]').allInnerTexts()).toContainEqual(
      expect.stringContaining(ended),
    )
    await page().getByRole('link', { name: 'Show waiting changes' }).click()
    await page()
      .locator('nav [aria-current]', { hasText: /^Waiting/ })
      .waitFor()
    // What was reviewed is not lost: it waits until somebody sends or discards it.
    const { plans } = await ask(page(), 'changes.waiting', {})
    expect(plans.map(({ rows }) => rows)).toEqual([1])
    await ask(page(), 'changes.discard', { plan: plans[0]?.plan ?? '' })
    await hold(1)
    expect(await statusOf(person(0).username)).toBe('active')
  })

  test('after the hold it is sent once and read again; two clicks in the toast undo it', async () => {
    await find(person(1).username)
    await page().getByRole('button', { name: 'Disable', exact: true }).click()
    await plan(page())
    await dialog(page()).getByLabel('Ticket').fill('HD-17')
    await eventually(() => sender(page()).isEnabled()).toBe(true)
    const id = await send(page())
    expect(writes()).toBe(0)
    const { state, rows, job } = await over(page(), id)
    expect(state).toBe('done')
    expect(rows[0]?.outcome).toBe('confirmed')
    expect(job.reason.ticket).toBe('HD-17')
    expect(service.demo.ledger.map(({ command }) => command)).toEqual(['disableuser'])
    await eventually(() => row(page(), 0).textContent()).toContain('Disabled')

    await page().locator('[data-state="done"]').last().getByRole('button', { name: 'Undo' }).click()
    await plan(page())
    await eventually(() => sender(page()).textContent()).toBe(`Enable ${person(1).fullname}`)
    await over(page(), await send(page()))
    expect(service.demo.ledger.map(({ command }) => command)).toEqual(['disableuser', 'enableuser'])
    expect(await statusOf(person(1).username)).toBe('active')
    await hold(0)
  })

  test('another name goes through the same plan', async () => {
    await find(person(2).username)
    await page().getByRole('button', { name: 'More' }).click()
    await page().getByRole('menuitem', { name: 'Change the name' }).click()
    await dialog(page()).getByLabel('New name').fill('Robin Newname')
    await press('Enter')
    const opened = await plan(page())
    await opened.getByText('Robin Newname', { exact: true }).waitFor()
    await over(page(), await send(page()))
    expect((await ask(page(), 'users.get', { username: person(2).username })).fullname).toBe('Robin Newname')
  })

  test('what cannot be undone asks for the address, letter for letter', async () => {
    await find(person(3).username)
    await page().getByRole('button', { name: 'More' }).click()
    await page()
      .getByRole('menuitem', { name: /^Delete/ })
      .click()
    const opened = await plan(page())
    const field = opened.getByLabel(new RegExp(`^Type ${person(3).username}`))
    await field.waitFor()
    expect(await sender(page()).isDisabled()).toBe(true)
    await field.fill(person(3).username.slice(0, -1))
    expect(await sender(page()).isDisabled()).toBe(true)
    await field.fill(person(3).username)
    await eventually(() => sender(page()).isEnabled()).toBe(true)
    await press('Escape')
  })
})

describe('many people', () => {
  test('the bulk bar names the act and the number; beyond ten the count is typed', async () => {
    await ask(page(), 'writing.disable', {})
    await select(12)
    await page().getByRole('group', { name: 'Selection' }).getByText('12 selected').waitFor()
    await page().getByRole('button', { name: 'Disable 12 people' }).click()
    const opened = await plan(page())
    await opened.getByRole('button', { name: /^All 12$/ }).waitFor()
    const counts = await opened.getByRole('group', { name: 'Rows by verdict' }).textContent()
    const number = Number(/Will change\s+(\d+)/.exec(counts ?? '')?.[1])
    expect(number).toBeGreaterThan(10)
    expect(await sender(page()).textContent()).toBe(`Disable ${number} people`)
    expect(await sender(page()).isDisabled()).toBe(true)
    // The button that enables changes goes away, and the hand is back at the count.
    await opened.getByRole('button', { name: 'Enable changes' }).click()
    const field = opened.getByLabel(new RegExp(`^Type ${number} `))
    await eventually(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
    await page().keyboard.type(String(number))
    await eventually(() => sender(page()).isEnabled()).toBe(true)
    await press('Escape')
    await press('Escape')
  })

  test('one of several is undone by the button in its row', async () => {
    const both = [11, 12].map((index) => person(index).username)
    const made = await ask(page(), 'changes.preview', {
      changes: both.map((username) => ({ kind: 'disable' as const, username })),
    })
    await over(page(), (await ask(page(), 'changes.apply', { plan: made.plan })).job)
    await goTo(page(), 'Changes')
    await part(page(), 'changes', 'Running and done')
    await row(page(), 0).getByRole('gridcell').first().click()
    await dialog(page())
      .getByRole('button', { name: `Undo for ${await nameOf(both[1])}` })
      .click()
    await plan(page())
    await eventually(() => sender(page()).textContent()).toBe(`Enable ${await nameOf(both[1])}`)
    const { job } = await over(page(), await send(page()))
    expect(job.title).toBe(`Undo: enable ${await nameOf(both[1])} (${both[1]})`)
    expect(await Promise.all(both.map(statusOf))).toEqual(['disabled', 'active'])
  })

  test('the plug is pulled after the request left: what is not known is said so, and found out afterwards', async () => {
    const both = [13, 14].map((index) => person(index).username)
    const before = writes()
    // The accounts are read, then there is no answer to the request, and none to the reading after it.
    service.demo.misbehave([
      { how: { kind: 'lost' }, on: 'disableuser' },
      { how: { kind: 'unreachable' }, on: 'getuserdata', after: 2 },
    ])
    const made = await ask(page(), 'changes.preview', {
      changes: both.map((username) => ({ kind: 'disable' as const, username })),
    })
    const { job } = await ask(page(), 'changes.apply', { plan: made.plan })
    await over(page(), job)
    await row(page(), 0).getByRole('gridcell').first().click()
    const drawer = dialog(page())
    await drawer.getByText('The outcome of 2 changes is not known yet').waitFor()
    expect(await drawer.textContent()).not.toContain('Nothing was sent')
    service.demo.misbehave(null)
    await drawer.getByRole('button', { name: 'Ask LastPass about 2 changes' }).click()
    await eventually(() => drawer.getByText('Confirmed', { exact: true }).count()).toBe(2)
    expect(writes()).toBe(before + 1)
    await press('Escape')
  })

  test('a job that lost its connection says above every screen when it is back', async () => {
    await service.served.pause()
    const made = await ask(page(), 'changes.preview', {
      changes: [{ kind: 'disable' as const, username: person(35).username }],
    })
    const { job } = await ask(page(), 'changes.apply', { plan: made.plan })
    await over(page(), job)
    await goTo(page(), 'Users')
    const again = page().getByText('LastPass can be reached again.')
    await page()
      .getByText(/^1 change of “Disable .*” waits since/)
      .waitFor()
    expect(await again.count()).toBe(0)
    await service.served.resume()
    await ask(page(), 'directory.sync', {})
    await again.waitFor()
    await page().getByRole('button', { name: 'Send 1 change' }).click()
    await over(page(), job)
    await eventually(() => statusOf(person(35).username)).toBe('disabled')
    const kept = await ask(page(), 'errors.page', {})
    await ask(page(), 'errors.dismiss', { ids: kept.rows.map(({ id }) => id) })
  })

  test('some fail: the job says so, and the error stays with the service’s words until it is dismissed', async () => {
    const before = writes()
    service.demo.misbehave({ how: { kind: 'warn', usernames: [person(5).username] }, on: 'disableuser' })
    const { plan: made } = await ask(page(), 'changes.preview', {
      changes: [4, 5].map((index) => ({ kind: 'disable' as const, username: person(index).username })),
    })
    const { job } = await ask(page(), 'changes.apply', { plan: made })
    const { rows } = await over(page(), job)
    expect(rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'failed'])
    expect(writes()).toBe(before + 1)
    await goTo(page(), 'Changes')
    await part(page(), 'changes', 'Running and done')
    await eventually(() => row(page(), 0).textContent()).toContain('Done in part')
    await part(page(), 'changes', 'Errors')
    await page().getByRole('article').first().waitFor()
    const kept = await ask(page(), 'errors.page', {})
    expect(kept.total).toBeGreaterThan(0)
    await page()
      .getByRole('button', { name: /^Dismiss \d+ errors?$/ })
      .click()
    await page().getByText('No errors').waitFor()
    expect((await ask(page(), 'errors.page', {})).total).toBe(0)
  })
})

describe('what waits', () => {
  beforeAll(() => enable(page()))

  /** Keeps a plan while the service cannot be reached, as on a train. */
  async function keepOffline(changes: Parameters<typeof keep>[0]): Promise<void> {
    await service.served.pause()
    await keep(changes)
    await service.served.resume()
  }
  async function keep(
    changes: { kind: 'rename'; username: string; fullname: string }[] | { kind: 'disable'; username: string }[],
  ) {
    const made = await ask(page(), 'changes.preview', { changes })
    await ask(page(), 'changes.keep', { plan: made.plan })
    await page()
      .getByRole('region', { name: 'What waits and what runs' })
      .getByText(/change(s)? wait/)
      .waitFor()
  }
  const bar = () => page().getByRole('region', { name: 'What waits and what runs' })

  test('a clean reversible change goes with one click in the bar', async () => {
    await keepOffline([{ kind: 'rename', username: person(6).username, fullname: 'Kim Waited' }])
    const job = await send(page(), () => bar().getByRole('button', { name: 'Apply 1 change' }).click())
    const { rows } = await over(page(), job)
    expect(rows[0]?.outcome).toBe('confirmed')
    expect((await ask(page(), 'users.get', { username: person(6).username })).fullname).toBe('Kim Waited')
  })

  test('a person whom somebody changed meanwhile is asked about: planned, now, mine', async () => {
    const { username, fullname } = person(7)
    await keepOffline([{ kind: 'rename', username, fullname: 'Mine' }])
    service.demo.edit.rename(username, 'Theirs')
    await bar().getByRole('button', { name: 'Apply 1 change' }).click()
    const card = dialog(page()).getByRole('article', { name: new RegExp(`^Conflict: .*${username}`) })
    await card.waitFor()
    expect(await card.getByRole('row', { name: /^Name/ }).getByRole('cell').allInnerTexts()).toEqual([
      fullname,
      'Theirs',
      'Mine',
    ])
    const before = writes()
    await card.getByRole('button', { name: 'Keep LastPass’' }).click()
    await dialog(page()).getByRole('button', { name: 'Take 1 decision over into the plan' }).click()
    await plan(page())
    await eventually(() => sender(page()).textContent()).toBe('Nothing to send')
    expect(writes()).toBe(before)
    await press('Escape')
    await bar().getByRole('button', { name: 'Discard' }).click()
    await bar().waitFor({ state: 'detached' })
  })

  test('one decision fits those who met the same change', async () => {
    const both = [person(8).username, person(9).username]
    await keepOffline(both.map((username) => ({ kind: 'disable', username })))
    for (const username of both) service.demo.edit.set(username, { admin: true })
    await goTo(page(), 'Changes')
    await part(page(), 'changes', 'Waiting')
    await page().getByRole('button', { name: 'Compare with LastPass now' }).click()
    const card = dialog(page()).getByRole('article', { name: new RegExp(`^Conflict: .*${both[0]}`) })
    await card.getByLabel('Also for 1 similar one').check()
    await card.getByRole('button', { name: 'Keep mine' }).click()
    await dialog(page()).getByRole('button', { name: 'Take 2 decisions over into the plan' }).click()
    await plan(page())
    // It waited and takes something away, so it is asked for again.
    await dialog(page())
      .getByLabel(/^Type 2 /)
      .fill('2')
    await eventually(() => sender(page()).textContent()).toBe('Disable 2 people')
    const { rows } = await over(page(), await send(page()))
    expect(rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed'])
    for (const username of both) expect(await statusOf(username)).toBe('disabled')
  })
})

describe('a plan larger than one person may decide on', () => {
  test('is written as a request, and whoever wrote it cannot approve it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'provost-test-'))
    const file = join(folder, 'request.json')
    await saveAs(file)
    await ask(page(), 'guards.set', { secondPersonAbove: 1 })
    try {
      await enable(page())
      await select(3)
      await page().getByRole('button', { name: 'Disable 3 people' }).click()
      const opened = await plan(page())
      await opened.getByText('This needs a second person.').waitFor()
      expect(await sender(page()).isDisabled()).toBe(true)
      await opened
        .getByLabel('Fingerprint of the workstation that may run it')
        .fill('1A2B3C4D 5e6f7081 92a3b4c5 d6e7f809')
      await opened.getByRole('button', { name: 'Write the request' }).click()
      await opened.getByText('They compare this fingerprint with you').waitFor()
      await press('Escape')
      await press('Escape')
      await goTo(page(), 'Changes')
      await part(page(), 'changes', 'Waiting')
      await page().getByRole('button', { name: 'Open a request or an answer' }).waitFor()
      await page().getByLabel('Request or answer file').setInputFiles(file)
      await dialog(page()).getByText('This workstation wrote the request itself').waitFor()
      expect(await sender(page()).isDisabled()).toBe(true)
      expect(await dialog(page()).getByRole('button', { name: 'Approve the request' }).count()).toBe(0)
      await press('Escape')
    } finally {
      await ask(page(), 'guards.set', { secondPersonAbove: null })
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  })
})

/** Where the keychain has this workstation's key. */
const signingKey = ['Provost', 'workstation/signing-key'] as const

describe('the second person', () => {
  test('sees the request on another workstation, approves and runs it; both journals tell of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'provost-test-'))
    const [request, answer] = [join(folder, 'request.json'), join(folder, 'answer.json')]
    const who = [15, 16].map((index) => person(index).username)
    const other = await openConsole()
    const theirs = other.page
    try {
      await ask(page(), 'guards.set', { secondPersonAbove: 1 })
      const made = await ask(page(), 'changes.preview', {
        changes: who.map((username) => ({ kind: 'disable' as const, username })),
      })
      await saveAs(request)
      await ask(page(), 'approvals.save', { plan: made.plan, reason: 'Left the company', ticket: 'HR-9' })
      // Another workstation has another keychain, and with it another key to sign with.
      const own = await keytar.getPassword(...signingKey)
      await keytar.deletePassword(...signingKey)

      await connect(theirs, service)
      await ask(theirs, 'guards.set', { holdSeconds: 0 })
      await enable(theirs)
      await goTo(theirs, 'Changes')
      await part(theirs, 'changes', 'Waiting')
      await theirs.getByLabel('Request or answer file').setInputFiles(request)
      await plan(theirs)
      await dialog(theirs).getByText('Why: Left the company · Ticket HR-9').waitFor()
      const approve = dialog(theirs).getByRole('button', { name: 'Approve the request' })
      await dialog(theirs).getByLabel('Reason for the decision').fill('Agreed with HR')
      // The fingerprint was not compared yet.
      expect(await approve.isDisabled()).toBe(true)
      await dialog(theirs)
        .getByLabel(/I have compared the fingerprint/)
        .check()
      expect(await sender(theirs).isDisabled()).toBe(true)
      await saveAs(answer, other)
      await approve.click()
      await approve.waitFor({ state: 'detached' })
      await eventually(() => sender(theirs).isEnabled()).toBe(true)
      const { rows } = await over(theirs, await send(theirs))
      expect(rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed'])
      expect((await ask(theirs, 'journal.page', { kind: 'approval' })).total).toBe(1)

      await keytar.setPassword(...signingKey, own ?? '')
      await goTo(page(), 'Changes')
      await part(page(), 'changes', 'Waiting')
      await page().getByLabel('Request or answer file').setInputFiles(answer)
      await page()
        .getByText(/approved the request/)
        .waitFor()
      expect((await ask(page(), 'journal.page', { kind: 'approval' })).total).toBe(1)
      expect(other.complaints).toEqual([])
    } finally {
      await ask(page(), 'guards.set', { secondPersonAbove: null })
      await other.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  })
})

describe('the record', () => {
  test('the journal is shown newest first, and verifying it says that it is intact', async () => {
    await goTo(page(), 'Changes')
    await part(page(), 'changes', 'Journal')
    const { total } = await ask(page(), 'journal.page', { limit: 1 })
    await eventually(() => row(page(), 0).locator('[data-column="0"]').textContent()).toBe(
      total.toLocaleString('en-US'),
    )
    await page().getByRole('button', { name: 'Verify every line' }).click()
    const said = await page().getByText('none altered, removed or reordered').textContent()
    expect(said).toContain(`${total.toLocaleString('en-US')} lines`)
    await page().getByLabel('Only lines about this address').fill(person(6).username)
    const about = await ask(page(), 'journal.page', { username: person(6).username })
    await page().getByText(`${about.total} lines, newest first`).waitFor()
    expect(about.total).toBeGreaterThan(1)
    await page().getByLabel('Only lines of this kind').selectOption({ label: 'Outcome' })
    await eventually(() => row(page(), 0).textContent()).toContain('Confirmed')
    await page().getByLabel('Only lines of this kind').selectOption('')
    await page().getByLabel('Only lines about this address').fill('')
  })

  test('an exported journal is checked later by the tool, and one altered letter is found', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'provost-test-'))
    const file = join(folder, 'journal.txt')
    try {
      await saveAs(file)
      await page().getByRole('button', { name: 'Export the journal' }).click()
      const said = page().getByRole('status').filter({ hasText: 'Exported to journal.txt' })
      const anchor = (await said.locator('code').last().textContent()) ?? ''
      expect(anchor).toMatch(/^[0-9a-f]{64}$/)
      const check = () =>
        spawnSync(process.execPath, [join('out', 'main', 'cli.js'), 'journal-check', file, anchor], {
          encoding: 'utf8',
        })
      const sound = check()
      expect({ status: sound.status, said: sound.stdout }).toMatchObject({ status: 0 })
      const text = await readFile(file, 'utf8')
      await writeFile(file, text.replace('Kim Waited', 'Kim Wanted'))
      expect(check().status).not.toBe(0)
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  })

  test('every request is listed, none with the hash', async () => {
    await part(page(), 'changes', 'API calls')
    await eventually(async () => page().getByRole('grid').textContent()).toContain('disableuser')
    expect(await page().content()).not.toContain(service.demo.hash)
  })
})

test('a checker finds nothing serious, light and dark, and the page made no complaint', async () => {
  for (const name of ['Light', 'Dark'] as const) {
    await theme(page(), name)
    const found = () => faults(page(), { colours: name === 'Dark' })
    await goTo(page(), 'Changes')
    await part(page(), 'changes', 'Waiting')
    expect(await found()).toEqual([])
    await part(page(), 'changes', 'Journal')
    await row(page(), 0).getByRole('gridcell').first().click()
    expect(await found()).toEqual([])
    await part(page(), 'changes', 'Running and done')
    await row(page(), 0).getByRole('gridcell').first().click()
    await dialog(page()).locator('[data-row="0"] [role="gridcell"]').first().click()
    expect(await found()).toEqual([])
    await press('Escape', 'Escape')
    await find(person(10).username)
    await page().getByRole('button', { name: 'Disable', exact: true }).click()
    await plan(page())
    expect(await found()).toEqual([])
    await press('Escape')
  }
  expect(window.complaints).toEqual([])
})
