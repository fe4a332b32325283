import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { draftMemberships, forgetDraft } from '../../../../src/renderer/features/groups/draft.ts'
import { DraftedMark } from '../../../../src/renderer/features/groups/drafted-mark.tsx'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'

let page: TestPage
let answers = true
const calls: string[] = []
beforeAll(async () => {
  bridgeTo({
    call: (async (name: string) => {
      calls.push(name)
      if (name !== 'groups.draft') return { ok: true, value: {} }
      return answers
        ? { ok: true, value: { items: [{ username: 'P7@example.com', group: 'VPN', member: true, id: null }] } }
        : { ok: false, failure: { code: 'not-allowed', message: 'Not for this seat.' } }
    }) as never,
    listen: () => () => undefined,
  })
  page = await openPage()
})
afterAll(() => page.close())
beforeEach(() => {
  calls.length = 0
  forgetDraft()
})
const rows = (from: number) =>
  Array.from({ length: 40 }, (_, n) => `p${from + n}`).map((name) => (
    <p key={name}>
      <DraftedMark username={`${name}@example.com`}>{name.toUpperCase()}</DraftedMark>
    </p>
  ))

test('a table asks for the draft once, however many rows it has, and marks whom it concerns', async () => {
  answers = true
  await page.draw(rows(0))
  await page.until(() => page.text().includes('+1'))
  expect(page.text()).toContain('P7drafted groups: +1')
  expect(page.text().match(/drafted groups/g)).toHaveLength(1)
  draftMemberships([{ username: 'p8@example.com', group: 'VPN', id: null, member: false, now: true }])
  await page.until(() => page.text().includes('P8drafted groups: −1'))
  expect(calls.filter((name) => name === 'groups.draft')).toHaveLength(1)
})

test('a table whose draft cannot be read does not ask again for each row that comes into sight', async () => {
  answers = false
  await page.draw(rows(0))
  await page.draw(rows(100))
  await page.until(() => page.text().includes('P100'))
  expect(calls.filter((name) => name === 'groups.draft')).toHaveLength(1)
})
