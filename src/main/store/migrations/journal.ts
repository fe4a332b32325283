import type { Migration } from '../open.ts'
import { type SealedTable, sealColumns } from '../row-seal.ts'

/** The schema of `journal.db`: what was planned, what is being done, and the record of it that is only ever added to. */
export const journalMigrations: readonly Migration[] = [
  {
    name: '001-journal',
    sql: `
      -- body is the line itself as JSON; the other columns repeat parts of it so that it can be searched, and are checked against it.
      CREATE TABLE journal (
        seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, job TEXT, key TEXT, body TEXT NOT NULL, hash TEXT NOT NULL, seal TEXT NOT NULL
      ) STRICT;
      CREATE INDEX journal_by_job ON journal (job, seq) WHERE job IS NOT NULL;
      CREATE INDEX journal_by_key ON journal (key, seq) WHERE key IS NOT NULL;
      CREATE INDEX journal_by_kind ON journal (kind, seq);
      CREATE TRIGGER journal_stays BEFORE UPDATE ON journal BEGIN SELECT raise(ABORT, 'the journal is only added to'); END;
      CREATE TRIGGER journal_keeps BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'the journal is only added to'); END;
      -- How long the journal is, sealed: without it, lines could be cut off its end.
      CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL, seal TEXT NOT NULL) STRICT;

      -- state: making, open, kept, applied, discarded.
      CREATE TABLE plans (id TEXT PRIMARY KEY, state TEXT NOT NULL, created INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
      CREATE TABLE plan_rows (plan TEXT NOT NULL, row INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (plan, row)) STRICT, WITHOUT ROWID;

      -- state: making, holding, running, paused, done, cancelled.
      CREATE TABLE jobs (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, json TEXT NOT NULL) STRICT;
      -- What becomes of the rows of a job; what they are stands in its plan, because it is ten times as long and does not change.
      -- open: 1 while only reading the account again can tell what became of the row. ours: 1 when this job made the change.
      -- content: what is sent and the account before, where a later look found something else than the plan.
      CREATE TABLE job_rows (
        job TEXT NOT NULL, row INTEGER NOT NULL, plan TEXT NOT NULL, kind TEXT NOT NULL,
        outcome TEXT NOT NULL, message TEXT, details TEXT, time TEXT,
        answer TEXT, sent_at INTEGER, open INTEGER NOT NULL DEFAULT 0, ours INTEGER NOT NULL DEFAULT 0, content TEXT,
        PRIMARY KEY (job, row)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX job_rows_open ON job_rows (job, row) WHERE open = 1;

      CREATE TABLE errors (
        id INTEGER PRIMARY KEY, time TEXT NOT NULL, what TEXT NOT NULL, message TEXT NOT NULL, details TEXT, job TEXT
      ) STRICT;
      CREATE TABLE settings (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
      -- How long each list of names was when a plan from it was last sent.
      CREATE TABLE sources (name TEXT PRIMARY KEY, entries INTEGER NOT NULL, time TEXT NOT NULL) STRICT;
    `,
  },
  {
    name: '002-seals',
    sql: sealColumns('plans', 'plan_rows', 'jobs', 'job_rows', 'errors', 'settings', 'sources'),
  },
]

/** The tables of `journal.db` whose rows are sealed one by one; its lines have a chain of their own. */
export const sealedJournal: readonly SealedTable[] = [
  { table: 'plans', key: ['id'], columns: ['id', 'state', 'created', 'json'], counted: true },
  // How many a plan has stands in the plan.
  { table: 'plan_rows', key: ['plan', 'row'], columns: ['plan', 'row', 'json'], counted: false },
  { table: 'jobs', key: ['id'], columns: ['id', 'n', 'state', 'json'], counted: true },
  {
    table: 'job_rows',
    key: ['job', 'row'],
    columns: [
      ...['job', 'row', 'plan', 'kind', 'outcome', 'message', 'details', 'time', 'answer', 'sent_at', 'open', 'ours'],
      'content',
    ],
    counted: true,
  },
  { table: 'errors', key: ['id'], columns: ['id', 'time', 'what', 'message', 'details', 'job'], counted: false },
  { table: 'settings', key: ['name'], columns: ['name', 'json'], counted: true },
  { table: 'sources', key: ['name'], columns: ['name', 'entries', 'time'], counted: true },
]
