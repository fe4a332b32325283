import type { Migration } from '../open.ts'

/** The schema of `joiners.db`: what a person said about joiners and groups, and what LastPass does not keep of people. */
export const joinerMigrations: readonly Migration[] = [
  {
    name: '001-joiners',
    sql: `
      -- kind: fact (key: lower-case user name), settings, mapping (key: the header), draft, waiting, review.
      CREATE TABLE kept (kind TEXT NOT NULL, key TEXT NOT NULL, time TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID;
    `,
  },
]
