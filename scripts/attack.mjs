import { join } from 'node:path'
import { runOnDesktop } from './lib/desktop.mjs'
import { testEnvironment } from './lib/electron.mjs'
import { pinnedNode } from './lib/paths.mjs'
import { finish } from './lib/process.mjs'
import { setup } from './setup.mjs'

// Usage: npm run attack [-- --minutes 60 --seed 1].
await finish(async () => {
  await setup({ forTests: true })
  const env = await testEnvironment()
  return runOnDesktop(pinnedNode, [join('test', 'attack', 'attack.ts'), ...process.argv.slice(2)], {
    env,
    limitMs: 4 * 3_600_000,
  })
})
