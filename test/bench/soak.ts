import { parseArgs } from 'node:util'
import { crash } from '../main/changes/crash.ts'

// Kills Provost again and again while it carries out jobs of 300 changes, and compares after each kill what its journal says with
// what the service did. Usage: node test/bench/soak.ts [--kills 200] [--rows 300] [--seed 1]. Not part of the benchmarks: it takes minutes.

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    rows: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
})
const result = await crash({
  kills: Number(values.kills),
  rows: Number(values.rows),
  seed: Number(values.seed),
  log: (text) => process.stderr.write(`${text}\n`),
})
process.stdout.write(`${JSON.stringify({ name: 'soak', ...result })}\n`)
process.exitCode = result.disagreements.length === 0 ? 0 : 1
