import { describe, expect, it } from 'vitest'
import { crash } from './crash.ts'

describe('a process that is killed while it carries changes out', () => {
  it('loses nothing and does nothing twice: ledger and journal agree after each kill', async () => {
    const result = await crash({ kills: 6, rows: 90, seed: 20_261 })
    expect(result.disagreements).toEqual([])
    expect(result.kills).toBe(6)
    expect(result.midRequest).toBeGreaterThan(0)
  }, 120_000)
})
