import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { type Engine, openEngine } from '../../harness/session.ts'

let tenant: TestTenant
const many = Array.from({ length: 400 }, (_, n) => `Team ${n}`)
const crew = ['ann', 'ben', 'cam'].map((name) => `${name}@example.com`)
const [ann = '', ben = '', cam = ''] = crew
beforeAll(async () => {
  tenant = await openTenant({ people: 20 }, { writing: true })
  const { edit } = tenant.demo
  for (const username of crew) edit.addUser(username)
  for (const group of many) edit.addToGroup(ann, group)
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const groupsOf = async (username: string) => (await tenant.call('users.get', { username })).groups
const idOf = async (username: string) => (await tenant.call('users.get', { username })).id

describe('somebody in 400 groups', () => {
  it('has all of them in the matrix, and each can be copied, taken away and given back', async () => {
    const { rows } = await tenant.call('groups.matrix', { filter: { text: 'ann@example.com' }, groups: many, limit: 5 })
    expect(rows.find(({ username }) => username === ann)?.in).toHaveLength(400)
    const id = await idOf(ben)
    await tenant.call('groups.saveDraft', {
      items: [
        ...many.map((group) => ({ username: ben, group, member: true, id })),
        { username: ann, group: 'Team 7', member: false, id: await idOf(ann) },
      ],
    })
    const { plan, confirm, rows: planned } = await tenant.call('groups.planDraft', {})
    expect(planned.map(({ verdict }) => verdict)).toEqual(['change', 'change'])
    const { job } = await tenant.call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
    const { rows: done } = await tenant.call('jobs.wait', { job, timeoutMs: 60_000 })
    expect(done.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed'])
    expect(new Set(await groupsOf(ben))).toEqual(new Set(many))
    expect(await groupsOf(ann)).toHaveLength(399)
    const back = await tenant.call('jobs.undo', { job })
    const { job: undoing } = await tenant.call('changes.apply', {
      plan: back.plan,
      ...(back.confirm === null ? {} : { confirm: back.confirm }),
    })
    await tenant.call('jobs.wait', { job: undoing, timeoutMs: 60_000 })
    expect(await groupsOf(ben)).toEqual([])
    expect(new Set(await groupsOf(ann))).toEqual(new Set(many))
  })
})

describe('an answer to changes of groups', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await openEngine()
    for (const group of ['Warned', 'Said only']) engine.demo.edit.createGroup(group)
  })
  afterAll(() => engine.close())
  const join = (people: readonly string[], group: string): Change[] =>
    people.map((username) => ({ kind: 'groups', username, add: [group], remove: [] }))

  it('that warns of one person fails for that one alone, with the words', async () => {
    const people = engine.people(3)
    engine.demo.misbehave({ how: { kind: 'warn', usernames: [people[1] ?? ''] }, on: 'batchchangegrp', times: 1 })
    const { rows } = await engine.run(join(people, 'Warned'))
    expect(rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'failed', 'confirmed'])
    const words = rows.map(({ message = '', details = '' }) => `${message} ${details}`.includes('does not exist'))
    expect(words).toEqual([false, true, false])
  })

  it('that says OK with a message, and did nothing, confirms nobody', async () => {
    const people = engine.people(2)
    const body = JSON.stringify({ status: 'OK', message: 'Consider fewer at once' })
    engine.demo.misbehave({ how: { kind: 'answering', body }, on: 'batchchangegrp', times: 1 })
    const { rows } = await engine.run(join(people, 'Said only'))
    expect(rows.map(({ outcome }) => outcome)).toEqual(['failed', 'failed'])
  })
})

describe('a draft for somebody whose address was changed meanwhile', () => {
  it('is left out with the reason, and nothing of it goes to whoever has the address now', async () => {
    await tenant.call('groups.saveDraft', {
      items: [{ username: cam, group: 'Team 1', member: true, id: await idOf(cam) }],
    })
    tenant.demo.edit.changeEmail(cam, 'cam.new@example.com')
    await tenant.call('directory.sync', {})
    expect((await tenant.call('groups.draft', {})).items.map(({ standing }) => standing)).toEqual(['gone'])
    expect(await tenant.refused('groups.planDraft', {})).toMatchObject({ code: 'invalid' })
    tenant.demo.edit.addUser(cam, { fullname: 'Somebody Else' })
    await tenant.call('directory.sync', {})
    expect((await tenant.call('groups.draft', {})).items.map(({ standing }) => standing)).toEqual(['moved'])
    expect(await tenant.refused('groups.planDraft', {})).toMatchObject({ code: 'invalid' })
    expect(await groupsOf('cam.new@example.com')).not.toContain('Team 1')
  })
})
