import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CallName, Input } from '../../../src/contract/calls.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant()
  await tenant.call('directory.sync', {})
})
afterEach(() => tenant.close())

const ask = <C extends CallName>(name: C, input: Input<C>) => ({ name: name as CallName, input: input as never })

it.each([
  { refresh: 'that reads the same again', somethingChanges: false },
  { refresh: 'that reads something else', somethingChanges: true },
])(
  'a refresh $refresh makes each read out of date whose answer is another one after it',
  async ({ somethingChanges }) => {
    const { call, demo, app } = tenant
    const { rows: people } = await call('users.page', { status: ['active'], admin: false, limit: 20 })
    const one = people.find(({ groups }) => groups.length > 0)
    const [username, group] = [one?.username ?? '', one?.groups[0] ?? '']
    const id = (await call('folders.page', { deleted: false, limit: 1 })).rows[0]?.id ?? ''
    const reads = [
      ask('access.get', { group }),
      ask('access.get', { username }),
      ask('access.diff', { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z', offset: 0, limit: 50 }),
      ask('directory.status', {}),
      ask('folders.get', { id }),
      ask('groups.get', { name: group }),
      ask('groups.lint', {}),
      ask('joiners.invited', { offset: 0, limit: 50 }),
      ask('joiners.settings', {}),
      ask('scores.summary', {}),
      ask('users.get', { username }),
      ask('users.page', {}),
    ]
    const answers = () => Promise.all(reads.map(async ({ name, input }) => JSON.stringify(await call(name, input))))
    const before = await answers()
    if (somethingChanges) {
      demo.edit.removeFromGroup(username, group)
      demo.edit.addToFolder(id, username, { readonly: true })
      demo.edit.invite('fresh.one@example.com')
    }
    const outdated = new Set<string>()
    app.listen((signal) => {
      if (signal.name === 'changed') for (const family of signal.families) outdated.add(family)
    })
    await call('directory.sync', {})
    const after = await answers()
    const other = new Set(reads.flatMap(({ name }, at) => (before[at] === after[at] ? [] : [name])))
    expect([...other]).toEqual(
      expect.arrayContaining(['access.diff', ...(somethingChanges ? ['joiners.invited'] : [])]),
    )
    expect([...other].filter((name) => !outdated.has(name.split('.')[0] ?? ''))).toEqual([])
  },
)
