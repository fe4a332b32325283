import type { Migration } from '../open.ts'

/** Picks the observations in which an address or a name changed; as it stands, it is what their index is made by. */
export const namesChanged = `(instr(json, '"field":"username"') > 0 OR instr(json, '"field":"fullname"') > 0)`

/** Picks the observations that tell who came into a group or left it, or under which address they are known since. */
export const membershipsChanged = `(instr(json, '"field":"groups"') > 0 OR instr(json, '"field":"username"') > 0 OR instr(json, '"kind":"changed"') = 0)`

/** The schema of `directory.db`: what was read from LastPass, and what syncs saw change. */
export const directoryMigrations: readonly Migration[] = [
  {
    name: '001-directory',
    sql: `
      CREATE TABLE meta (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
      -- One row a person; n is Provost's own number and never reused. identity: LastPass' id, or the address of who is only invited.
      CREATE TABLE users (n INTEGER PRIMARY KEY, identity TEXT NOT NULL, json TEXT NOT NULL) STRICT;
      CREATE TABLE folders (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL) STRICT;
      -- What syncs saw happen to people, oldest first.
      CREATE TABLE observations (n INTEGER PRIMARY KEY, time TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL) STRICT;
      CREATE INDEX observations_by_key ON observations (key, n);
      -- Records of the last answers that could not be read.
      CREATE TABLE problems (n INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
      -- The column index as typed arrays, so that a start need not read every row.
      CREATE TABLE columns (name TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
    `,
  },
  {
    name: '002-former-names',
    // The observations in which an address or a name changed: few among many, read to know who had a name before.
    sql: `CREATE INDEX observations_of_names ON observations (n) WHERE ${namesChanged};`,
  },
  {
    name: '003-folder-states',
    // Who was in a shared folder until a refresh saw it otherwise; json null: the folder was not there.
    sql: `
      CREATE TABLE folder_states (n INTEGER PRIMARY KEY, id TEXT NOT NULL, until TEXT NOT NULL, json TEXT) STRICT;
      CREATE INDEX folder_states_by_time ON folder_states (until, id);
    `,
  },
  {
    name: '004-sums',
    sql: ['users', 'folders', 'observations', 'problems', 'meta']
      .map((table) => `ALTER TABLE ${table} ADD COLUMN sum INTEGER;`)
      .join('\n'),
  },
  { name: '005-sums-of-folder-states', sql: 'ALTER TABLE folder_states ADD COLUMN sum INTEGER;' },
  {
    name: '006-memberships',
    // Scores change every day, memberships seldom: read to know when a group last changed.
    sql: `CREATE INDEX observations_of_memberships ON observations (n) WHERE ${membershipsChanged};`,
  },
]
