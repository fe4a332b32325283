import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, eventually, faults, goTo } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

let service: Awaited<ReturnType<typeof openService>>
let window: Console
const page = () => window.page
const button = (name: string | RegExp) => page().getByRole('button', { name })

beforeAll(async () => {
  service = await openService({ people: 40 })
  window = await openConsole()
  await connect(page(), service)
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
})

test('the hash is changed step by step, from the list of what uses it to the last that works again', async () => {
  await goTo(page(), 'Settings')
  await button('Change the provisioning hash').click()
  await page().getByRole('heading', { name: 'What uses the hash' }).waitFor()
  const form = page().getByRole('form', { name: 'Write down what uses the hash' })
  for (const [name, kind] of [
    ['Directory sync', 'tool'],
    ['Desk 2', 'workstation'],
  ] as const) {
    await form.getByLabel('Name').fill(name)
    await form.getByLabel('Kind').selectOption(kind)
    await form.getByRole('button', { name: 'Add' }).click()
    await page().getByRole('cell', { name, exact: true }).waitFor()
  }
  await page().getByLabel('Remind admins on this workstation to change it').selectOption('180')
  await eventually(async () => (await ask(page(), 'hash.state', {})).remindDays).toBe(180)
  expect(await faults(page())).toEqual([])
  await button('Begin the change').click()
  await page().getByRole('heading', { name: 'Reset it in LastPass' }).waitFor()
  expect(await page().getByLabel('Directory sync works').isDisabled()).toBe(true)

  const next = service.demo.resetHash()
  await goTo(page(), 'Users')
  await button('Refresh from LastPass').click()
  await button('Change the hash step by step').click()
  const enter = page().getByRole('form', { name: 'Enter the provisioning hash' })
  await enter.getByLabel('Provisioning hash', { exact: true }).fill(next)
  await enter.getByRole('button', { name: 'Check and keep the new hash' }).click()
  await page().getByText('The keychain of this computer has the new one alone.').waitFor()
  // In no field and in no text any more.
  expect(await page().content()).not.toContain(next)
  await page().getByLabel('Directory sync works').check()
  await page().getByText('is not ticked yet: Desk 2.').waitFor()
  expect(await faults(page())).toEqual([])
  await button('Make a new seat file').click()
  await eventually(() => page().getByLabel('For whom, or which workstation').inputValue()).toBe('Desk 2')
  await page().goBack()
  await page().getByLabel('Desk 2 works').check()
  await button('End the change').click()
  await button('Begin the change').waitFor()
  expect((await ask(page(), 'directory.status', {})).lastAttempt?.failure ?? null).toBeNull()
})
