import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 20 })
})
afterAll(() => tenant.close())

it('checks each of 100,000 rows, and answers others meanwhile', { timeout: 120_000 }, async () => {
  const lines = Array.from({ length: 100_000 }, (_, n) =>
    n % 1000 === 999 ? `nobody ${n},Ann${n},Smith${n}` : `new${n}@corp.example.com,Ann${n},Smith${n}`,
  )
  let checked = false
  const check = tenant.call('joiners.check', { text: ['email,first,last', ...lines].join('\n'), limit: 500 })
  void check.finally(() => {
    checked = true
  })
  let answered = 0
  while (!checked) {
    await setImmediate()
    await tenant.call('app.state', {})
    if (!checked) answered++
  }
  const { total, counts, rows } = await check
  expect(total).toBe(100_000)
  expect(counts).toMatchObject({ add: 99_900, invalid: 100 })
  expect(rows).toHaveLength(500)
  // Each answer waited for at most a few slices of the check.
  expect(answered).toBeGreaterThan(100)
})
