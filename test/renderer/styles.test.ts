import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const mantine = join(root, 'node_modules/@mantine/core')
const read = (path: string) => readFileSync(path, 'utf8')

/** The controls of Mantine that the page takes by their names. */
const used = new Set(
  globSync(join(root, 'src/renderer/**/*.{ts,tsx}')).flatMap((file) =>
    [...read(file).matchAll(/import (?:type )?\{([^}]*)\} from '@mantine\/core'/g)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim().replace(/^type /, '')),
    ),
  ),
)

/** The style sheets on which these controls rest, as Mantine's own scripts import them. */
function sheetsOf(names: Iterable<string>): string[] {
  const index = read(join(mantine, 'esm/index.mjs'))
  const seen = new Set<string>()
  const walk = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return
    seen.add(file)
    for (const [, other = ''] of read(file).matchAll(/from "(\.[^"]+)"/g)) walk(resolve(dirname(file), other))
  }
  for (const name of names) {
    const from = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from "([^"]+)"`).exec(index)?.[1]
    if (from) walk(resolve(mantine, 'esm', from))
  }
  return [...seen].filter((file) => file.endsWith('.module.mjs')).map((file) => basename(file, '.module.mjs'))
}

test('every control of Mantine that is used has its style sheet, once', () => {
  const lists = ['mantine.css', 'mantine-late.css']
    .map((name) => read(join(root, 'src/renderer/styles', name)))
    .join('')
  const taken = [...lists.matchAll(/@mantine\/core\/styles\/(\w+)(?:\.layer)?\.css/g)].map(([, name]) => name)
  const needed = sheetsOf(used)
  expect(needed).toContain('Button')
  expect([...taken].sort()).toEqual([...new Set(['baseline', 'global', ...needed])].sort())
})
