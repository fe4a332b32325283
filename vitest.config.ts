import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const endToEnd = 'test/e2e/**/*.test.{ts,tsx}'

/** Files that put something else in a module's place; what they load must reach no other file. */
const mocking: string[] = []
for await (const file of glob('test/{main,renderer,contract,scripts}/**/*.test.{ts,tsx}'))
  if (/\bvi\.(do)?mock\(/i.test(readFileSync(file, 'utf8'))) mocking.push(file)

const unit = {
  environment: 'node' as const,
  // Against what hangs: seat files take a quarter of it on a quiet machine, each of their keys half a second by design.
  testTimeout: 40_000,
  hookTimeout: 30_000,
  // As many as there are cores, not one less: each waits for the disk at every commit of a journal.
  maxWorkers: availableParallelism(),
  sequence: { groupOrder: 0 },
}

export default defineConfig({
  test: {
    globals: false,
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [endToEnd, ...mocking],
          globalSetup: ['test/harness/build-threads.ts'],
          // Modules are read once for all files of a worker: half of the processor time was reading them again for each.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...unit,
          name: 'unit, mocked',
          include: mocking,
          // So that a test's stand-in for Electron reaches it too.
          server: { deps: { inline: ['electron-store'] } },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: [endToEnd],
          setupFiles: ['test/e2e/keychain.ts'],
          // Each file opens real windows, and a run has one desktop for them: one at a time, after everything else.
          fileParallelism: false,
          maxWorkers: 1,
          // The tool that drives the windows takes over a second to read: once is enough.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
