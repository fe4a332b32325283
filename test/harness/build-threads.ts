import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { bundled } from './threads.ts'

const root = resolve(import.meta.dirname, '../..')
let made: string | null = null

/**
 * Builds the threads and the processes that tests start, once a run. From its source each start of a thread would read and parse some
 * 200 modules again, which took more than half of the processor time of opening a tenant; a bundle is read in one piece.
 */
export async function setup(project: TestProject): Promise<void> {
  const cache = join(root, '.cache')
  mkdirSync(cache, { recursive: true })
  sweep(cache)
  // Below the project, so that native packages are found; a folder of its own, since two runs may stand side by side.
  const folder = mkdtempSync(join(cache, 'threads-'))
  made = folder
  const write = () =>
    build({
      root,
      configFile: false,
      logLevel: 'warn',
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: 'node20.18',
        minify: false,
        ssr: true,
        rolldownOptions: {
          external: ['libsql', 'keytar'],
          input: Object.fromEntries(Object.entries(bundled).map(([name, file]) => [name, join(root, file)])),
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
      ssr: { noExternal: true },
    })
  await write()
  process.env.PROVOST_TEST_THREADS = folder
  project.onTestsRerun(async () => void (await write()))
}

/** Takes away what runs that were killed left behind. */
function sweep(cache: string): void {
  const dayAgo = Date.now() - 86_400_000
  for (const name of readdirSync(cache).filter((each) => each.startsWith('threads-')))
    if (statSync(join(cache, name)).mtimeMs < dayAgo) rmSync(join(cache, name), { recursive: true, force: true })
}

/** Takes the bundles away after the last test. */
export function teardown(): void {
  if (made !== null) rmSync(made, { recursive: true, force: true })
}
