import { describe, expect, test } from 'vitest'
import {
  againWords,
  allMade,
  expiredWords,
  stillToMake,
  stillToSend,
  waitingWords,
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

describe('how much waits', () => {
  const compared = (clean: number, done: number, drifted: number, impossible: number) => ({
    rows: clean + done + drifted + impossible,
    destructive: 0,
    expired: false,
    standing: { clean, 'already-done': done, drifted, impossible },
  })
  test('is the number that the button sends: what is made or impossible by now is in neither', () => {
    const plan = compared(1, 1, 1, 1)
    expect([waitingWords([plan]), stillToSend(plan)]).toEqual(['2 changes wait', 2])
    expect(waitingWords([plan, compared(0, 3, 0, 0), compared(1, 0, 0, 0)])).toBe('3 changes wait')
  })
  test('is said where nothing of it can be made any more, and why', () => {
    expect(waitingWords([compared(0, 2, 0, 1)])).toBe('1 change is no longer possible')
    expect(waitingWords([compared(0, 2, 0, 0)])).toBe('2 changes already made')
    expect([compared(0, 2, 0, 1), compared(0, 2, 0, 0)].map(allMade)).toEqual([false, true])
  })
})
