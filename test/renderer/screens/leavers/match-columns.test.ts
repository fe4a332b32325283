import { expect, it } from 'vitest'
import type { MatchRow } from '../../../../src/contract/calls/leavers/leavers.ts'
import { matchColumns } from '../../../../src/renderer/screens/leavers/deciding/match-columns.tsx'

const row: MatchRow = {
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
      why: 'same-address',
      until: null,
    },
  ],
  moreCandidates: 0,
  message: 'The list itself says that the person has not left. Choose who is meant, or leave the row out.',
}
const whyOf = (of: MatchRow) =>
  matchColumns(() => undefined)
    .find(({ id }) => id === 'message')
    ?.text(of)

it('says beside whom it proposes what speaks against them, and otherwise why they are proposed', () => {
  const doubt = 'The list itself says that the person has not left.'
  expect(whyOf({ ...row, doubt })).toBe(doubt)
  expect(whyOf(row)).toBe('Has this very address; one fits')
})
