import { parseArgs } from 'node:util'
import { crash } from '../main/changes/crash.ts'
import { alterBytes, putFilesBack } from './altered-bytes.ts'
import { type Figures, noFigures, type Round } from './figures.ts'
import { keepThreads } from './kept-threads.ts'
import { echo, lies, otherCompany } from './lying-service.ts'
import { moveClocks } from './moved-clocks.ts'

// Does to Provost what a user of the workstation can do to its files, its clock and its process, and what a service can answer, in rounds,
// and looks whether it is told. Usage: npm run attack -- [--minutes 60] [--seed 1] [--only KIND] [--bytes 5000 --of FILE]. Each kind has its
// turn until the minutes are over; then bytes alone are altered until there are as many as were asked for. One line of JSON a kind.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    bytes: { type: 'string', default: '0' },
    of: { type: 'string', default: '' },
  },
})
keepThreads()
/** In one round, so that each kind has its turn. */
const bytesInRound = 1000
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
  log(JSON.stringify(sum))
}

async function kills({ seed }: Round): Promise<Figures> {
  const killed = await crash({ kills: 5, rows: 60, seed, log: () => {} })
  for (const each of killed.disagreements) log(JSON.stringify(each))
  const twice = killed.disagreements.filter((each) => /was carried out \d+ times/.test(each)).length
  return { ...noFigures('kills'), tried: 5, told: 5, silent: killed.disagreements.length, sentTwice: twice }
}

const kinds: Readonly<Record<string, (round: Round) => Promise<Figures>>> = {
  echoes: echo,
  lies,
  'another-company': otherCompany,
  'moved-clocks': moveClocks,
  'put-back-files': putFilesBack,
  kills,
  'altered-bytes': (round) => alterBytes({ ...round, tries: bytesInRound, of: values.of }),
}

let round = 0
for (; Date.now() < until; round++) {
  for (const [kind, attack] of Object.entries(kinds)) {
    if ((values.only !== undefined && values.only !== kind) || Date.now() > until) continue
    add(await attack({ seed: Number(values.seed) + round, until, log }))
  }
}
const missing = Number(values.bytes) - (sums.get('altered-bytes')?.tried ?? 0)
if (missing > 0)
  add(await alterBytes({ seed: Number(values.seed) + round, until: Infinity, log, tries: missing, of: values.of }))
for (const figures of sums.values()) process.stdout.write(`${JSON.stringify(figures)}\n`)
process.exitCode = [...sums.values()].every(
  ({ silent, internal, sentTwice, hashes }) => silent + internal + sentTwice + hashes === 0,
)
  ? 0
  : 1
