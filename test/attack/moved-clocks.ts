import { rmSync } from 'node:fs'
import { createApp } from '../../src/main/app.ts'
import { createDemo } from '../../src/main/demo/service/service.ts'
import { serve } from '../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../harness/application.ts'
import { type Figures, noFigures, type Round, seeded } from './figures.ts'

const hour = 3_600_000

/**
 * Moves the clock at random, in jobs and between them, over restarts too, while the time that passes is kept apart. A plan that
 * waited for 72 hours by the time that passed may not be sent again; a job has to end; what the stand-in received is counted.
 */
export async function moveClocks({ seed, until, log }: Round, tries = 20): Promise<Figures> {
  const figures = noFigures('moved-clocks')
  const random = seeded(seed)
  let offset = 0
  let slept = 0
  const began = Date.now()
  const passed = () => Date.now() - began + slept
  const now = () => began + passed() + offset
  const demo = createDemo({ people: 60, seed: 11, now: Date.now })
  const service = await serve(demo)
  const home = temporaryFolder()
  let settings: unknown = {}
  const options = testOptions(home, {
    vault: createKeptVault(),
    writing: true,
    now,
    passed,
    settings: { get: () => settings, set: (value) => (settings = structuredClone(value)) },
  })
  let app = await createApp(options)
  let { call } = callsOf(app)
  const jump = () => {
    offset = Math.round((random() - 0.5) * 2 * 240 * hour)
    return offset
  }
  const failures = async () => (await call('errors.page', { limit: 100 })).rows.filter(({ what }) => what === 'Clock')
  try {
    await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
    await call('directory.sync', {})
    while (figures.tried < tries && Date.now() < until) {
      offset = 0
      const { rows } = await call('users.page', { status: ['active'], admin: false, limit: 60 })
      const username = rows[Math.floor(random() * rows.length)]?.username ?? ''
      const known = (await failures()).length
      const { plan, confirm } = await call('changes.preview', { changes: [{ kind: 'disable', username }] })
      await call('changes.keep', { plan })
      const age = random() < 0.5 ? 80 * hour : hour
      // Half of the time it passes while Provost is closed.
      const restarts = random() < 0.5
      if (restarts) await app.close()
      slept += age
      if (restarts) {
        app = await createApp(options)
        ;({ call } = callsOf(app))
      }
      // Seen once by the right clock, then moved.
      await call('changes.waiting', {})
      const moved = jump()
      const before = demo.ledger.length
      const requests = service.requests.length
      const answer = await Promise.race([
        app.call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) }),
        new Promise<null>((resolve) => setTimeout(() => resolve(null), 30_000).unref()),
      ])
      let ended = answer !== null
      if (answer?.ok) {
        const { job } = answer.value as { job: string }
        const view = await call('jobs.wait', { job, timeoutMs: 20_000 })
        ended = view.state !== 'running'
        if (!ended) await app.call('jobs.cancel', { job })
      }
      figures.tried++
      const done = demo.ledger.length - before
      figures.sentTwice += Math.max(0, done - 1)
      const expired = age > 72 * hour
      const said = (await failures()).length > known
      if (!ended || (expired && done > 0)) {
        figures.silent++
        log(
          `clock moved by ${Math.round(moved / hour)} h, ${age / hour} h old${restarts ? ', restarted' : ''}: ${ended ? 'sent although it had expired' : 'it never ended'}, ${service.requests.length - requests} requests`,
        )
      } else if (said || !answer?.ok || done === 0) figures.told++
      else figures.harmless++
      offset = 0
      for (const { id } of await failures()) await call('errors.dismiss', { ids: [id] })
      await app.call('changes.discard', { plan })
      if (done > 0) demo.edit.enable(username)
      await call('directory.sync', {})
    }
  } finally {
    await app.close()
    await service.close()
    rmSync(home, { recursive: true, force: true })
  }
  return figures
}
