import { describe, expect, it } from 'vitest'
import type { Batch, Case } from '../../../src/main/leavers/cases/case.ts'
import { dueDays, nextCheckAt, stateOf } from '../../../src/main/leavers/cases/case.ts'
import { judge } from '../../../src/main/leavers/cases/checks/check-finding.ts'
import { gatherNext, notePlan, unplan, withStep } from '../../../src/main/leavers/cases/next-step.ts'
import { isOver, makeSteps, nextStep, type StepState } from '../../../src/main/leavers/cases/steps.ts'
import { fc } from '../../harness/properties.ts'
import { person } from '../directory/people-data.ts'

const someCase = (more: Partial<Case> = {}): Case => ({
  id: 'c',
  batch: 'b',
  username: 'a@example.com',
  fullname: 'A',
  created: '2026-11-20T09:00:00.000Z',
  wasAdmin: false,
  lastLoginBefore: null,
  groupsBefore: ['Sales'],
  foldersBefore: [],
  steps: [],
  disabled: null,
  ended: null,
  undo: [],
  lastCheck: null,
  closed: null,
  ...more,
})
const choice = fc.record({
  action: fc.constantFrom('disable' as const, 'remove' as const, 'delete' as const),
  removeFromGroups: fc.boolean(),
  console: fc.subarray(['end-sessions', 'transfer-vault', 'hand-over-folders'] as const),
  waitForConsole: fc.boolean(),
})
const changeStates: StepState[] = [
  'waiting',
  'held',
  'planned',
  'sent',
  'confirmed',
  'failed',
  'unknown',
  'skipped',
  'not-needed',
  'blocked',
]
const consoleStates: StepState[] = ['by-hand', 'done-by-hand']

describe('gates', () => {
  it('let no step go before every change step before it is confirmed', () => {
    fc.assert(
      fc.property(choice, fc.array(fc.nat(100), { minLength: 8, maxLength: 8 }), (wish, dice) => {
        const steps = makeSteps(wish, ['Sales']).map((step, index) => {
          const states = step.kind === 'console' || step.kind === 'rotation' ? consoleStates : changeStates
          return { ...step, state: states[(dice[index] ?? 0) % states.length] as StepState }
        })
        const next = gatherNext([someCase({ steps })], { waitForConsole: wish.waitForConsole } as Batch)
        expect(next.changes.length + next.held.length).toBeLessThanOrEqual(1)
        for (const { index } of next.steps) {
          const before = steps.slice(0, index)
          expect(before.filter(({ kind }) => kind !== 'console').every(isOver)).toBe(true)
          const kind = steps[index]?.kind
          if (wish.waitForConsole && (kind === 'remove' || kind === 'delete')) expect(before.every(isOver)).toBe(true)
          // What is under way, or of which nobody knows what became, is never planned again.
          expect(['planned', 'sent', 'unknown', 'confirmed', 'not-needed']).not.toContain(steps[index]?.state)
        }
        for (const { index } of next.held) expect(isOver(steps[index] as (typeof steps)[number])).toBe(false)
      }),
    )
  })

  it('begin every leaving with disabling', () => {
    fc.assert(
      fc.property(choice, (wish) => {
        const steps = makeSteps(wish, [])
        expect(steps[0]?.kind).toBe('disable')
        expect(nextStep(steps, true)).toMatchObject({ index: 0, reason: null })
        expect(steps.filter(({ kind }) => kind === 'remove' || kind === 'delete').every(({ gated }) => gated)).toBe(
          true,
        )
        expect(steps.find(({ kind }) => kind === 'groups')?.state).toBe(
          wish.removeFromGroups ? 'not-needed' : undefined,
        )
      }),
    )
  })
})

describe('a plan', () => {
  const batch = { waitForConsole: true } as Batch
  const one = someCase({
    steps: makeSteps({ action: 'disable', removeFromGroups: false, console: [], waitForConsole: true }, []),
  })
  const next = gatherNext([one], batch)
  const row = (verdict: 'change' | 'unchanged' | 'blocked', reason?: string) => [
    {
      row: 0,
      change: { kind: 'disable' as const, username: 'A@example.com' },
      verdict,
      undo: null,
      differences: [],
      ...(reason === undefined ? {} : { reason }),
    },
  ]
  const time = '2026-11-20T10:00:00.000Z'

  it('is noted with what the preview said, and taken back when it is not sent', () => {
    const [planned] = notePlan(next, 'p', row('change'), time)
    expect(planned?.steps[0]).toMatchObject({ state: 'planned', plan: 'p' })
    expect(unplan([planned as Case], 'p')[0]?.steps[0]).toMatchObject({ state: 'waiting', plan: null })
    expect(unplan([planned as Case], 'other')).toEqual([])
    const [blocked] = notePlan(next, 'p', row('blocked', 'Protected.'), time)
    expect(blocked?.steps[0]).toMatchObject({ state: 'blocked', message: 'Protected.' })
    expect(stateOf(blocked as Case)).toBe('attention')
    const [same] = notePlan(next, 'p', row('unchanged'), time)
    expect([same?.steps[0]?.state, same?.disabled]).toEqual(['not-needed', time])
    expect(notePlan(next, 'p', [], time)[0]?.steps[0]?.state).toBe('blocked')
  })
})

describe('checks', () => {
  const disabled = '2026-11-20T10:00:00.000Z'
  const left = someCase({ disabled, steps: [] })
  const at = (days: number) => Date.parse(disabled) + days * 86_400_000

  it('are due on each day once, however late', () => {
    fc.assert(
      fc.property(fc.subarray([1, 7, 30]), fc.double({ min: 0, max: 60, noNaN: true }), (done, days) => {
        const answered = new Set(done)
        const due = dueDays(left, answered, at(days))
        expect(due).toEqual([1, 7, 30].filter((day) => !answered.has(day) && day <= days))
        const next = nextCheckAt(left, answered)
        expect(next === null).toBe(answered.size === 3)
        if (due.length > 0) expect(Date.parse(next ?? '')).toBeLessThanOrEqual(at(days))
      }),
    )
    expect(nextCheckAt(someCase(), new Set())).toBeNull()
  })

  it.each([
    ['disabled', left, person({ username: 'a@example.com', disabled: true }), 'still-disabled', null],
    [
      'disabled, with an older login',
      left,
      person({ username: 'a', disabled: true, lastLogin: '2026-11-20T09:59:59Z' }),
      'still-disabled',
      null,
    ],
    [
      'disabled, with a newer login',
      left,
      person({ username: 'a', disabled: true, lastLogin: '2026-11-20T10:00:01Z' }),
      'still-disabled',
      '2026-11-20T10:00:01Z',
    ],
    ['enabled', left, person({ username: 'a' }), 'enabled-again', null],
    ['not there any more', left, null, 'gone', null],
    ['never disabled yet', someCase(), person({ username: 'a' }), 'not-disabled-yet', null],
    ['removed, and gone', someCase({ ended: disabled }), null, 'gone', null],
    ['removed, and there again', someCase({ ended: disabled }), person({ username: 'a' }), 'back', null],
  ])('say of somebody %s', (_, one, found, finding, loginSince) => {
    expect(judge(one, found, disabled, 1)).toMatchObject({ finding, loginSince, day: 1 })
  })

  it('blame nobody for an account that is enabled because disabling it was undone', () => {
    const enabled = person({ username: 'a' })
    expect(judge(left, enabled, disabled, null).message).toContain('brought it back')
    const undone = { ...left, undo: [{ plan: 'p', job: 'j', confirmed: disabled }] }
    expect(judge(undone, enabled, disabled, null).message).toBe(
      'The account is enabled, because disabling it was undone. No login since.',
    )
  })

  it('make a case need attention when somebody is back or has logged in', () => {
    const withCheck = (lastCheck: Case['lastCheck']) => stateOf(withStep({ ...left, lastCheck }, 0, {}))
    expect(withCheck(judge(left, person({ username: 'a', disabled: true }), disabled, 1))).toBe('done')
    expect(withCheck(judge(left, person({ username: 'a' }), disabled, 1))).toBe('attention')
    expect(
      withCheck(judge(left, person({ username: 'a', disabled: true, lastLogin: '2026-11-21T00:00:00Z' }), disabled, 1)),
    ).toBe('attention')
  })
})
