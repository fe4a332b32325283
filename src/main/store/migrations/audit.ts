import type { Migration } from '../open.ts'
import { type SealedTable, sealColumns } from '../row-seal.ts'

/** The schema of the audit archive's catalogue: what its files of events hold, their names, and which spans were fetched. */
export const auditMigrations: readonly Migration[] = [
  {
    name: '001-audit',
    sql: `
      CREATE TABLE leaves (n INTEGER PRIMARY KEY, version INTEGER NOT NULL, rows INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
      -- kind: person, ip, action or target.
      CREATE TABLE names (kind TEXT NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (kind, n)) STRICT, WITHOUT ROWID;
      -- Spans that were fetched, in UTC seconds; events: how many the answer held.
      CREATE TABLE covers (n INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, fetched INTEGER NOT NULL, events INTEGER NOT NULL) STRICT;
      -- Events whose shape nobody knows, as they came.
      CREATE TABLE raw_events (digest TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
      -- Actions that an admin sorted otherwise, by their name in small letters.
      CREATE TABLE categories (action TEXT PRIMARY KEY, category TEXT NOT NULL) STRICT;
      CREATE TABLE damaged (n INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, file TEXT NOT NULL) STRICT;
      CREATE TABLE meta (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
    `,
  },
  {
    name: '002-findings',
    sql: `
      -- Findings that somebody looked at and does not want to see again; key: the finding's.
      CREATE TABLE mutes (key TEXT PRIMARY KEY, reason TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    `,
  },
  { name: '003-seals', sql: sealColumns('mutes', 'categories', 'meta', 'names') },
  {
    name: '004-name-blocks',
    sql: `
      -- Names a block at a time, as a list in JSON: reading them one by one took seconds. What \`names\` still holds is moved here.
      CREATE TABLE name_blocks (kind TEXT NOT NULL, block INTEGER NOT NULL, json TEXT NOT NULL, seal TEXT, PRIMARY KEY (kind, block)) STRICT, WITHOUT ROWID;
    `,
  },
]

/** The tables of the catalogue that decide what is shown, and under whose name; spans and files have a seal of their own. */
export const sealedAudit: readonly SealedTable[] = [
  { table: 'mutes', key: ['key'], columns: ['key', 'reason', 'at'], counted: true },
  { table: 'categories', key: ['action'], columns: ['action', 'category'], counted: true },
  { table: 'meta', key: ['name'], columns: ['name', 'json'], counted: true },
]

/** Names as archives had them before there were blocks of them. */
export const sealedSingleNames: SealedTable = {
  table: 'names',
  key: ['kind', 'n'],
  columns: ['kind', 'n', 'text'],
  counted: false,
}

/** Blocks of names: how many names there are stands beside them, so they are not counted. */
export const sealedNames: SealedTable = {
  table: 'name_blocks',
  key: ['kind', 'block'],
  columns: ['kind', 'block', 'json'],
  counted: false,
}
