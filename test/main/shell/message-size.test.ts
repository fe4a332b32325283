import { describe, expect, test } from 'vitest'
import { exceeds } from '../../../src/main/shell/wire/message-size.ts'
import { fc } from '../../harness/properties.ts'

const limit = 1_000_000

describe('the size of an input', () => {
  test('of every plain value below the limit is accepted', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(exceeds(value, limit)).toBe(false)
      }),
    )
    expect(exceeds(undefined, limit)).toBe(false)
    expect(exceeds({ names: Array.from({ length: 10_000 }, (_, n) => `person.number.${n}@example.com`) }, limit)).toBe(
      false,
    )
  })

  test.each([
    ['one long text', 'a'.repeat(1_000_001)],
    ['many short texts', Array.from({ length: 60_000 }, () => 'abcdefghij')],
    ['long names of fields', { ['k'.repeat(1_000_001)]: 1 }],
    ['text deep inside', { a: [{ b: { c: 'a'.repeat(1_000_001) } }] }],
    ['many nothings', new Array(200_000).fill(null)],
    ['a list of a billion holes', new Array(1_000_000_000)],
  ])('is too much for %s', (_what, value) => {
    expect(exceeds(value, limit)).toBe(true)
  })

  test('counts the text that V8 would send, at least', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 50 }), { maxLength: 50 }), (texts) => {
        const characters = texts.join('').length
        expect(exceeds(texts, characters - 1)).toBe(true)
      }),
    )
  })

  test.each([
    [
      'itself',
      (() => {
        const value: { self?: unknown } = {}
        value.self = value
        return value
      })(),
    ],
    ['a Map', { a: new Map([['a', 1]]) }],
    ['a Set', [new Set([1])]],
    ['a buffer', { a: new ArrayBuffer(8) }],
    ['bytes', { a: new Uint8Array(8) }],
    ['a date', { a: new Date(0) }],
    ['an expression', [/a/]],
    ['an error', [new Error('x')]],
  ])('is too much for anything but plain data: %s', (_what, value) => {
    expect(exceeds(value, limit)).toBe(true)
  })
})
