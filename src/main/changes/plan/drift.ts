import type { Change, Standing } from '../../../contract/change.ts'
import { isInvited, movedAddress, type State } from '../kinds/common/account-state.ts'
import { kindOf } from '../kinds/kinds.ts'
import { applied, isDestructive } from '../kinds/of-change.ts'
import type { Row } from './evaluate.ts'

/** One field at three moments: when the change was made, now, and as the change wants it. */
export interface FieldComparison {
  field: string
  base: string
  now: string
  mine: string
}

/** How a change that waited stands against the state of now. */
export interface Comparison {
  kind: Standing
  fields: FieldComparison[]
  /** A sentence for people. */
  message: string
}

/** The fields of an account on which a change depends: those that it alters, and those that a person looked at before deciding. */
function fieldsOf(change: Change, state: State | null): Map<string, string> {
  const fields = new Map<string, string>()
  if (state === null) return fields.set('Account', 'none')
  fields.set('Account', isInvited(state) ? 'invitation' : `number ${state.id}`)
  if (isDestructive(change)) fields.set('Admin', state.admin ? 'yes' : 'no')
  for (const [field, value] of kindOf(change).driftFields(change, state)) fields.set(field, value)
  return fields
}

/**
 * Compares the state that a change was made on with the state of now. `base` is what the person saw, `now` the same change
 * judged again: already done and impossible are its verdicts, drifted is a field that is neither as it was nor as it should be.
 */
export function compare(base: State | null, send: Change, now: Pick<Row, 'verdict' | 'reason' | 'before'>): Comparison {
  const before = fieldsOf(send, base)
  const current = fieldsOf(send, now.before)
  const wanted = fieldsOf(send, applied(send, base))
  const fields = [...new Set([...before.keys(), ...current.keys(), ...wanted.keys()])]
    .map((field) => ({
      field,
      base: before.get(field) ?? '',
      now: current.get(field) ?? '',
      mine: wanted.get(field) ?? '',
    }))
    .filter((each) => each.base !== each.now || each.base !== each.mine)
    .slice(0, 20)
  // Another account is never "done already", however it stands, and nobody can decide that it was meant.
  const moved = movedAddress(base, now.before)
  if (moved !== null) return { kind: 'impossible', fields, message: moved }
  if (now.verdict === 'unchanged') return { kind: 'already-done', fields, message: now.reason ?? 'No change needed.' }
  if (now.verdict === 'blocked')
    return { kind: 'impossible', fields, message: now.reason ?? 'This can no longer be done.' }
  const drifted = fields.filter((each) => each.now !== each.base && each.now !== each.mine)
  const [first] = drifted
  if (first === undefined) return { kind: 'clean', fields, message: 'Unchanged since this was planned.' }
  return {
    kind: 'drifted',
    fields,
    message: drifted.map((each) => `${each.field} was ${shown(each.base)}, now it is ${shown(each.now)}.`).join(' '),
  }
}

const shown = (value: string): string => (value === '' ? 'empty' : `“${value}”`)
