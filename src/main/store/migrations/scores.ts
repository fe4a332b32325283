import type { Migration } from '../open.ts'
import { type SealedTable, sealColumns } from '../row-seal.ts'

/** The schema of `scores.db`: what each day's sync said of everybody's score, which nothing can read anew. */
export const scoreMigrations: readonly Migration[] = [
  {
    name: '001-scores',
    sql: `
      -- Accounts. identity: LastPass' number; n: the row in directory.db as long as meta's lineage is that database's; line: the
      -- first account of the same person, for somebody who left and came back with a new one.
      CREATE TABLE people (k INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, n INTEGER, line INTEGER NOT NULL) STRICT;
      CREATE INDEX people_by_line ON people (line);
      -- What people are counted in: everyone, a department, a group, a status.
      CREATE TABLE scopes (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name)) STRICT;
      -- The different combinations of scopes that somebody was ever in, as sorted numbers with commas.
      CREATE TABLE sets (id INTEGER PRIMARY KEY, members TEXT NOT NULL UNIQUE) STRICT;
      -- day: days since 1970 by the tenant's zone; taken: the instant of the sync whose state the day has, in seconds.
      CREATE TABLE days (day INTEGER PRIMARY KEY, taken INTEGER NOT NULL) STRICT;
      -- Everybody's state in blocks of accounts: whole, or what differs from the day before. A block without a row did not change.
      CREATE TABLE states (block INTEGER NOT NULL, day INTEGER NOT NULL, whole INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (block, day)) STRICT, WITHOUT ROWID;
      -- What a day's people of a scope add up to. sum: of the scores, in millionths.
      CREATE TABLE totals (
        scope INTEGER NOT NULL, day INTEGER NOT NULL, users INTEGER NOT NULL, scored INTEGER NOT NULL, sum INTEGER NOT NULL,
        b0 INTEGER NOT NULL, b1 INTEGER NOT NULL, b2 INTEGER NOT NULL, b3 INTEGER NOT NULL, below INTEGER NOT NULL,
        PRIMARY KEY (scope, day)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE meta (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
    `,
  },
  {
    name: '002-published',
    sql: `
      -- What snapshots told without naming people: a line of numbers on a day. Such a day stays as it was.
      CREATE TABLE published (line TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (line, day)) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: '003-lists',
    sql: `
      -- Lists beside the people that LastPass, or its admin console, gave, in parts of some hundred people.
      CREATE TABLE lists (list TEXT NOT NULL, part INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (list, part)) STRICT, WITHOUT ROWID;
    `,
  },
  { name: '004-seals', sql: sealColumns('meta', 'published') },
  {
    name: '005-joined',
    sql: `
      -- Which file brought a day that another workstation kept; null: it was kept here. The files are listed in meta.
      ALTER TABLE days ADD COLUMN source INTEGER;
    `,
  },
  {
    name: '006-sums',
    sql: `
      ${['scopes', 'sets', 'days', 'states', 'totals', 'lists'].map((table) => `ALTER TABLE ${table} ADD COLUMN seal TEXT;`).join('\n      ')}
      -- Over the other columns; null: written by an older version, or its row number was taken back.
      ALTER TABLE people ADD COLUMN sum INTEGER;
    `,
  },
]

/** The tables of `scores.db` that decide: threshold, target and lists' heads, and what snapshots told. They are looked at when the file is opened. */
export const decisiveScores: readonly SealedTable[] = [
  { table: 'meta', key: ['name'], columns: ['name', 'json'], counted: true },
  { table: 'published', key: ['line', 'day'], columns: ['line', 'day'], counted: true },
]

/** What each day's people of a scope add up to. */
export const sealedTotals: SealedTable = {
  table: 'totals',
  key: ['scope', 'day'],
  columns: ['scope', 'day', 'users', 'scored', 'sum', 'b0', 'b1', 'b2', 'b3', 'below'],
  counted: false,
}

/** What of the history stands alone: a row that is not as it was written leaves out one number, one day, or one part of a list. */
export const singleScores: readonly SealedTable[] = [
  sealedTotals,
  { table: 'days', key: ['day'], columns: ['day', 'taken', 'source'], counted: false },
  { table: 'lists', key: ['list', 'part'], columns: ['list', 'part', 'json'], counted: false },
]

/** Everybody's state: each row says what differs from the one before it. */
export const sealedStates: SealedTable = {
  table: 'states',
  key: ['block', 'day'],
  columns: ['block', 'day', 'whole', 'data'],
  counted: false,
}

/** What of the history the rest of it is told by: everything is by number. */
export const basicScores: readonly SealedTable[] = [
  { table: 'scopes', key: ['id'], columns: ['id', 'kind', 'name'], counted: false },
  { table: 'sets', key: ['id'], columns: ['id', 'members'], counted: false },
]

/** All tables of `scores.db` whose rows are sealed as they are written. */
export const sealedScores: readonly SealedTable[] = [...decisiveScores, ...singleScores, sealedStates, ...basicScores]
