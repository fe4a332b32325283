import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { bundledParts } from './scripts/lib/packaging/bundled-parts.mjs'
import { startBudget } from './scripts/lib/start-budget.mjs'

const at = (path: string) => resolve(import.meta.dirname, path)

const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string }

// The oldest Electron that the tests run on is 33 (docs/decisions/electron-versions.md); newer ones run the same bundles.
const nodeTarget = 'node20.18'
const chromeTarget = 'chrome130'

// Binaries cannot be bundled: these two stay packages. Everything else is bundled, so that start-up reads a few files.
const natives = ['libsql', 'keytar']

/**
 * conf could check settings by a JSON schema of its own; ours are parsed where they are read, so its validator, a quarter of a
 * megabyte that every start would load, stays out. A store that asked for it would fail at once.
 */
const withoutValidator = {
  name: 'without-validator',
  enforce: 'pre' as const,
  resolveId: (id: string) => (id === 'ajv-formats' || id.startsWith('ajv/') ? '\0no-validator' : null),
  load: (id: string) =>
    id === '\0no-validator' ? 'export const Ajv2020 = undefined\nexport default undefined\n' : null,
}

export default defineConfig({
  main: {
    plugins: [withoutValidator, bundledParts('main', natives, ['/prebuild-install', '/node-addon-api', '-musl'])],
    // The command line tool has no Electron to ask.
    define: { __VERSION__: JSON.stringify(version) },
    build: {
      outDir: at('out/main'),
      target: nodeTarget,
      externalizeDeps: false,
      // Names are kept, so that a stack in the log can be read.
      minify: false,
      rolldownOptions: {
        external: natives,
        input: {
          index: at('src/main/index.ts'),
          cli: at('src/main/cli/cli.ts'),
          writer: at('src/main/writer/thread.ts'),
          audit: at('src/main/audit/thread.ts'),
          'audit-helper': at('src/main/audit/query/helper/helper-thread.ts'),
        },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
  preload: {
    plugins: [bundledParts('preload')],
    build: {
      outDir: at('out/preload'),
      target: nodeTarget,
      externalizeDeps: false,
      minify: true,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        // A sandboxed preload is one plain script.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), startBudget(600_000), bundledParts('renderer')],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      target: chromeTarget,
      // Left out, electron-vite would not do it.
      minify: true,
      // A data: address in a style sheet would be refused for fonts, and a file is cached.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        input: at('src/renderer/index.html'),
        // What the first screen needs is one file: each one that is asked for waits for a main process that is starting too.
        output: { codeSplitting: { groups: [{ name: 'start', test: /src\/renderer\/(start\.ts|main\.tsx)$/ }] } },
      },
    },
  },
})
