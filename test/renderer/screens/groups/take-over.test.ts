import { expect, test } from 'vitest'
import { filterOf } from '../../../../src/renderer/screens/groups/take-over.tsx'

test('a view is taken over whole or not at all: without a part that cannot be read it would show more people', () => {
  expect(filterOf('{"status":["active"],"mfa":false,"sort":"lastLogin.asc","cols":["fullname"]}')).toEqual({
    status: ['active'],
    mfa: false,
  })
  expect(filterOf('{}')).toEqual({})
  for (const odd of ['{"status":["later"]}', '{"fromTheFuture":1,"mfa":false}', '{"mfa":"no"}', '[', 'null'])
    expect([odd, filterOf(odd)]).toEqual([odd, null])
})
