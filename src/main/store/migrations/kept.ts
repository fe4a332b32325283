import type { Migration } from '../open.ts'
import { type SealedTable, sealColumns } from '../row-seal.ts'

/** The schema of `joiners.db`, `groups.db` and `reviews.db`: small records that a person made, by kind and key. */
export const keptMigrations: readonly Migration[] = [
  {
    name: '001-kept',
    sql: `
      -- kind: fact (key: lower-case user name), settings, mapping (key: the header), draft.
      CREATE TABLE kept (kind TEXT NOT NULL, key TEXT NOT NULL, time TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID;
    `,
  },
  { name: '002-seals', sql: sealColumns('kept') },
]

/** The tables of `joiners.db`, `groups.db` and `reviews.db` whose rows are sealed. */
export const sealedKept: readonly SealedTable[] = [
  { table: 'kept', key: ['kind', 'key'], columns: ['kind', 'key', 'time', 'json'], counted: true },
]
