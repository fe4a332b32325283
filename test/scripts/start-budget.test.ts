import { expect, test } from 'vitest'
import { startFiles } from '../../scripts/lib/start-budget.mjs'

const script = (fileName: string, code: string, imports: string[] = [], css: string[] = []) => ({
  type: 'chunk' as const,
  fileName,
  code,
  imports,
  viteMetadata: { importedCss: new Set(css) },
})
const asset = (fileName: string, source: string) => ({ type: 'asset' as const, fileName, source })

test('what the page loads before it can draw is what its HTML names and what that imports, not what comes later', () => {
  const files = [
    asset('index.html', '<link rel="stylesheet" href="./a/skeleton.css"><script src="./a/start.js"></script>'),
    asset('a/skeleton.css', 'p{}'),
    asset('a/start.css', 'ü'),
    asset('a/late.css', 'a{}b{}c{}'),
    script('a/start.js', '12345', ['a/shared.js'], ['a/start.css']),
    script('a/shared.js', '1234', ['a/start.js']),
    script('a/late.js', '123456789', ['a/shared.js'], ['a/late.css']),
  ]
  const bundle = Object.fromEntries(files.map((file) => [file.fileName, file]))
  expect(startFiles(bundle)).toEqual([
    ['a/start.js', 5],
    ['a/shared.js', 4],
    ['a/skeleton.css', 3],
    ['a/start.css', 2],
  ])
})
