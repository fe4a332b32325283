import { rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build, buildResult } from './lib/build.mjs'
import { checkLayers, checkStyle, checkTypes, checkUnused } from './lib/checks.mjs'
import { hasOwnDesktop, runOnDesktop } from './lib/desktop.mjs'
import { testEnvironment } from './lib/electron.mjs'
import { pinnedNode, readJson, root, toolScript } from './lib/paths.mjs'
import { finish, say } from './lib/process.mjs'
import { makeTestFolder } from './lib/test-folder.mjs'
import { setup } from './setup.mjs'

/** Against a run that hangs; a slow machine takes well over half of an hour. */
const limitMs = 60 * 60_000

const steps = { types: checkTypes, style: checkStyle, unused: checkUnused, imports: checkLayers, build: buildResult }

async function runStep([name, check]) {
  const started = Date.now()
  const { status, output, errors } = await check()
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  if (status === 0) say(`${name}: fine (${seconds} s)`)
  else say(`${name}: failed\n${output.trim()}\n${errors.trim()}\n`)
  return { name, status }
}

async function runSteps() {
  const results = await Promise.all(Object.entries(steps).map(runStep))
  return results.filter((result) => result.status !== 0)
}

async function vitestEnvironment() {
  const env = await testEnvironment()
  // vitest colours its output in CI even where it is written to a file.
  return process.stdout.isTTY || env.FORCE_COLOR ? env : { ...env, NO_COLOR: '1' }
}

/** Runs vitest with a report of its own, on a desktop of its own, and gives its exit code and what it counted. */
async function runTests(args) {
  const folder = makeTestFolder()
  try {
    const report = join(folder, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const vitest = [toolScript('vitest'), 'run', ...reporters, ...args]
    const env = { ...(await vitestEnvironment()), TMPDIR: folder }
    const status = await runOnDesktop(pinnedNode, vitest, { env, limitMs })
    return { status, counts: readCounts(report) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Parts of the end-to-end tests; whichever lane is free takes the next. More of them would start vitest and a desktop more often. */
const parts = 8

/**
 * Runs all tests in two lanes: unit tests in one, end-to-end tests in the other, and in both once the unit tests are done. Each mostly
 * waits, one for windows, the other for disks. They empty and fill the same keychain entries, so there is one lane where a run cannot
 * have a desktop, and with it a keychain, of its own.
 */
async function runEverything() {
  const windows = Array.from({ length: parts }, (_, at) => ['--project', 'e2e', '--shard', `${at + 1}/${parts}`])
  const queue = [['--project', 'unit*'], ...windows]
  const results = []
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results.push(await runTests(next))
  }
  await Promise.all(Array.from({ length: hasOwnDesktop() ? 2 : 1 }, lane))
  return results
}

function readCounts(report) {
  try {
    return readJson(report)
  } catch {
    return undefined
  }
}

// A file that fails before its first test would otherwise leave a count without failures.
function brokenFiles(counts) {
  const files =
    counts?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0) ?? []
  return files.map((file) => `Could not be run: ${relative(root, file.name)}`)
}

function closingLine(runs) {
  if (runs.some((run) => !run.counts)) return 'The test runner ended without a report.'
  const sum = (field) => runs.reduce((total, { counts }) => total + counts[field], 0)
  const skipped = sum('numPendingTests') + sum('numTodoTests')
  return `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed, ${skipped} skipped`
}

await finish(async () => {
  const args = process.argv.slice(2)
  await setup({ forTests: true })
  // A person who names tests wants their answer now.
  const failed = args.length > 0 ? await build() : await runSteps()
  const runs = args.length > 0 ? [await runTests(args)] : await runEverything()
  if (failed?.length) console.log(`Failed before the tests, see above: ${failed.map((step) => step.name).join(', ')}`)
  for (const line of runs.flatMap(({ counts }) => brokenFiles(counts))) console.log(line)
  console.log(closingLine(runs))
  return failed?.[0]?.status || runs.find((run) => run.status)?.status || (runs.every((run) => run.counts) ? 0 : 1)
})
