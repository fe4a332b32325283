import { describe, expect, test } from 'vitest'
import type { Job } from '../../../../src/contract/change.ts'
import { changeKinds, outcomes } from '../../../../src/contract/lists.ts'
import { applyLabel, changeTitle, kindWords } from '../../../../src/renderer/features/changes/kind-words.ts'
import {
  countWords,
  jobWords,
  restWords,
  sendable,
  undoWords,
} from '../../../../src/renderer/features/changes/words.ts'
import { fc } from '../../../harness/properties.ts'

const counts = (some: Partial<Job['counts']>): Job['counts'] => ({
  ...(Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Job['counts']),
  ...some,
})

test('what of a plan is not sent is said against its rows', () => {
  expect(restWords({ change: 33, unchanged: 0, blocked: 1 })).toBe('33 of 34 rows will be sent, without 1 blocked.')
  expect(restWords({ change: 1, unchanged: 2, blocked: 3 })).toBe(
    '1 of 6 rows will be sent, without 3 blocked and 2 unchanged.',
  )
  expect(restWords({ change: 4, unchanged: 0, blocked: 0 })).toBeNull()
  expect(restWords({ change: 0, unchanged: 4, blocked: 0 })).toBeNull()
})

describe('the button that sends', () => {
  test('names the act, its object and the number', () => {
    expect(applyLabel(new Set(['disable']), 40)).toBe('Disable 40 people')
    expect(applyLabel(new Set(['disable']), 1, 'anna@example.com')).toBe('Disable anna@example.com')
    expect(applyLabel(new Set(['delete']), 1240)).toBe('Delete 1,240 accounts')
    expect(applyLabel(new Set(['disable', 'groups']), 3)).toBe('Make 3 changes')
    expect(applyLabel(new Set(['disable']), 0)).toBe('Nothing to send')
  })

  test('never promises one kind where there are several, and always says how many', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...changeKinds), { minLength: 1 }),
        fc.integer({ min: 2, max: 9999 }),
        (kinds, number) => {
          const label = applyLabel(new Set(kinds), number)
          expect(label).toContain(number.toLocaleString('en-US'))
          if (kinds.length > 1) for (const kind of kinds) expect(label).not.toBe(kindWords[kind].many(number))
        },
      ),
    )
  })
})

test('every kind says what it does and whether there is a way back, and what nobody can undo is marked so', () => {
  for (const kind of changeKinds) {
    expect(kindWords[kind].consequence).toMatch(/\.$/)
    expect(kindWords[kind].undo).toMatch(/undone|recalled|withdrawn/)
  }
  expect(changeKinds.filter((kind) => kindWords[kind].weight === 'final')).toEqual(['remove', 'delete'])
})

test('a change is a sentence with what it is about', () => {
  expect(changeTitle({ kind: 'rename', username: 'a@example.com', fullname: 'Ann' })).toBe(
    'Rename a@example.com to “Ann”',
  )
  expect(changeTitle({ kind: 'groups', username: 'a@example.com', add: ['Sales'], remove: ['IT', 'Ops'] })).toBe(
    'a@example.com: into Sales; out of IT, Ops',
  )
})

test('no undo is said plainly', () => {
  expect(undoWords(null)).toBe('None')
  expect(undoWords('enable')).toBe('Enable')
})

describe('how a job stands', () => {
  test('a job that is over with failures is not simply done', () => {
    expect(jobWords({ state: 'done', counts: counts({ confirmed: 3 }) }).label).toBe('Done')
    expect(jobWords({ state: 'done', counts: counts({ confirmed: 2, failed: 1 }) }).label).toBe('Done in part')
    expect(jobWords({ state: 'done', counts: counts({ failed: 1 }) }).label).toBe('Failed')
    expect(jobWords({ state: 'done', counts: counts({ confirmed: 2, unknown: 1 }) }).label).toBe('Outcome unknown')
    expect(jobWords({ state: 'cancelled', counts: counts({ waiting: 2 }) }).label).toBe('Stopped')
  })

  test('all its rows are told, and none twice', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 6, maxLength: 6 }), (numbers) => {
        const each = counts(Object.fromEntries(outcomes.map((outcome, index) => [outcome, numbers[index] ?? 0])))
        const told = [...countWords(each).matchAll(/[\d,]+/g)].map(([digits]) => Number(digits.replaceAll(',', '')))
        const sum = (list: number[]) => list.reduce((before, one) => before + one, 0)
        expect(sum(told.filter((one) => !Number.isNaN(one)))).toBe(sum(numbers))
        expect(sendable(each)).toBe(sum(numbers) - each.skipped)
      }),
    )
  })
})
