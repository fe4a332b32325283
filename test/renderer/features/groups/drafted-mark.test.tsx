import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  draftMemberships,
  draftSaved,
  draftState,
  forgetDraft,
} from '../../../../src/renderer/features/groups/draft.ts'
import { DraftedMark } from '../../../../src/renderer/features/groups/drafted-mark.tsx'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'

let page: TestPage
let answers = true
const calls: string[] = []
const kept: unknown[] = []
beforeAll(async () => {
  bridgeTo({
    call: (async (name: string, input: unknown) => {
      calls.push(name)
      if (name === 'groups.saveDraft') kept.push(input)
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
  kept.length = 0
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

const wanted = { username: 'p9@example.com', group: 'Mail', id: null, member: true }

test('what is drafted before the draft was read is kept beside what that holds, not in its place', async () => {
  answers = true
  draftMemberships([{ ...wanted, now: false }])
  await page.until(() => kept.length > 0)
  await draftSaved()
  expect(kept).toEqual([{ items: [{ username: 'P7@example.com', group: 'VPN', member: true, id: null }, wanted] }])
})

test('while the draft cannot be read, nothing is drafted that would be kept in its place', async () => {
  answers = false
  forgetDraft()
  draftMemberships([{ ...wanted, now: false }])
  await page.until(() => draftState().unread !== null)
  await draftSaved()
  expect(kept).toEqual([])
  expect(draftState().items.size).toBe(0)
})
