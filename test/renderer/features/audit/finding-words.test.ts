import { expect, test } from 'vitest'
import { openWords } from '../../../../src/renderer/features/audit/finding-words.ts'

test.each([
  [0, 0, 'No findings in what was fetched'],
  [0, 1200, 'No open findings, 1,200 muted'],
  [1, 5, '1 finding'],
  [1300, 0, '1,300 findings'],
])('%d open and %d muted: %s', (open, muted, words) => expect(openWords(open, muted)).toBe(words))
