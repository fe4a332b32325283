import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { root } from './paths.mjs'
import { capture, Refusal, say, tail, tool } from './process.mjs'

const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

// Folders count too: a file that was removed leaves its trace only there.
function newest(folder) {
  if (!existsSync(folder)) return 0
  const inside = readdirSync(folder, { recursive: true }).map((name) => changedAt(join(folder, name)))
  return Math.max(changedAt(folder), ...inside)
}

const settings = /^(electron\.vite\.config\..+|tsconfig.*\.json|package(-lock)?\.json)$/

function isStale() {
  const files = readdirSync(root).filter((name) => settings.test(name))
  const source = Math.max(newest(join(root, 'src')), ...files.map((name) => changedAt(join(root, name))))
  const built = Math.min(...['main', 'preload', 'renderer'].map((part) => newest(join(root, 'out', part))))
  return source >= built
}

/** Builds into `out/` where the sources are newer, and gives the result of the build, if there was one. */
export async function buildResult() {
  return withLock(`build ${root}`, async () => {
    if (!isStale()) return { status: 0, output: '', errors: '' }
    return capture(...tool('electron-vite', ['build']))
  })
}

/** Builds into `out/` where the sources are newer; a failed build ends the script. */
export async function build() {
  if (!isStale()) return
  say('Building.')
  const result = await buildResult()
  if (result.status !== 0) throw new Refusal(`The build failed:\n${tail(result, 60)}`)
}
