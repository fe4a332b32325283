import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Sources that tests start as threads or processes of their own. */
export const bundled = {
  writer: 'src/main/writer/thread.ts',
  audit: 'src/main/audit/thread.ts',
  'audit-helper': 'src/main/audit/query/helper/helper-thread.ts',
  cli: 'src/main/cli/cli.ts',
  'crash-child': 'test/main/changes/crash-child.ts',
  'ingesting-child': 'test/main/audit/ingesting-child.ts',
  'streaming-child': 'test/main/streams/streaming-child.ts',
} as const

/** The file of a thread or process: its bundle in a run of tests (`build-threads.ts`), elsewhere its source. */
export function threadFile(name: keyof typeof bundled): URL {
  const folder = process.env.PROVOST_TEST_THREADS
  return pathToFileURL(folder ? join(folder, `${name}.js`) : resolve(import.meta.dirname, '../..', bundled[name]))
}
