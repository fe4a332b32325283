import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { withLock } from './lock.mjs'
import { root } from './paths.mjs'
import { capture, Refusal, say, tail, tool } from './process.mjs'

const settings = /^(electron\.vite\.config\..+|tsconfig.*\.json|package(-lock)?\.json)$/

// Beside the build stands what it was made of. Times of files cannot tell: a copied `out/` is newer
// than sources it was never built from.
const madeOf = join(root, 'out', 'made-of.sha256')

/** The SHA-256, in hex, of every source and setting that a build is made of, names and contents. */
function sourceDigest() {
  const inSrc = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  const files = [...inSrc, ...readdirSync(root).filter((name) => settings.test(name))].sort()
  const digest = createHash('sha256')
  for (const file of files) {
    const content = readFileSync(join(root, file))
    digest.update(`${file}\0${content.length}\0`).update(content)
  }
  return digest.digest('hex')
}

function isStale(digest) {
  const built =
    existsSync(madeOf) && ['main', 'preload', 'renderer'].every((part) => existsSync(join(root, 'out', part)))
  return !built || readFileSync(madeOf, 'utf8') !== digest
}

/** Builds into `out/` where the sources are others than those of the last build, and gives the result of the build, if there was one. */
export async function buildResult() {
  return withLock(`build ${root}`, async () => {
    const digest = sourceDigest()
    if (!isStale(digest)) return { status: 0, output: '', errors: '' }
    rmSync(madeOf, { force: true })
    const result = await capture(...tool('electron-vite', ['build']))
    if (result.status === 0) writeFileSync(madeOf, digest)
    return result
  })
}

/** Builds into `out/` where the sources are others than those of the last build; a failed build ends the script. */
export async function build() {
  if (!isStale(sourceDigest())) return
  say('Building.')
  const result = await buildResult()
  if (result.status !== 0) throw new Refusal(`The build failed:\n${tail(result, 60)}`)
}
