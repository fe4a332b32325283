import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import { changeKinds } from '../../../src/contract/lists.ts'
import { createGuard, defaultGuards, type Guards } from '../../../src/main/changes/safety/guards.ts'

const guard = (guards: Partial<Guards>, admins: readonly string[] = ['one@example.com', 'two@example.com']) =>
  createGuard({ guards: { ...defaultGuards, ...guards }, admins, allowed: new Set(changeKinds) })
const change = (kind: 'disable' | 'remove' | 'delete' | 'enable', username: string): Change => ({ kind, username })

describe('a guard', () => {
  it.each(['disable', 'remove', 'delete'] as const)('keeps my own account from a %s, in any spelling', (kind) => {
    const own = guard({ mine: 'Robin@Example.com' })
    expect(own.block(change(kind, 'robin@EXAMPLE.com'))).toContain('marked as yours')
    expect(own.block(change(kind, 'robyn@example.com'))).toBeNull()
    expect(own.block(change('enable', 'robin@example.com'))).toBeNull()
  })

  it('keeps protected accounts, in any spelling', () => {
    const own = guard({ protected: ['Break.Glass@example.com'] })
    expect(own.block(change('delete', 'break.glass@example.com'))).toContain('is protected')
    expect(own.block(change('enable', 'break.glass@example.com'))).toBeNull()
  })

  it.each([
    ' break.glass@example.com\u00a0',
    'break.\u200bglass@example.com',
    'break.glass＠example.com',
    'Break Glass <break.glass@example.com>',
  ])('keeps an account that was given as %j', (given) => {
    const change = { kind: 'disable' as const, username: 'Break.Glass@example.com' }
    expect(guard({ protected: [given] }).block(change)).toContain('is protected')
    expect(guard({ mine: given }).block(change)).toContain('marked as yours')
    expect(guard({ protected: [change.username] }).block({ ...change, username: given })).toContain('is protected')
  })

  it('keeps the last admin who is left, however many of them are in one plan', () => {
    const own = guard({})
    expect(own.block(change('disable', 'one@example.com'))).toBeNull()
    expect(own.block(change('disable', 'TWO@example.com'))).toContain('last admin')
  })

  it('lets nothing through that the seat may not do', () => {
    const narrow = createGuard({ guards: defaultGuards, admins: [], allowed: new Set(['enable']) })
    expect(narrow.block(change('disable', 'one@example.com'))).toContain('seat may not')
    expect(narrow.block(change('enable', 'one@example.com'))).toBeNull()
  })
})
