import { describe, expect, it } from 'vitest'
import {
  attributesOf,
  emptyDraft,
  likeSomebody,
  unreadAttribute,
} from '../../../../src/renderer/screens/joiners/one-person/joiner-form.ts'

describe('attributes of lines', () => {
  it('are names and values; a value may hold colons', () => {
    expect(attributesOf('Cost centre: 4410\n\nTime: 9:30')).toEqual({ 'Cost centre': '4410', Time: '9:30' })
    expect(unreadAttribute('Cost centre: 4410\n\nTime: 9:30\n')).toBeNull()
  })

  it.each([
    ['without a colon', 'Cost centre 4410\nFloor: 3', 'Cost centre 4410'],
    ['without a name', 'Floor: 3\n : 4', ': 4'],
    ['given again further down', 'Floor: 3\nDesk: 1\nFloor: 4', 'Floor: 3'],
    ['of a name that no object may have', '__proto__: x', '__proto__: x'],
  ])('are told of where one is %s, so that none is left out in silence', (_, text, unread) => {
    expect(unreadAttribute(text)).toBe(unread)
  })
})

describe('like somebody', () => {
  const person = (attributes: Record<string, string>) =>
    ({ groups: ['VPN'], attributes }) as unknown as Parameters<typeof likeSomebody>[1]

  it.each(['Department', 'department', 'DEPARTMENT'])('takes the department that the attribute %s says', (name) => {
    const like = likeSomebody(emptyDraft, person({ [name]: 'Sales', Floor: '3', employeeId: '77' }), undefined)
    expect(like).toMatchObject({ department: 'Sales', groups: ['VPN'], attributes: 'Floor: 3' })
  })

  it('takes what is kept here before what the account says, and keeps its own where neither says anything', () => {
    expect(likeSomebody(emptyDraft, person({ Department: 'Sales' }), 'Legal').department).toBe('Legal')
    expect(likeSomebody({ ...emptyDraft, department: 'HR' }, person({}), undefined).department).toBe('HR')
  })
})
