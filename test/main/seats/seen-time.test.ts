import { describe, expect, it } from 'vitest'
import { onward } from '../../../src/main/clock/believed-time.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import { createSeenTime } from '../../../src/main/seats/seen-time.ts'

const day = 86_400_000
const start = Date.parse('2026-11-20T08:00:00Z')

describe('the time under a seat', () => {
  it('does not go back, over restarts too, until another seat comes', async () => {
    const vault = createMemoryVault()
    let now = start
    let seat: string | null = 'first'
    const run = () =>
      createSeenTime(
        vault,
        () => now,
        () => seat,
        onward(() => now),
      )
    const time = await run()
    expect(time()).toBe(start)
    now += 4 * day
    expect(time()).toBe(start + 4 * day)
    now = start
    expect(time()).toBe(start + 4 * day)
    const later = await run()
    expect(later()).toBe(start + 4 * day)
    seat = 'second'
    expect(later()).toBe(start)
    expect((await run())()).toBe(start)
    seat = null
    now = start - day
    expect(later()).toBe(start - day)
  })
})
