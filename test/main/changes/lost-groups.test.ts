import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import { type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
const address = (name: string) => `${name}@example.com`
const members = ['ann', 'ben', 'cam'].map(address)
const others = ['dee', 'eve', 'fay', 'gil', 'hal'].map(address)
beforeEach(async () => {
  engine = await openEngine(30)
  const { edit } = engine.demo
  for (const each of [...members, ...others]) edit.addUser(each, { fullname: '' })
  for (const each of members) edit.addToGroup(each, 'Crew')
  await engine.session.directory.sync(false)
})
afterEach(() => engine.close())

const into = (usernames: readonly string[], group = 'Crew'): Change[] =>
  usernames.map((username) => ({ kind: 'groups', username, add: [group], remove: [] }))
const outOf = (usernames: readonly string[], group = 'Crew'): Change[] =>
  usernames.map((username) => ({ kind: 'groups', username, add: [], remove: [group] }))

/** Previews, lets something happen, and sends. */
async function sendAfter(changes: Change[], happens: () => void) {
  const { plan, confirm } = await engine.call('changes.preview', { changes })
  happens()
  const { job } = await engine.call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
  const { rows } = await engine.call('jobs.wait', { job, timeoutMs: 20_000 })
  return rows.map(({ outcome, message }) => ({ outcome, message }))
}
/** In LastPass' console somebody gives the group another name, or deletes it. */
const renames = (to: string | null) => () => {
  for (const each of members) {
    engine.demo.edit.removeFromGroup(each, 'Crew')
    if (to !== null) engine.demo.edit.addToGroup(each, to)
  }
}
const sent = () =>
  engine.service.requests.filter(({ command }) => command === 'batchchangegrp' || command === 'batchadd')

describe('a group that was renamed or deleted between preview and sending', () => {
  it.each([[1], [3], [5]])('gets nobody under its old name, and it is told: %d rows', async (count) => {
    const rows = await sendAfter(into(others.slice(0, count)), renames('Crew 2'))
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(count).fill('skipped'))
    for (const { message } of rows) expect(message).toContain('"Crew" seems to be called "Crew 2" now')
    expect(sent()).toEqual([])
  })

  it('is told to be renamed or deleted where nobody can say which', async () => {
    const [row] = await sendAfter(into([others[0] as string]), renames(null))
    expect(row).toMatchObject({ outcome: 'skipped' })
    expect(row?.message).toContain('may have been renamed or deleted since this was planned')
    expect(sent()).toEqual([])
  })

  it('loses nobody, though they are out of the old name', async () => {
    const [row] = await sendAfter(outOf(members.slice(0, 1)), renames('Crew 2'))
    expect(row?.message).toContain('"Crew" seems to be called "Crew 2" now')
  })

  it('gets no invitation either', async () => {
    const [row] = await sendAfter([{ kind: 'add', username: address('new'), groups: ['Crew'] }], renames('Crew 2'))
    expect(row).toMatchObject({ outcome: 'skipped' })
    expect(sent()).toEqual([])
  })
})

describe('a group that is still there', () => {
  it('gets people though one of its members left it meanwhile', async () => {
    const rows = await sendAfter(into(others), () => engine.demo.edit.removeFromGroup(members[0] as string, 'Crew'))
    expect(rows.map(({ outcome }) => outcome)).toEqual(others.map(() => 'confirmed'))
  })

  it('is made like a list, all members of which change', async () => {
    const rows = await sendAfter([...outOf(members), ...into(others)], () => {})
    expect(rows.map(({ outcome }) => outcome)).toEqual([...members, ...others].map(() => 'confirmed'))
  })

  it('has none yet, and gets its first', async () => {
    const [row] = await sendAfter(into([others[0] as string], 'Brand new'), () => {})
    expect(row?.message).not.toContain('renamed')
  })
})
