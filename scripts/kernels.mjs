import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import asc from 'assemblyscript/asc'
import { root } from './lib/paths.mjs'

const folder = join(root, 'src', 'main', 'audit', 'query', 'loops')

/** The audit archive's kernels as WebAssembly, compiled from their source. */
export async function compileKernels() {
  // AssemblyScript is written like TypeScript, and is not: another ending keeps it from the tools for TypeScript.
  const source = 'row-kernels.ts'
  let bytes = null
  const { error, stderr } = await asc.main(
    [
      source,
      '-O3',
      '--noAssert',
      '--runtime',
      'stub',
      '--importMemory',
      '--enable',
      'simd',
      '--outFile',
      'kernels.wasm',
    ],
    {
      readFile: (name) => (name === source ? readFileSync(join(folder, 'row-kernels.as'), 'utf8') : null),
      writeFile(name, contents) {
        if (name === 'kernels.wasm') bytes = contents
      },
      listFiles: () => [],
    },
  )
  if (error !== null || bytes === null) throw new Error(`The kernels do not compile:\n${stderr.toString()}`)
  return Buffer.from(bytes)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = (await compileKernels()).toString('base64')
  writeFileSync(
    join(folder, 'kernel-bytes.ts'),
    `/** Made from row-kernels.as by \`npm run kernels\`: WebAssembly in base64. */\nexport const kernelBytes =\n  '${text}'\n`,
  )
}
