import { describe, expect, test } from 'vitest'
import { ByteMemory } from '../../../src/main/audit/archive/byte-memory.ts'
import { createNameTable } from '../../../src/main/audit/archive/name-table.ts'
import { createTargetNumbers } from '../../../src/main/audit/archive/target-numbers.ts'
import { targetsOf } from '../../../src/main/audit/events/parse-data.ts'
import { fc } from '../../harness/properties.ts'

const digits = fc.oneof(fc.constantFrom('', '7', '12345678', '9'.repeat(25), '9'.repeat(26)))
const texts = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('VID: ', 'VID:', 'VID:  ', 'vid: ', 'Secure Note (VID: ', 'site VID: ', 'x@VID:', ''),
      digits,
      fc.constantFrom(
        ...['', ' from Ops 7', ' from Büro', ' to Ops 7', ')', ') from Ops', '@example.com', ' (portal1.example.com)'],
        ...['.example.com', ' (initiated by API)', ' (initiated by API: x)', ' VID: 7 from Ops', ' from '],
      ),
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const actions = [
  'Log in',
  'Site changed',
  'Open secure note',
  'Move to shared folder',
  'Make admin',
  'Deleted sites',
  'Other',
]

describe('what texts name', () => {
  test('is the same whether a text, or one like it but for the number of its item, was met before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(actions.length - 1), texts), { maxLength: 60 }), (list) => {
        const names = { action: createNameTable('action', [...actions]), target: createNameTable('target', []) }
        const numbers = createTargetNumbers(names)
        for (const [action, data] of list) {
          const bytes = Buffer.from(`<${data}>`)
          const found = numbers.ofBytes(action, bytes, 1, bytes.length - 1).map((n) => names.target.texts[n])
          expect([data, found]).toEqual([data, targetsOf('', actions[action] ?? '', Buffer.from(data).toString())])
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('a memory of bytes', () => {
  test('gives each what it was told, and knows no other', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ max: 3, maxLength: 6 }), { maxLength: 1500 }), (list) => {
        const memory = new ByteMemory()
        const known = new Map<string, number>()
        for (const bytes of list) {
          const key = bytes.join()
          const found = memory.valueOf(bytes, 0, bytes.length)
          expect(found).toBe(known.get(key) ?? -1)
          if (found < 0) known.set(key, memory.remember(known.size))
        }
        expect(memory.size).toBe(known.size)
      }),
      { numRuns: 100 },
    )
  })
})
