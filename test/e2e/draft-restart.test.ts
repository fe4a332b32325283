import type { ElectronApplication, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, eventually } from './acts.ts'
import { connect, openService, settled } from './console.ts'
import { launch, makeHome } from './launch.ts'

let service: Awaited<ReturnType<typeof openService>>
let app: ElectronApplication
let page: Page
const home = makeHome()
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const matrix = () => page.getByRole('grid', { name: 'Matrix of people and groups' })
const bar = () => page.getByRole('region', { name: 'Drafted memberships' })
const drafted = async () =>
  (await ask(page, 'groups.draft', {})).items
    .map(({ username, group, member }) => `${member} ${username} ${group}`)
    .sort()

beforeAll(async () => {
  service = await openService({ people: 30 })
  ;({ app, page } = await launch(home.home))
  page.setDefaultTimeout(15_000)
  await connect(page, service)
})
afterAll(async () => {
  await app.close()
  await service.served.close()
  await home.remove()
})

async function openMatrix(): Promise<void> {
  await press('g', 'g')
  const button = page.getByRole('button', { name: 'Matrix' })
  await button.focus()
  await press('Enter')
  await matrix().getByRole('gridcell').first().waitFor()
  await matrix().focus()
}

test('a draft is there again after the process was killed, and can be filled down and taken back', {
  timeout: 180_000,
}, async () => {
  await openMatrix()
  await press('Space')
  await bar().getByText('1 change in 1 person').waitFor()
  await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d')
  await eventually(async () => (await drafted()).length).toBeGreaterThan(1)
  const filled = await drafted()
  await press('Control+z')
  await eventually(drafted).toHaveLength(1)
  await press('Control+y')
  await eventually(drafted).toEqual(filled)

  const ended = new Promise((resolve) => app.process().once('exit', resolve))
  app.process().kill('SIGKILL')
  await ended
  ;({ app, page } = await launch(home.home))
  page.setDefaultTimeout(15_000)
  await settled(page)
  expect(await drafted()).toEqual(filled)
  await openMatrix()
  await bar().getByText(`${filled.length} changes in ${filled.length} people`).waitFor()
})
