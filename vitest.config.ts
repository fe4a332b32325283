import { defineConfig } from 'vitest/config'

const endToEnd = 'test/e2e/**/*.test.{ts,tsx}'

export default defineConfig({
  test: {
    globals: false,
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [endToEnd],
          globalSetup: ['test/harness/build-threads.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
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
          // Each file opens real windows: one at a time, after everything else.
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
