import { describe, expect, it } from 'vitest'
import { defaultTiming } from '../../../src/main/changes/job/context.ts'
import { decide } from '../../../src/main/changes/job/outcome.ts'
import type { Answer, WorkRow } from '../../../src/main/changes/job/store/row-store.ts'
import { fc } from '../../harness/properties.ts'

const sentAt = Date.parse('2026-11-20T08:00:00Z')
const row = (answer: Answer | null): WorkRow => ({
  row: 0,
  change: { kind: 'disable', username: 'ann@example.com' },
  send: { kind: 'disable', username: 'ann@example.com' },
  before: null,
  outcome: 'sent',
  message: null,
  details: 'No such user: ann@example.com',
  time: null,
  answer,
  sentAt,
  open: true,
  ours: false,
})
const decided = (answer: Answer | null, made: boolean | null, ms: number) =>
  decide(row(answer), { made, words: 'so it is' }, sentAt + ms, ms, defaultTiming)
const outcome = (answer: Answer | null, made: boolean | null, ms = 60_000) => {
  const decision = decided(answer, made, ms)
  return decision.kind === 'settled' ? decision.row.outcome : `again in ${decision.waitMs}`
}
const answers: (Answer | null)[] = ['ok', 'unchanged', 'warn', 'fail', 'unknown', null]

describe('what becomes of a row', () => {
  it('is what was read, where something can be read', () => {
    expect(answers.map((answer) => outcome(answer, true))).toEqual(answers.map(() => 'confirmed'))
    expect(answers.map((answer) => outcome(answer, false))).toEqual([
      'failed', // OK and nothing done
      'failed',
      'failed',
      'failed',
      'failed', // the answer was lost, and it was not done
      'waiting', // the process ended, and it was not done
    ])
  })

  it('is what LastPass said, where nothing can be read, and unknown where it said nothing', () => {
    expect(answers.map((answer) => outcome(answer, null))).toEqual([
      'confirmed',
      'unknown',
      'unknown',
      'failed',
      'unknown',
      'unknown',
    ])
  })

  it('is said first, and how it is known after it: a cell of two lines is cut at its end', () => {
    const beginning = (answer: Answer | null, made: boolean | null) => {
      const decision = decided(answer, made, 60_000)
      return decision.kind === 'settled' ? decision.row.message?.slice(0, 28) : undefined
    }
    expect([true, false, null].map((made) => beginning('unknown', made))).toEqual([
      "So it is: read again, because LastPass'".slice(0, 28),
      'Not done: read again, so it is.'.slice(0, 28),
      'Not known whether it was done: '.slice(0, 28),
    ])
    expect(beginning('ok', false)).toMatch(/^Not done/)
    expect(beginning('fail', false)).toMatch(/^LastPass refused it/)
  })

  it('says that a yes which cannot be verified is only that', () => {
    const decision = decided('ok', null, 0)
    expect(decision).toMatchObject({
      how: 'answer only',
      row: { message: expect.stringContaining('cannot be verified') },
    })
  })

  it('is not settled before a late effect could show', () => {
    const pauses: number[] = []
    let at = 300
    for (let decision = decided('ok', false, at); decision.kind === 'again'; decision = decided('ok', false, at)) {
      expect(decision.row.message).toContain('not visible yet')
      expect(decision.row.open).toBe(true)
      pauses.push(decision.waitMs)
      at += decision.waitMs
    }
    expect(pauses).toEqual([1500, 1800, 3600, 7200, 14_400, 1200])
    expect(at).toBe(30_000)
    for (const answer of ['ok', 'unchanged', 'unknown'] as const)
      expect([outcome(answer, false, 29_999), outcome(answer, false, 30_000)]).toEqual(['again in 1', 'failed'])
    // What LastPass refused is not waited for.
    expect([outcome('fail', false, 0), outcome('warn', false, 0)]).toEqual(['failed', 'failed'])
    // A clock that was set back must not make it wait for hours.
    expect(outcome('unknown', false, -3_600_000)).toBe('again in 1500')
  })

  it('is this job’s own doing only where it cannot have been somebody else’s before', () => {
    const ours = answers.map((answer) => {
      const decision = decided(answer, true, 0)
      return decision.kind === 'settled' && decision.row.ours
    })
    expect(ours).toEqual([true, false, true, false, true, true])
  })

  it('never waits for longer than the whole time, and never for nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...answers),
        fc.constantFrom(true, false, null),
        fc.integer({ min: -1e9, max: 1e9 }),
        (answer, made, ms) => {
          const decision = decided(answer, made, ms)
          if (decision.kind === 'settled') expect(decision.row.open).toBe(false)
          else expect(decision.waitMs > 0 && decision.waitMs <= defaultTiming.settleMs).toBe(true)
        },
      ),
    )
  })
})
