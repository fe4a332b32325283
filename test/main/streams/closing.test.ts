import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createApp } from '../../../src/main/app.ts'
import { createDemo } from '../../../src/main/demo/service/service.ts'
import { serve } from '../../fakes/service.ts'
import { callsOf, temporaryFolder, testOptions } from '../../harness/application.ts'

test('a company that is closed while somebody chooses a file adds no stream, and the process lives on', async () => {
  const home = temporaryFolder()
  const demo = createDemo({ people: 20, seed: 3, now: Date.now, founded: Date.parse('2026-11-01T00:00:00Z') })
  const service = await serve(demo)
  let choose = (_: string | null) => {}
  let asked = () => {}
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  const app = await createApp(
    testOptions(home, {
      choosePlace: () => {
        asked()
        return new Promise((resolve) => {
          choose = resolve
        })
      },
    }),
  )
  const { call } = callsOf(app)
  const { id } = await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'One', baseUrl: service.url })
  const adding = app.call('streams.add', { name: 'x', receiver: { kind: 'file' }, categories: null, from: 'now' })
  await isAsked
  await call('tenants.openDemo', { people: 200 })
  choose(join(home, 'events.jsonl'))
  expect(await adding).toMatchObject({ ok: false, failure: { code: 'not-connected' } })
  await call('tenants.switch', { id })
  expect((await call('streams.list', {})).streams).toEqual([])
  await app.close()
  await service.close()
  rmSync(home, { recursive: true, force: true })
})
