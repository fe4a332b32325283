import { describe, expect, test } from 'vitest'
import {
  againWords,
  expiredWords,
  stillToMake,
  stillToSend,
} from '../../../../src/renderer/features/changes/waiting/waiting-words.ts'

const plan = (rows: number, destructive: number, done: number, expired: boolean) => ({
  rows,
  destructive,
  expired,
  standing: { clean: rows - done, 'already-done': done, drifted: 0, impossible: 0 },
})

describe('a plan of which a part has expired', () => {
  test('can still send the rest, and counts only that', () => {
    const waiting = plan(6, 3, 1, true)
    expect([stillToMake(waiting), stillToSend(waiting), againWords(waiting)]).toEqual([5, 2, 'Preview 3 expired again'])
    expect(expiredWords(waiting)).toBe(
      'More than 72 hours have passed: 3 changes that take something away can no longer be sent as planned, only previewed again. The other 2 can still go.',
    )
  })
  test('sends all before that', () => {
    expect(stillToSend(plan(6, 3, 1, false))).toBe(5)
  })
  test('has nothing to send where all of it takes something away', () => {
    const waiting = plan(1, 1, 0, true)
    expect(stillToSend(waiting)).toBe(0)
    expect(expiredWords(waiting)).toBe(
      'More than 72 hours have passed: 1 change that takes something away can no longer be sent as planned, only previewed again.',
    )
  })
})
