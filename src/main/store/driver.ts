import { createRequire } from 'node:module'
import type Libsql from 'libsql'

let loaded: typeof Libsql | null = null

/**
 * The driver of the databases, loaded when the first one is opened.
 * Security rule: a native module is loaded only after it was compared with what was packed, so nothing imports it.
 * Test: test/main/shell/native-proof.test.ts.
 */
export function driver(): typeof Libsql {
  loaded ??= createRequire(import.meta.url)('libsql') as typeof Libsql
  return loaded
}
