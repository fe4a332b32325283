import { Notifications, notifications } from '@mantine/notifications'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CallFailure } from '../../../src/renderer/lib/application/client.ts'
import { queryClient } from '../../../src/renderer/lib/application/queries.ts'
import { type Action, useAction } from '../../../src/renderer/lib/use-action.ts'
import { openPage, type TestPage } from '../dom.tsx'

let page: TestPage
beforeAll(async () => {
  page = await openPage()
})
afterAll(() => page.close())

let answers: { resolve: (value: string) => void; reject: (error: unknown) => void }[] = []
const work = (_secret: string) =>
  new Promise<string>((resolve, reject) => {
    answers.push({ resolve, reject })
  })
let action: Action<[string], string>
function Button({ failed, inTurn = false }: { failed?: string; inTurn?: boolean }) {
  action = useAction(work, failed === undefined ? { inTurn } : { failed, inTurn })
  return (
    <button type="button" data-pending={action.pending}>
      {action.failure?.message ?? 'no failure'}
    </button>
  )
}
const shown = () => page.document.querySelector<HTMLElement>('[data-pending]')
const refused = new CallFailure({ code: 'conflict', message: 'Somebody else was faster.' })

beforeEach(async () => {
  answers = []
  notifications.clean()
  await page.draw(null)
  await page.draw(<Button />)
  await page.until(() => shown() !== null)
})

describe('the work of a button', () => {
  test('gives what came of it, and is pending until then', async () => {
    const done = action.run('a')
    await page.until(() => shown()?.dataset.pending === 'true')
    answers[0]?.resolve('yes')
    await expect(done).resolves.toBe('yes')
    await page.until(() => shown()?.dataset.pending === 'false')
  })

  test('is not begun a second time while it is under way, and again after it', async () => {
    const first = action.run('a')
    await expect(action.run('a')).resolves.toBeUndefined()
    await page.until(() => answers.length > 0)
    expect(answers).toHaveLength(1)
    answers[0]?.reject(refused)
    await expect(first).resolves.toBeUndefined()
    const second = action.run('a')
    await page.until(() => answers.length > 1)
    answers[1]?.resolve('yes')
    await expect(second).resolves.toBe('yes')
  })

  test('waits for its turn where that was asked for, also behind one that failed: nothing is lost', async () => {
    await page.draw(<Button inTurn />)
    const [first, second, third] = [action.run('a'), action.run('b'), action.run('c')]
    await page.until(() => answers.length === 1)
    answers[0]?.reject(refused)
    await expect(first).resolves.toBeUndefined()
    await page.until(() => answers.length === 2)
    answers[1]?.resolve('b')
    await expect(second).resolves.toBe('b')
    await page.until(() => answers.length === 3)
    answers[2]?.resolve('c')
    await expect(third).resolves.toBe('c')
  })

  test('shows how it failed until it is begun again or cleared', async () => {
    const first = action.run('a')
    await page.until(() => answers.length > 0)
    answers[0]?.reject(refused)
    await first
    await page.until(() => shown()?.textContent === 'Somebody else was faster.')
    action.clear()
    await page.until(() => shown()?.textContent === 'no failure')
  })

  test('says it in a toast instead, where it has a title for one', async () => {
    await page.draw(
      <>
        <Notifications />
        <Button failed="Nothing was written" />
      </>,
    )
    const first = action.run('a')
    await page.until(() => answers.length > 0)
    answers[0]?.reject(refused)
    await first
    await page.until(() => page.document.body.textContent?.includes('Nothing was written') === true)
    expect(page.document.body.textContent).toContain('Somebody else was faster.')
    expect(shown()?.textContent).toBe('no failure')
  })

  test('keeps nothing of what it was given or gave', async () => {
    const done = action.run('the passphrase')
    await page.until(() => answers.length > 0)
    answers[0]?.resolve('the passphrase')
    await done
    const kept = queryClient
      .getMutationCache()
      .getAll()
      .map(({ state }) => state)
    expect(kept.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept)).not.toContain('passphrase')
  })
})
