import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { calls } from '../../../src/contract/calls.ts'
import { parseInParts } from '../../../src/main/cooperative/parse-lists.ts'

const schema = z.strictObject({
  name: z.string(),
  rows: z
    .array(z.object({ row: z.int(), note: z.string().default('none') }))
    .min(1)
    .max(2000),
})
const rows = (count: number, more: object = {}) => Array.from({ length: count }, (_, row) => ({ row, ...more }))

/** The result with the number of turns that others had. */
function parsed(value: unknown): { value: unknown; turns: number } {
  const work = parseInParts(schema, value)
  for (let turns = 0; ; turns++) {
    const step = work.next()
    if (step.done) return { value: step.value, turns }
  }
}
const faultOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return (error as z.ZodError).issues
  }
  throw new Error('It was accepted.')
}

describe('a value with a long list', () => {
  it.each([1, 500, 501, 2000])('is parsed as at once, in parts, with %i rows', (count) => {
    const given = { name: 'a', rows: rows(count, { secret: 'x' }) }
    const { value, turns } = parsed(given)
    expect(value).toEqual(schema.parse(given))
    expect(JSON.stringify(value)).not.toContain('secret')
    expect(turns).toBe(count > 500 ? Math.ceil(count / 500) : 0)
  })

  it.each([
    ['too many rows', { name: 'a', rows: rows(2001) }],
    ['a wrong row far down', { name: 'a', rows: rows(1500).map((row) => (row.row === 1400 ? { row: 'x' } : row)) }],
    ['a wrong part beside it', { name: 1, rows: rows(600) }],
    ['a part that does not exist', { name: 'a', rows: rows(600), sql: 'x' }],
  ])('is refused for %s, with the same place and words', (_, given) => {
    expect(faultOf(() => parsed(given))).toEqual(faultOf(() => schema.parse(given)))
  })

  it('is what the largest calls take and give', () => {
    const change = { kind: 'disable', username: 'anna@example.com' }
    const steps = (work: Generator) => {
      let count = 0
      while (!work.next().done) count++
      return count
    }
    const changes = Array.from({ length: 10_000 }, () => change)
    expect(steps(parseInParts(calls['changes.preview'].input, { changes }))).toBe(20)
    const compared = changes.map((_, row) => ({
      row,
      change,
      kind: 'clean',
      destructive: true,
      fields: [],
      message: '',
    }))
    expect(steps(parseInParts(calls['changes.compare'].output, { rows: compared }))).toBe(20)
  })
})
