import type { Migration } from '../open.ts'
import { type SealedTable, sealColumns } from '../row-seal.ts'

/** The schema of `leavers.db`: cases, what checks found, and the sites that leavers could reach. */
export const leaverMigrations: readonly Migration[] = [
  {
    name: '001-leavers',
    sql: `
      CREATE TABLE batches (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL) STRICT;
      -- key: the lower-case user name.
      CREATE TABLE cases (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, batch TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL,
        -- The first check that was not made yet; null: none will be.
        due TEXT, json TEXT NOT NULL
      ) STRICT;
      CREATE INDEX cases_by_batch ON cases (batch, n);
      CREATE INDEX cases_by_key ON cases (key, n);
      CREATE INDEX cases_by_due ON cases (due) WHERE due IS NOT NULL;
      -- Which plan, and later which job, belongs to which batch; open: its outcomes are not all known.
      CREATE TABLE plans (plan TEXT PRIMARY KEY, batch TEXT NOT NULL, purpose TEXT NOT NULL, job TEXT, open INTEGER NOT NULL) STRICT;
      CREATE INDEX plans_by_job ON plans (job);
      CREATE TABLE checks (n INTEGER PRIMARY KEY, "case" TEXT NOT NULL, json TEXT NOT NULL) STRICT;
      CREATE INDEX checks_by_case ON checks ("case", n);
      -- What the people of shared folders could reach: one row a folder; of the
      -- generations, the one that meta names is whole.
      CREATE TABLE sites (generation INTEGER NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (generation, id)) STRICT;
      CREATE TABLE ticks (key TEXT NOT NULL, folder TEXT NOT NULL, site TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (key, folder, site)) STRICT;
      CREATE TABLE meta (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
    `,
  },
  {
    name: '002-left-out',
    sql: `
      -- What was given for a batch and left out of it. origin: the batch whose open list this one was; open: rows that nobody decided.
      CREATE TABLE left_out (
        batch TEXT PRIMARY KEY, given INTEGER NOT NULL, origin TEXT, closed TEXT, open INTEGER NOT NULL, json TEXT NOT NULL
      ) STRICT;
      CREATE INDEX left_out_by_origin ON left_out (origin) WHERE origin IS NOT NULL;
      CREATE INDEX plans_by_batch ON plans (batch);
    `,
  },
  {
    name: '003-seals',
    sql: sealColumns('batches', 'cases', 'plans', 'checks', 'ticks', 'left_out', 'meta', 'sites'),
  },
  {
    name: '004-campaigns',
    sql: `
      -- Whose passwords are being changed, what each could reach in one folder when that began, and which administrators were asked.
      CREATE TABLE campaign_people (key TEXT PRIMARY KEY, json TEXT NOT NULL, seal TEXT) STRICT;
      CREATE TABLE campaign_folders (key TEXT NOT NULL, folder TEXT NOT NULL, json TEXT NOT NULL, seal TEXT, PRIMARY KEY (key, folder)) STRICT;
      CREATE TABLE campaign_asked (owner TEXT PRIMARY KEY, json TEXT NOT NULL, seal TEXT) STRICT;
    `,
  },
]

/** The tables of `leavers.db` whose rows are sealed. */
export const sealedLeavers: readonly SealedTable[] = [
  { table: 'batches', key: ['id'], columns: ['id', 'n', 'json'], counted: true },
  {
    table: 'cases',
    key: ['id'],
    columns: ['id', 'n', 'batch', 'json'],
    derived: ['key', 'state', 'due'],
    counted: true,
  },
  { table: 'plans', key: ['plan'], columns: ['plan', 'batch', 'purpose', 'job', 'open'], counted: true },
  { table: 'checks', key: ['n'], columns: ['n', 'case', 'json'], counted: true },
  { table: 'ticks', key: ['key', 'folder', 'site'], columns: ['key', 'folder', 'site', 'json'], counted: true },
  { table: 'left_out', key: ['batch'], columns: ['batch', 'given', 'origin', 'closed', 'open', 'json'], counted: true },
  { table: 'campaign_people', key: ['key'], columns: ['key', 'json'], counted: true },
  { table: 'campaign_folders', key: ['key', 'folder'], columns: ['key', 'folder', 'json'], counted: true },
  { table: 'campaign_asked', key: ['owner'], columns: ['owner', 'json'], counted: true },
  { table: 'meta', key: ['name'], columns: ['name', 'json'], counted: true },
  // Read anew from LastPass, and written by the thousand.
  { table: 'sites', key: ['generation', 'id'], columns: ['generation', 'id', 'json'], counted: false },
]
