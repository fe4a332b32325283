import { expect, test } from 'vitest'
import { isOver } from '../../../../src/renderer/features/changes/open-errors.ts'

const at = (minute: number) => `2026-11-27T07:${String(minute).padStart(2, '0')}:00.000Z`

test.each([
  ['a refresh that failed is over once a later one read everybody', { what: 'Refresh', time: at(10) }, at(11), true],
  ['it is not by an earlier one', { what: 'Refresh', time: at(10) }, at(9), false],
  ['it is not while nothing was read', { what: 'Refresh', time: at(10) }, null, false],
  ['what went wrong with a change is not over by reading', { what: 'Disable 4 people', time: at(10) }, at(11), false],
])('%s', (_, row, asOf, over) => expect(isOver(row, asOf)).toBe(over))
