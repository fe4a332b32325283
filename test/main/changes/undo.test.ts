import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import { kinds } from '../../../src/main/changes/kinds/kinds.ts'
import { applied, judge, undoing } from '../../../src/main/changes/kinds/of-change.ts'
import { fc } from '../../harness/properties.ts'
import { anyChange, anyState, invited, knownGroups, state } from './states.ts'

const ann = 'ann@example.com'

describe('undo', () => {
  it('leads back to the state before, and undoing that leads forward again', () => {
    let tried = 0
    fc.assert(
      fc.property(anyState(ann), anyChange(fc.constant(ann)), (before, change) => {
        const judged = judge(change, { find: (name) => (name === ann ? [before] : []), groupNames: knownGroups })
        if (judged.verdict !== 'change' || change.kind === 'add') return
        const { send } = judged
        const then = applied(send, before)
        const undo = undoing({ send, before }, then)
        if (kinds[send.kind].undo === null) {
          expect(undo).toHaveProperty('reason')
          return
        }
        tried++
        if (!('change' in undo)) throw new Error('an undo is promised and missing')
        expect(undo.change.kind).toBe(kinds[send.kind].undo)
        expect(applied(undo.change, then)).toEqual(before)
        const redo = undoing({ send: undo.change, before: then }, before)
        expect('change' in redo && applied(redo.change, before)).toEqual(then)
      }),
      { numRuns: 2000 },
    )
    expect(tried).toBeGreaterThan(200)
  })

  it('withdraws an invitation, and disables the account where it was accepted', () => {
    const change: Change = { kind: 'add', username: ann }
    const made = { change, send: change, before: null }
    expect(undoing(made, invited(ann))).toMatchObject({ change: { kind: 'uninvite' } })
    expect(undoing(made, state({ username: ann }))).toMatchObject({ change: { kind: 'disable' } })
  })

  it('does not overwrite a name that somebody else gave since', () => {
    const send: Change = { kind: 'rename', username: ann, fullname: 'New' }
    const before = state({ username: ann, fullname: 'Old' })
    expect(undoing({ send, before }, state({ username: ann, fullname: 'Newest' }))).toHaveProperty('reason')
  })
})
