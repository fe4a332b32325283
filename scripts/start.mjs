import { build } from './lib/build.mjs'
import { applicationEnvironment, electronInUse, sandboxProblem } from './lib/electron.mjs'
import { root } from './lib/paths.mjs'
import { finish, Refusal, run, say } from './lib/process.mjs'
import { setup } from './setup.mjs'

const noDisplay = `There is no display to open a window on. Start it in a desktop session, or use one of:
  xvfb-run -a npm start             the application on a virtual display
  npm run -s provost -- calls       the same calls from the terminal`

function requireDisplay() {
  const hasDisplay = process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (process.platform === 'linux' && !hasDisplay) throw new Refusal(noDisplay)
}

async function sandboxArguments() {
  const problem = await sandboxProblem()
  if (!problem) return []
  if (!problem.isRoot) throw new Refusal(problem.line)
  say(problem.line)
  return ['--no-sandbox']
}

await finish(async () => {
  await setup()
  await build()
  requireDisplay()
  const { binary, version, isFallback } = electronInUse()
  if (isFallback) say(`Running on Electron ${version}, which is for local runs and tests only.`)
  const args = [...(await sandboxArguments()), root, ...process.argv.slice(2)]
  return run(binary, args, { env: applicationEnvironment() })
})
