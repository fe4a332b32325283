import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageFolder, partOf } from '../../scripts/lib/packaging/bundled-parts.mjs'
import { billOf, writePapers } from '../../scripts/lib/packaging/package-papers.mjs'

const root = join(import.meta.dirname, '../..')

it.each([
  ['/a/node_modules/zod/v4/index.js', '/a/node_modules/zod'],
  ['/a/node_modules/@mantine/core/esm/x.mjs?used', '/a/node_modules/@mantine/core'],
  ['/a/node_modules/one/node_modules/two/x.js', '/a/node_modules/one/node_modules/two'],
  ['C:\\a\\node_modules\\zod\\x.js', 'C:/a/node_modules/zod'],
  ['/a/src/main/index.ts', null],
  ['\0virtual:/node_modules/zod', null],
])('finds the package that a module is in: %s', (id, folder) => {
  expect(packageFolder(id)).toBe(folder)
})

it('takes the words of a licence as the package carries them', () => {
  const part = partOf(join(root, 'node_modules/zod'))
  expect(part).toMatchObject({ name: 'zod', licence: 'MIT' })
  expect(part.text).toContain('Permission is hereby granted')
})

it('makes a bill of materials that names each part with its version, licence and address', () => {
  const parts = [
    { name: '@scope/one', version: '1.0.0', licence: 'MIT', text: '' },
    { name: 'two', version: '2.0.0', licence: '(MIT OR Apache-2.0)', text: '' },
  ]
  const bill = billOf(parts, { name: 'Provost', version: '0.1.0', electron: '45.0.0', time: '2026-11-20T08:00:00Z' })
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' })
  expect(bill.components.map(({ purl }) => purl)).toEqual([
    ...['pkg:npm/%40scope/one@1.0.0', 'pkg:npm/two@2.0.0', 'pkg:npm/electron@45.0.0'],
  ])
  expect(bill.components[1]?.licenses).toEqual([{ expression: '(MIT OR Apache-2.0)' }])
})

it('lays the licence, the notice of each part and the bill of materials beside the packed application', () => {
  const packed = join(mkdtempSync(join(tmpdir(), 'provost-papers-')), 'provost')
  mkdirSync(packed)
  const part = partOf(join(root, 'node_modules/zod'))
  writePapers(packed, '45.0.0', [part, { name: 'two', version: '2.0.0', licence: 'ISC', text: 'Words of two.' }])
  const notices = readFileSync(join(packed, 'NOTICES.txt'), 'utf8')
  expect(notices).toContain(`zod ${part.version} (MIT)\n\n${part.text}`)
  expect(notices).toContain('two 2.0.0 (ISC)\n\nWords of two.')
  expect(readFileSync(join(packed, 'LICENSE.provost.txt'), 'utf8')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'))
  const bill = JSON.parse(readFileSync(`${packed}.cdx.json`, 'utf8')) as ReturnType<typeof billOf>
  expect(bill.components.map(({ name }) => name)).toEqual(['zod', 'two', 'electron'])
  rmSync(join(packed, '..'), { recursive: true })
})
