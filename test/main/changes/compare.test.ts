import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import type { State } from '../../../src/main/changes/kinds/common/account-state.ts'
import { applied, judge } from '../../../src/main/changes/kinds/of-change.ts'
import { compare } from '../../../src/main/changes/plan/drift.ts'
import { fc } from '../../harness/properties.ts'
import { anyChange, anyState, knownGroups, state } from './states.ts'

const ann = 'ann@example.com'

function standing(change: Change, base: State, now: State | null) {
  const judged = judge(change, { find: (name) => (name === ann && now !== null ? [now] : []), groupNames: knownGroups })
  return compare(base, change, {
    verdict: judged.verdict,
    before: judged.before,
    ...(judged.verdict === 'change' ? {} : { reason: judged.reason }),
  })
}

describe('base, now and mine', () => {
  it('are clean while nothing happened, done once it is so, impossible once the person is gone', () => {
    fc.assert(
      fc.property(anyState(ann), anyChange(fc.constant(ann)), (base, change) => {
        const judged = judge(change, { find: (name) => (name === ann ? [base] : []), groupNames: knownGroups })
        if (judged.verdict !== 'change') return
        expect(standing(change, base, base).kind).toBe('clean')
        if (change.kind !== 'add') expect(standing(change, base, null).kind).toBe('impossible')
        const done = applied(judged.send, base)
        if (['disable', 'enable', 'rename', 'groups', 'disable-mfa', 'require-password-change'].includes(change.kind))
          expect(standing(change, base, done).kind).toBe('already-done')
      }),
      { numRuns: 1000 },
    )
  })

  it('are told apart field by field', () => {
    const base = state({ username: ann, fullname: 'Ann Lee', groups: ['Dev'] })
    const rename: Change = { kind: 'rename', username: ann, fullname: 'Ann Ray' }
    const drifted = standing(rename, base, { ...base, fullname: 'Ann Fox' })
    expect(drifted.kind).toBe('drifted')
    expect(drifted.fields).toEqual([{ field: 'Name', base: 'Ann Lee', now: 'Ann Fox', mine: 'Ann Ray' }])
    // What is not touched by the change does not stand in its way.
    expect(standing(rename, base, { ...base, groups: ['Ops'], disabled: true }).kind).toBe('clean')
    const groups: Change = { kind: 'groups', username: ann, add: ['Ops', 'Büro'], remove: ['Dev'] }
    expect(standing(groups, base, { ...base, groups: ['Dev', 'Ops'] }).kind).toBe('clean')
    expect(standing(groups, base, { ...base, groups: ['Büro', 'Ops'] }).kind).toBe('already-done')
  })

  it('are impossible when another account has the name, and drift when somebody became an admin, and when the unused account was used', () => {
    const base = state({ username: ann, lastLogin: null, neverLoggedIn: true })
    const disable: Change = { kind: 'disable', username: ann }
    expect(standing(disable, base, { ...base, id: '2' }).kind).toBe('impossible')
    expect(standing(disable, base, { ...base, id: '2', disabled: true }).kind).toBe('impossible')
    expect(standing(disable, base, { ...base, admin: true }).kind).toBe('drifted')
    expect(standing({ kind: 'delete', username: ann }, base, { ...base, lastLogin: '2026-11-20T08:00:00Z' }).kind).toBe(
      'drifted',
    )
    expect(standing(disable, base, { ...base, lastLogin: '2026-11-20T08:00:00Z' }).kind).toBe('clean')
  })
})
