import type { Migration } from '../open.ts'
import { type SealedTable, sealColumns } from '../row-seal.ts'

/** The schema of `streams.db`: which streams there are, and what each has handed over. */
export const streamMigrations: readonly Migration[] = [
  {
    name: '001-streams',
    sql: `
      -- kind: stream, progress; key: the stream's.
      CREATE TABLE kept (kind TEXT NOT NULL, key TEXT NOT NULL, time TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID;
      -- By hour, as the account's clock showed it: events that the archive had when all of them were handed over (-1: not all are), and marks of
      -- those that were, in base64. Marks are null once nothing has changed for long; touched: in epoch seconds.
      CREATE TABLE hours (stream TEXT NOT NULL, hour INTEGER NOT NULL, events INTEGER NOT NULL, marks TEXT, touched INTEGER NOT NULL, PRIMARY KEY (stream, hour)) STRICT, WITHOUT ROWID;
    `,
  },
  { name: '002-seals', sql: sealColumns('kept', 'hours') },
]

/** A stream that is put in would send events elsewhere, and an hour that is put in would keep some back. */
export const sealedStreams: readonly SealedTable[] = [
  { table: 'kept', key: ['kind', 'key'], columns: ['kind', 'key', 'time', 'json'], counted: true },
  {
    table: 'hours',
    key: ['stream', 'hour'],
    columns: ['stream', 'hour', 'events', 'marks', 'touched'],
    counted: true,
  },
]
