import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './lib/build.mjs'
import { runOnDesktop } from './lib/desktop.mjs'
import { testEnvironment } from './lib/electron.mjs'
import { pinnedNode, root } from './lib/paths.mjs'
import { finish, Refusal } from './lib/process.mjs'
import { setup } from './setup.mjs'

const folder = join('test', 'bench')

function chosenFiles(filters) {
  const all = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []
  const files = all.filter((name) => name.endsWith('.bench.ts')).sort()
  return files.filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)))
}

// Usage: npm run bench [-- NAME ...]. One after the other: they would disturb each other's figures.
await finish(async () => {
  const files = chosenFiles(process.argv.slice(2))
  if (files.length === 0) throw new Refusal('No benchmark has such a name.')
  await setup({ forTests: true })
  await build()
  const env = await testEnvironment()
  let code = 0
  for (const file of files) {
    const own = await runOnDesktop(pinnedNode, [join(folder, file)], { env, limitMs: 15 * 60_000 })
    code ||= own
  }
  return code
})
