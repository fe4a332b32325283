import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../src')
const plain = [
  'audit/action-names',
  'audit/audit',
  'audit/findings',
  'families',
  'first-password',
  'joiners',
  'lists',
  'marked',
  'pasted',
  'scores/score-definitions',
  'scores/scores',
  'streams',
]
const imports = /import \{([^}]*)\} from '[./]*contract\/([^']+)\.ts'/g

/** The modules of the contract from which a file of the page takes more than types. */
const valuesOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(imports)]
    .filter(([, names = '']) => names.split(',').some((name) => name.trim() !== '' && !name.trim().startsWith('type ')))
    .map(([, , module = '']) => module)

test('the page takes values only from the plain tables of the contract, so that no start makes the schemas of calls', () => {
  const files = globSync(join(source, 'renderer/**/*.{ts,tsx}'))
  const taken = files.flatMap((file) => valuesOf(file).map((module) => [relative(source, file), module] as const))
  expect(taken.length).toBeGreaterThan(5)
  expect(taken.filter(([, module]) => !plain.includes(module))).toEqual([])
})
