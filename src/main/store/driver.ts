import { createRequire } from 'node:module'
import type Libsql from 'libsql'

let loaded: typeof Libsql | null = null

/**
 * The driver of the databases, loaded when the first one is opened.
 * Security rules: a native module is loaded only after it was compared with what was packed, so nothing imports it (test:
 * test/main/shell/native-proof.test.ts); and it writes no statement to standard output, which it is asked by the environment as it is
 * loaded: those that seal rows hold a key (test: test/main/cli/cli.test.ts).
 */
export function driver(): typeof Libsql {
  if (loaded === null) {
    delete process.env.RUST_LOG
    loaded = createRequire(import.meta.url)('libsql') as typeof Libsql
  }
  return loaded
}
