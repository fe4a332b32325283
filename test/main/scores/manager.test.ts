import { expect, test } from 'vitest'
import { createScores } from '../../../src/main/scores/scores.ts'
import { openEngine } from '../../harness/session.ts'

test('a seat that sees nobody’s account is told of everyone and of five or more, of no person and of no smaller group', async () => {
  const engine = await openEngine(60)
  try {
    const [some] = engine.people(1)
    for (const name of engine.people(3)) engine.demo.edit.addToGroup(name, 'On-call')
    engine.demo.edit.createGroup('Three')
    for (const name of engine.people(3)) engine.demo.edit.addToGroup(name, 'Three')
    await engine.session.directory.sync(false)
    const { signal } = new AbortController()
    const as = (seat: 'admin' | 'manager') =>
      createScores({ session: () => engine.session, seat: () => seat, now: Date.now })
    const refused = { failure: { code: 'not-allowed' } }
    for (const call of ['scores.summary', 'scores.trend'] as const) {
      await expect(as('manager')[call]({ group: 'Three' }, signal)).rejects.toMatchObject(refused)
      await expect(as('admin')[call]({ group: 'Three' }, signal)).resolves.toBeDefined()
    }
    const span = { from: '2020-01-01', to: '2099-01-01', movers: 5 }
    await expect(as('manager')['scores.change']({ ...span, group: 'Three' }, signal)).rejects.toMatchObject(refused)
    expect(await as('manager')['scores.change'](span, signal)).toMatchObject({ up: [], down: [] })
    await expect(as('manager')['scores.trend']({ username: some }, signal)).rejects.toMatchObject(refused)
    const shown = await as('manager')['scores.scopes']({ kind: 'group', days: 30 }, signal)
    const all = await as('admin')['scores.scopes']({ kind: 'group', days: 30 }, signal)
    expect(all.rows.map(({ name }) => name)).toContain('Three')
    expect(shown.rows).toEqual(all.rows.filter(({ withScore }) => withScore >= 5))
    expect((await as('manager')['scores.summary']({}, signal)).users).toBe(
      (await as('admin')['scores.summary']({}, signal)).users,
    )
  } finally {
    await engine.close()
  }
})
