import { expect, it } from 'vitest'
import { openEngine } from '../../harness/session.ts'

it('gives a lost answer its time to settle, however the clock is set meanwhile', async () => {
  let now = Date.parse('2026-11-20T08:00:00Z')
  const waits: number[] = []
  let passed = 0
  const engine = await openEngine(
    60,
    {
      timing: { lagMs: 1500, settleMs: 5000 },
      elapsed: () => passed,
      sleep: async (ms) => {
        waits.push(ms)
        passed += ms
      },
    },
    { now: () => now },
  )
  try {
    const [username = ''] = engine.people(1)
    engine.demo.misbehave({
      how: { kind: 'status', status: 503 },
      on: (command) => {
        if (command !== 'updateuser') return false
        now += 3_600_000
        return true
      },
    })
    const job = await engine.run([{ kind: 'rename', username, fullname: 'Somebody Else' }])
    // Growing pauses, which are the whole time together.
    expect(waits).toEqual([1500, 1500, 2000])
    expect(job.rows[0]?.outcome).toBe('failed')
  } finally {
    await engine.close()
  }
})
