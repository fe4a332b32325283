import { parseArgs } from 'node:util'
import { crash } from '../main/changes/crash.ts'
import { alterBytes, type Figures, noFigures, putFilesBack } from './altered-bytes.ts'

// Does to Provost what a user of the workstation can do to its files and its process, in rounds, and looks whether it is told.
// Usage: npm run attack -- [--minutes 60] [--seed 1]. One line of JSON a kind.

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
})
const until = Date.now() + Number(values.minutes) * 60_000
const log = (text: string) => process.stderr.write(`${text}\n`)
const sums = new Map<string, Figures>()
const add = (figures: Figures) => {
  const sum = sums.get(figures.kind) ?? noFigures(figures.kind)
  for (const [name, value] of Object.entries(figures)) {
    if (typeof value === 'number')
      (sum as unknown as Record<string, number>)[name] = (sum[name as keyof Figures] as number) + value
  }
  sums.set(figures.kind, sum)
}

for (let round = 0; Date.now() < until; round++) {
  const seed = Number(values.seed) + round
  add(await putFilesBack({ until, log }))
  add(await alterBytes({ seed, tries: 200, until, log }))
  if (Date.now() > until) break
  const killed = await crash({ kills: 5, rows: 60, seed, log: () => {} })
  for (const each of killed.disagreements) log(JSON.stringify(each))
  add({ ...noFigures('kills'), tried: 5, told: 5, silent: killed.disagreements.length })
}
for (const figures of sums.values()) process.stdout.write(`${JSON.stringify(figures)}\n`)
process.exitCode = [...sums.values()].every(
  ({ silent, internal, sentTwice, hashes }) => silent + internal + sentTwice + hashes === 0,
)
  ? 0
  : 1
