import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant({ people: 20 }, { writing: true })
  await tenant.call('directory.sync', {})
})
afterEach(() => tenant.close())

it('one joiner is sent with the names for Duo and SecurID and the attributes that were typed', async () => {
  const { demo, call } = tenant
  const group = (await call('groups.page', { limit: 1 })).rows[0]?.name ?? ''
  const { own } = await call('joiners.settings', {})
  const username = `zoe.new@${own[0]?.domain}`
  const { plan } = await call('joiners.planPerson', {
    fields: { firstName: 'Zoë', lastName: "O'Hara", username, duoUsername: 'duo.zoe', securidUsername: 'sec.zoe' },
    groups: [group],
    attributes: { 'Cost centre': '4711', Badge: '"9/2"' },
  })
  const { job } = await call('changes.apply', { plan })
  const { rows } = await call('jobs.wait', { job, timeoutMs: 20_000 })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['confirmed'])
  const sent = demo.ledger.filter(({ command }) => command === 'batchadd')
  expect(sent.map(({ data }) => data)).toEqual([
    [
      {
        username,
        fullname: "Zoë O'Hara",
        groups: [group],
        duousername: 'duo.zoe',
        securidusername: 'sec.zoe',
        attribs: { 'Cost centre': '4711', Badge: '"9/2"' },
      },
    ],
  ])
})
