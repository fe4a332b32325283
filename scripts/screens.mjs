import { join } from 'node:path'
import { build } from './lib/build.mjs'
import { runOnDesktop } from './lib/desktop.mjs'
import { testEnvironment } from './lib/electron.mjs'
import { pinnedNode } from './lib/paths.mjs'
import { finish } from './lib/process.mjs'
import { setup } from './setup.mjs'

await finish(async () => {
  await setup({ forTests: true })
  await build()
  const args = [join('test', 'e2e', 'screens.ts'), ...process.argv.slice(2)]
  return runOnDesktop(pinnedNode, args, { env: await testEnvironment(), limitMs: 15 * 60_000 })
})
