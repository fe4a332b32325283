import { runOnDesktop } from './lib/desktop.mjs'
import { finish, Refusal } from './lib/process.mjs'

// Usage: node scripts/with-desktop.mjs COMMAND [ARGUMENTS]
await finish(() => {
  const [command, ...args] = process.argv.slice(2)
  if (!command) throw new Refusal('Usage: node scripts/with-desktop.mjs COMMAND [ARGUMENTS]')
  return runOnDesktop(command, args)
})
