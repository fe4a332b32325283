import { afterAll, beforeAll, expect, test } from 'vitest'
import { FingerprintText } from '../../../../src/renderer/screens/settings/seat/fingerprint-text.tsx'
import { openPage, type TestPage } from '../../dom.tsx'

let page: TestPage
beforeAll(async () => {
  page = await openPage()
})
afterAll(() => page.close())

test('a fingerprint that is read aloud is whole, and breaks between its groups only', async () => {
  const fingerprint = '0123abcd-4567ef01-89ab2345-cdef6789'
  await page.draw(<FingerprintText text={fingerprint} />)
  expect(page.document.querySelector('code')?.textContent).toBe('0123abcd 4567ef01 89ab2345 cdef6789')
  const groups = [...page.document.querySelectorAll<HTMLElement>('code > span')]
  expect(groups.map(({ style }) => style.whiteSpace)).toEqual(Array(4).fill('nowrap'))
})
