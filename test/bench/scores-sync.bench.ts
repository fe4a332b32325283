import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createDemo } from '../../src/main/demo/service/service.ts'
import { startWriter } from '../../src/main/writer/client.ts'
import { temporaryFolder } from '../harness/application.ts'
import { median, report } from './report.ts'

// What keeping the day of scores adds to a sync of 100,000 people: processor time of the writer thread, against the same sync's
// own in that thread. What fetching costs is left out, so that the share of the whole is smaller.

const people = Number(process.env.PEOPLE ?? 100_000)
const runs = 5
const zone = 'US/Eastern'
const home = temporaryFolder()
const demo = createDemo({ people, seed: 1, now: Date.now, founded: Date.now() })
const answer = (cmd: string, data: unknown) =>
  Buffer.from(demo.answer(JSON.stringify({ cid: demo.cid, provhash: demo.hash, cmd, apiuser: 'Provost', data })).body)
const size = 2000
const pages = Array.from({ length: Math.ceil(people / size) }, (_, pageindex) =>
  answer('getuserdata', { pagesize: size, pageindex }),
)
const folders = answer('getsfdata', 'all')

/** The pages with the score of each hundredth person moved. */
function moved(by: number): Uint8Array[] {
  return pages.map((page) => {
    const read = JSON.parse(page.toString()) as { Users: Record<string, { totalscore: string | null }> }
    for (const [at, person] of Object.values(read.Users).entries())
      if (at % 100 === 0 && person.totalscore !== null)
        person.totalscore = String((Number(person.totalscore) + by) % 100)
    return Buffer.from(JSON.stringify(read))
  })
}

const writer = startWriter(new URL('../../src/main/writer/thread.ts', import.meta.url))
const key = 'ab'.repeat(32)
const processor = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
async function sync(read: readonly Uint8Array[], whole: boolean) {
  // Copies: what is handed over is gone.
  const own = read.map((page) => new Uint8Array(page))
  const own2 = new Uint8Array(folders)
  const synced = await processor(async () => {
    await writer.ask('begin', { zone, whole })
    for (const bytes of own) await writer.ask('users', { bytes })
    await writer.ask('folders', { bytes: own2 })
    const { kind } = await writer.ask('commit', {
      now: new Date().toISOString(),
      acceptFewer: false,
      problems: [],
      missing: null,
      asked: true,
      held: 'still',
    })
    if (kind !== 'applied') throw new Error(`The sync was not applied: ${kind}`)
  })
  const kept = await processor(async () => {
    const { problem } = await writer.ask('keepDay', {})
    if (problem !== null) throw new Error(problem)
  })
  return { synced, kept, share: (kept / synced) * 100 }
}

try {
  await writer.ask('open', { file: join(home, 'directory.db'), key })
  await writer.ask('keepScores', { file: join(home, 'scores.db'), key, invented: false })
  const first = await sync(pages, true)
  report('scores: keeping the first day, of the first sync', first.share, '%', { peer: first.synced })
  const kinds = [
    { name: 'a sync that reads everything again', whole: true },
    { name: 'a sync in which 1 % of scores moved', whole: false },
  ]
  for (const { name, whole } of kinds) {
    const all: { synced: number; kept: number; share: number }[] = []
    for (let run = 1; run <= runs; run++) all.push(await sync(moved(run + (whole ? 0 : 10)), whole))
    report(`scores: keeping the day, processor time, ${name}`, median(all.map(({ kept }) => kept)), 'ms', {
      peer: median(all.map(({ synced }) => synced)),
    })
    report(`scores: keeping the day, of ${name}`, median(all.map(({ share }) => share)), '%', { limit: 5 })
  }
} finally {
  await writer.close()
  rmSync(home, { recursive: true, force: true })
}
