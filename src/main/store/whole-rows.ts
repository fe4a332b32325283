import { isWhole, type SealedTable } from './row-seal.ts'
import type { Store } from './store.ts'

const hearing = new WeakMap<Store, { key: string; heard: () => void }>()

/** Has rows of sealed tables that are read through this connection proved as they are read; `heard` is told of one that is not as it was written. */
export function proveWhenRead(store: Store, key: string, heard: () => void): void {
  hearing.set(store, { key, heard })
}

/** What a statement selects, as `whole`, for `wholeOnly`: 1 of a row that is as it was written, or that nobody wants proved. */
export const wholeFlag = (store: Store, sealed: SealedTable): string => {
  const hears = hearing.get(store)
  return hears === undefined ? '1 AS whole' : `(${isWhole(sealed, hears.key)}) AS whole`
}

/** Leaves out rows that are not as they were written, and tells of them. */
export function wholeOnly<R extends { whole: number }>(store: Store, rows: readonly R[]): R[] {
  const whole = rows.filter((row) => row.whole === 1)
  if (whole.length < rows.length) hearing.get(store)?.heard()
  return whole
}
