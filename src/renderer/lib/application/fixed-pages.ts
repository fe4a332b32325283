import type { Pages } from './pages.ts'

/** A list that is in memory as a whole, for the table that reads by pages. */
export const fixedPages = <Row>(rows: readonly Row[], asOf: string | null = null): Pages<Row> => ({
  total: rows.length,
  asOf,
  row: (index) => rows[index],
  failure: null,
  stale: false,
  onRange: () => undefined,
  between: (first, last) => Promise.resolve(rows.slice(first, last + 1)),
  retry: () => undefined,
})
