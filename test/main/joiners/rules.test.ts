import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant({ people: 20 })
  const { edit } = tenant.demo
  for (const [name, groups] of [
    ['ann', ['VPN', 'Git']],
    ['ben', ['VPN']],
    ['cam', []],
    ['off', []],
  ] as const) {
    edit.addUser(`${name}@example.com`, { fullname: `${name} Crewe`, attribs: { department: 'Rockets' } })
    for (const group of groups) edit.addToGroup(`${name}@example.com`, group)
  }
  edit.disable('off@example.com')
  await tenant.call('directory.sync', {})
  await tenant.call('joiners.saveSettings', { departments: [{ name: 'Rockets', groups: ['VPN'] }] })
})
afterEach(() => tenant.close())

const preview = async (departments: { name: string; groups: string[] }[]) =>
  (await tenant.call('joiners.rulePreview', { departments })).departments

it('a rule that is changed tells whom it would touch before it is saved, and changes nothing', async () => {
  expect(await preview([{ name: 'rockets', groups: ['VPN'] }])).toEqual([])
  expect(await preview([{ name: 'Rockets', groups: ['VPN', 'Git'] }])).toEqual([
    {
      name: 'Rockets',
      added: ['Git'],
      removed: [],
      people: 3,
      now: 1,
      afterwards: 2,
      some: ['ben Crewe', 'cam Crewe'],
    },
  ])
  expect(await preview([])).toEqual([
    { name: 'Rockets', added: [], removed: ['VPN'], people: 3, now: 1, afterwards: 0, some: [] },
  ])
  expect((await tenant.call('joiners.drift', {})).rows.map(({ username }) => username)).toEqual(['cam@example.com'])
  expect((await tenant.call('joiners.settings', {})).departments).toEqual([{ name: 'Rockets', groups: ['VPN'] }])
})
