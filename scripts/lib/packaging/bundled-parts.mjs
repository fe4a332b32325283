import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../paths.mjs'

const modules = '/node_modules/'
const longest = 60_000

/** The folder of the package that a module is in; null: it is the project's own, or made up by a bundler. */
export function packageFolder(id) {
  const path = id.replaceAll('\\', '/').split('?')[0]
  const at = path.lastIndexOf(modules)
  if (at < 0 || path.startsWith('\0')) return null
  const [scope, name] = path.slice(at + modules.length).split('/')
  return path.slice(0, at + modules.length) + (scope.startsWith('@') ? `${scope}/${name}` : scope)
}

/** What a package says of itself: its name, version, licence and the words of it. */
export function partOf(folder) {
  const described = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
  const words = files.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim())
  const { license, licenses } = described
  const named =
    typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '))
  const text = words.join('\n\n')
  return {
    name: described.name,
    version: described.version,
    licence: named ?? 'not stated',
    text: (text === ''
      ? `${described.name} states its licence as ${named ?? 'nothing'} and carries no text of it.`
      : text
    ).slice(0, longest),
  }
}

/** A package that is not bundled but packed beside, and what it needs of its own. */
function withNeeds(name, from, found) {
  const folder = join(from, 'node_modules', name)
  if (!existsSync(join(folder, 'package.json'))) return from === root ? undefined : withNeeds(name, root, found)
  if (found.has(folder)) return undefined
  found.add(folder)
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) withNeeds(each, folder, found)
}

/**
 * Writes down which packages a bundle really has in it, and under which licence, into out/parts. `packed`: packages that lie beside
 * the bundles; of what they need, what only their installation uses is left out.
 */
export function bundledParts(bundle, packed = [], notPacked = []) {
  return {
    name: 'bundled-parts',
    generateBundle(_options, chunks) {
      const folders = new Set()
      for (const chunk of Object.values(chunks)) {
        for (const [id, { renderedLength = 1 }] of Object.entries(chunk.modules ?? {}))
          if (renderedLength > 0) folders.add(packageFolder(id))
      }
      // Style sheets and what they name, as fonts, become assets, of which no chunk tells.
      for (const id of this.getModuleIds()) if (/\.css(\?|$)/.test(id)) folders.add(packageFolder(id))
      folders.delete(null)
      const beside = new Set()
      for (const name of packed) withNeeds(name, root, beside)
      for (const folder of beside) if (!notPacked.some((name) => folder.endsWith(name))) folders.add(folder)
      const parts = [...folders].map(partOf)
      parts.sort((one, other) => (one.name < other.name ? -1 : 1))
      const file = join(root, 'out', 'parts', `${bundle}.json`)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, `${JSON.stringify(parts)}\n`)
    },
  }
}

/** Every part of the built application, each once. */
export function allParts(folder = join(root, 'out', 'parts')) {
  const parts = readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  return [...new Map(parts.map((part) => [`${part.name}@${part.version}`, part])).values()]
}
