import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const isThere = (...places: string[]) => places.some((place) => existsSync(join(root, place)))
/** What stands in backticks and looks like a file or a folder. */
const filesIn = (cell: string) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '').filter((name) => /[./]/.test(name))
const testFile = (name: string) =>
  [name, `test/main/${name}`, `test/${name}`].find((place) => existsSync(join(root, place)))

/** The rows of the tables of docs/security.md. */
const rules = text('docs/security.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| rule '))
  .map((line) => line.slice(2, -2).split(' | '))

describe('docs/security.md', () => {
  it.each(rules)('names files and tests that are there: %s', (rule, where = '', test = '') => {
    expect(rule).not.toBe('')
    for (const name of filesIn(where)) expect(isThere(`src/main/${name}`, `src/${name}`, name), name).toBe(true)
    const tests = filesIn(test)
    for (const name of tests) expect(testFile(name), name).toBeDefined()
    // A name in quotes is one of a test in the file before it.
    for (const [, name = '', quoted = ''] of test.matchAll(/`([^`]+)` \("([^"]+)"\)/g))
      expect(text(testFile(name) ?? ''), quoted).toContain(quoted)
    expect(tests.length > 0 || test.startsWith('read by eye')).toBe(true)
  })
})

describe('what the code says of its tests', () => {
  it('names tests that are there', () => {
    const missing = globSync('src/**/*.{ts,tsx}', { cwd: root }).flatMap((file) => {
      const comments = text(file).replace(/\n\s*(?:\*|\/\/) ?/g, ' ')
      return [...comments.matchAll(/test\/[\w/-]+\.test\.tsx?/g)]
        .map(([name]) => name)
        .filter((name) => !isThere(name))
        .map((name) => `${file}: ${name}`)
    })
    expect(missing).toEqual([])
  })
})

describe('links', () => {
  it.each(globSync('{*.md,docs/**/*.md,src/**/*.md}', { cwd: root }))('of %s lead to files that are there', (file) => {
    const links = [...text(file).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link]) => link ?? '')
    for (const link of links) if (!/^[a-z]+:/.test(link)) expect(isThere(join(dirname(file), link)), link).toBe(true)
  })
})
