import { expect, test } from 'vitest'
import { createReach } from '../../../src/main/tenants/reachability.ts'

test('each end of a request counts for what it tells of the way to the service', () => {
  let turns = 0
  const reach = createReach(() => turns++)
  const after = (outcome: string) => {
    reach.heard({ outcome })
    return reach.online()
  }
  expect(reach.online()).toBe(true)
  expect(after('ok')).toBe(true)
  expect(after('offline: ECONNREFUSED')).toBe(false)
  expect(after('offline')).toBe(false)
  // Called off, or left without an answer: nobody knows.
  expect(after('cancelled')).toBe(false)
  expect(after('unknown-outcome: ECONNRESET')).toBe(false)
  // An answer of any sort came from somewhere.
  expect(after('credential-refused')).toBe(true)
  expect(after('unknown-outcome')).toBe(true)
  expect(after('cancelled')).toBe(true)
  expect(turns).toBe(2)
})
