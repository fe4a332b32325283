import { expect, test } from 'vitest'
import { leastPassphrase, strengthHint } from '../../../../src/renderer/screens/settings/seat/passphrase-hint.ts'
import { fc } from '../../../harness/properties.ts'

test('the hint of a passphrase says what is missing, and of none that it is strong: nobody checked that', () => {
  expect(strengthHint('abc')).toBe(`${leastPassphrase - 3} more characters are needed.`)
  expect(strengthHint('ababababababab')).toContain('few different characters')
  expect(strengthHint('fourteen chars')).toContain('A longer one')
  expect(strengthHint('oak lantern river sixteen')).toBe('Long enough, if nobody can guess the words.')
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (passphrase) => {
      expect(strengthHint(passphrase)).not.toMatch(/\bstrong\b|\bsafe\b|\bsecure\b/iu)
      expect(strengthHint(passphrase).includes('needed')).toBe(passphrase.length < leastPassphrase)
    }),
  )
})
