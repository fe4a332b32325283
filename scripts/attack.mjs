import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { runOnDesktop } from './lib/desktop.mjs'
import { testEnvironment } from './lib/electron.mjs'
import { pinnedNode } from './lib/paths.mjs'
import { finish } from './lib/process.mjs'
import { makeTestFolder } from './lib/test-folder.mjs'
import { setup } from './setup.mjs'

// Usage: npm run attack [-- --minutes 60 --seed 1 --bytes 5000].
await finish(async () => {
  await setup({ forTests: true })
  const folder = makeTestFolder()
  try {
    const env = { ...(await testEnvironment()), TMPDIR: folder }
    const attack = [join('test', 'attack', 'attack.ts'), ...process.argv.slice(2)]
    return await runOnDesktop(pinnedNode, attack, { env, limitMs: 4 * 3_600_000 })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
