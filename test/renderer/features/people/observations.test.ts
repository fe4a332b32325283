import { describe, expect, test } from 'vitest'
import { changeWords } from '../../../../src/renderer/features/people/observations.ts'

describe('what a refresh saw', () => {
  test('lists say what came and what went', () => {
    expect(changeWords({ field: 'groups', before: ['Sales', 'All'], after: ['All', 'Finance'] })).toBe(
      'Groups: added Finance; removed Sales',
    )
    expect(changeWords({ field: 'groups', before: [], after: ['All'] })).toBe('Groups: added All')
  })
  test('everything else says before and after, in words', () => {
    expect(changeWords({ field: 'status', before: 'active', after: 'disabled' })).toBe('Status: Active → Disabled')
    expect(changeWords({ field: 'admin', before: false, after: true })).toBe('Admin: no → yes')
    expect(changeWords({ field: 'mfa', before: null, after: 'lastpassauth' })).toBe(
      'Multifactor: none → LastPass Authenticator',
    )
    expect(changeWords({ field: 'score', before: 40, after: 81.5 })).toBe('Score: 40 → 81.5')
  })
  test('a field that is not known keeps its own name', () => {
    expect(changeWords({ field: 'newThing', before: 1, after: 2 })).toBe('newThing: 1 → 2')
  })
})
