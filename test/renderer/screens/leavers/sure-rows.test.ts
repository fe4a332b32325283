import { expect, it } from 'vitest'
import type { MatchRow } from '../../../../src/contract/calls/leavers/leavers.ts'
import { soleProposal } from '../../../../src/renderer/screens/leavers/deciding/proposals.ts'
import { sureWords } from '../../../../src/renderer/screens/leavers/deciding/sure-rows.tsx'

const rowOf = (why: MatchRow['candidates'][number]['why'], more: Partial<MatchRow> = {}): MatchRow => ({
  row: 0,
  line: 1,
  given: 'anna@example.com',
  result: 'choose',
  username: null,
  fullname: null,
  lastLogin: null,
  admin: false,
  candidates: [
    {
      username: 'anna@example.com',
      fullname: 'Anna Lee',
      status: 'active',
      lastLogin: null,
      admin: false,
      why,
      until: null,
    },
  ],
  moreCandidates: 0,
  message: 'To be decided.',
  ...more,
})
const named = rowOf('same-name')
const later = rowOf('same-address', { ahead: true, doubt: 'The last day is 2027-01-31, which is still to come.' })
const doubted = rowOf('same-address', { doubt: 'The list itself says that the person has not left.' })

it('takes together whom a name alone, or a day to come alone, leaves open, and nobody whom the list doubts', () => {
  expect([named, later, doubted].map((row) => soleProposal(row)?.username ?? null)).toEqual([
    'anna@example.com',
    'anna@example.com',
    null,
  ])
})

it('calls close matches and last days to come by their own numbers', () => {
  expect(sureWords([named, named, later])).toBe('2 close matches and 1 last day to come')
  expect(sureWords([later, later])).toBe('2 last days to come')
  expect(sureWords([named])).toBe('1 close match')
})
