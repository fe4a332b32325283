import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Change } from '../../../src/contract/change.ts'
import { type Engine, openEngine } from '../../harness/session.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openEngine()
})
afterEach(() => engine.close())

const username = (n: number) => `joiner${n}@example.com`
const adding = (count: number): Change[] =>
  Array.from({ length: count }, (_, n) => ({ kind: 'add', username: username(n) }))
const asked = () => engine.service.requests.map(({ command }) => command)

it('one reading between two requests tells what became of the first, and of whom the next is', async () => {
  const before = asked().length
  const { job } = await engine.run(adding(500))
  expect(job.counts.confirmed).toBe(500)
  const [read, send] = ['getuserdata', 'batchadd']
  expect(asked().slice(before)).toEqual([read, send, read, send, read, send, read])
})

it('still finds who came in the meantime: nothing is sent for an address that another person has by now', async () => {
  const taken = username(250)
  engine.demo.misbehave({
    how: { kind: 'meanwhile', run: () => engine.demo.edit.addUser(taken, { fullname: 'Somebody Else' }) },
    on: 'batchadd',
    times: 1,
  })
  const { job, rows } = await engine.run(adding(500))
  expect(job.counts).toMatchObject({ confirmed: 499, skipped: 1 })
  expect(rows[250]).toMatchObject({ outcome: 'skipped', message: expect.stringContaining('already exists') })
})

it('reads again where the reading before is too old, as after a long wait', async () => {
  await engine.close()
  let waited = 0
  engine = await openEngine(150, { elapsed: () => performance.now() + waited })
  engine.demo.misbehave({
    how: {
      kind: 'meanwhile',
      run: () => {
        waited += 11_000
      },
    },
    on: (command) => command === 'getuserdata',
  })
  const before = asked().length
  await engine.run(adding(400))
  expect(asked().slice(before)).toEqual([
    'getuserdata',
    'batchadd',
    'getuserdata',
    'getuserdata',
    'batchadd',
    'getuserdata',
  ])
})
