import { expect, test } from 'vitest'
import { brokenWords } from '../../../../src/renderer/screens/changes/verify-words.ts'
import { fc } from '../../../harness/properties.ts'

const none = { intact: false, anchor: null, lost: null, missing: [] }
const unproved = /no line after that can be proved|None of its lines/

test('lines that are here are called unprovable only from where one is not as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), fc.boolean(), (entries, exports) => {
      const reason = 'It is not as it was written.'
      const { title, text } = brokenWords({ ...none, entries, brokenAt: entries + 1, reason }, exports)
      expect(title).toBe(`Not intact at line ${entries + 1}.`)
      expect(text).toMatch(unproved)
    }),
  )
})

test('where lines were lost and all that are here hold, it says that lines are missing, and calls none unprovable', () => {
  const reason = 'At least 4 lines before line 4 were lost. The lines that are here are as they were written.'
  const missing = [{ lines: 4, at: 4, since: '2026-11-28T16:10:00.000Z' }]
  for (const entries of [4, 5, 40]) {
    const { title, text } = brokenWords({ ...none, entries, brokenAt: 4, reason, missing }, true)
    expect(title).toBe('Lines are missing before line 4.')
    expect(text).not.toMatch(unproved)
    expect(text).toContain('Export the journal as it is and keep it')
  }
  // One of those that are here was altered as well.
  expect(brokenWords({ ...none, entries: 6, brokenAt: 7, reason, missing }, true).text).toMatch(unproved)
})

test('lines under a secret that is gone are said to be what they are', () => {
  const lost = { lines: 3, since: '2026-11-28T16:10:00.000Z', restBrokenAt: null }
  const told = brokenWords({ ...none, entries: 5, brokenAt: 1, reason: 'Lines 1 to 3 ...', lost }, true)
  expect(told).toEqual({ title: 'Not provable up to line 3.', text: 'Lines 1 to 3 ...' })
})
