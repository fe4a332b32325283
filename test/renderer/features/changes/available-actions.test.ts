import { describe, expect, test } from 'vitest'
import { changeKinds } from '../../../../src/contract/lists.ts'
import {
  offersFor,
  offersForMany,
  spoken,
} from '../../../../src/renderer/features/changes/actions/available-actions.ts'
import { fc } from '../../../harness/properties.ts'

const all = new Set(changeKinds)
const person = {
  status: 'active' as const,
  mfa: 'duo',
  passwordResetRequired: false,
  neverLoggedIn: false,
  goneSince: null,
}
const kinds = (offers: readonly { kind: string }[]) => offers.map(({ kind }) => kind)

describe('what is offered for one person', () => {
  test('the likeliest comes first, by how the person is', () => {
    expect(kinds(offersFor(person, all))[0]).toBe('disable')
    expect(kinds(offersFor({ ...person, status: 'disabled' }, all))[0]).toBe('enable')
    expect(kinds(offersFor({ ...person, status: 'invited' }, all))).toEqual(['reinvite', 'uninvite'])
  })

  test('in one order, what cannot be taken back last', () => {
    expect(kinds(offersFor(person, all))).toEqual([
      ...['disable', 'rename', 'change-email', 'require-password-change', 'reset-password', 'disable-mfa'],
      ...['remove', 'delete'],
    ])
    expect(kinds(offersForMany(all))).toEqual([
      ...['disable', 'enable', 'reinvite', 'require-password-change', 'reset-password', 'disable-mfa'],
      ...['uninvite', 'remove', 'delete'],
    ])
  })

  test('nothing that would change nothing, and nothing for who is gone', () => {
    expect(kinds(offersFor({ ...person, mfa: null }, all))).not.toContain('disable-mfa')
    expect(kinds(offersFor({ ...person, passwordResetRequired: true }, all))).not.toContain('require-password-change')
    expect(kinds(offersFor({ ...person, neverLoggedIn: true }, all))).not.toContain('change-email')
    expect(offersFor({ ...person, goneSince: '2026-01-01T00:00:00Z' }, all)).toEqual([])
  })

  test('a seat is offered only what it may do', () => {
    fc.assert(
      fc.property(
        fc.subarray([...changeKinds]),
        fc.constantFrom('active', 'disabled', 'invited', 'never-logged-in'),
        (allowed, status) => {
          const may = new Set(allowed)
          const offered = [...offersFor({ ...person, status: status as 'active' }, may), ...offersForMany(may)]
          expect(offered.filter(({ kind }) => !may.has(kind))).toEqual([])
        },
      ),
    )
  })
})

describe('what is typed into the palette', () => {
  const heard = (typed: string, allowed: Parameters<typeof spoken>[1] = all) => {
    const { offer, text } = spoken(typed, allowed)
    return { kind: offer?.kind ?? null, text }
  }

  test('an act at its start is about the rest', () => {
    expect(heard('disable anna berg')).toEqual({ kind: 'disable', text: 'anna berg' })
    expect(heard('  Invite again  x@example.com ')).toEqual({ kind: 'reinvite', text: 'x@example.com' })
  })

  test('a word that only begins like an act is a name', () => {
    expect(heard('disabled people')).toEqual({ kind: null, text: 'disabled people' })
    expect(heard('remover')).toEqual({ kind: null, text: 'remover' })
  })

  test('an act that the seat may not do is a name as well', () => {
    expect(heard('delete anna', new Set(['disable']))).toEqual({ kind: null, text: 'delete anna' })
  })
})
