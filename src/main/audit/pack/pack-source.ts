/** One row of a population: as a line of JSON, and as the cells of a table. */
export interface PackRow {
  json: string
  cells: readonly string[]
}

/** What the population of a pack is made of: LastPass' events, or the decisions of access reviews. */
export interface PackSource {
  unit: 'event' | 'decision'
  /** The heads of the cells. */
  head: readonly string[]
  /** Goes through all rows in the order of the population. @throws Refusal `cancelled` */
  walk(each: (row: PackRow) => Promise<void> | void): Promise<void>
  /** A row for reading, by its line of JSON. */
  printed(json: string): string[]
  /** What `coverage.json` holds beside the span. */
  coverage: Readonly<Record<string, unknown>>
  /** The same for reading. */
  coverageLines: readonly string[]
  /** What the manifest says beside what every pack says. */
  facts: Readonly<Record<string, unknown>>
  /** Null where no reviews are looked at. */
  reviews: { signed: number; altered: number } | null
}
