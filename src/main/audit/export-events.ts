import type { FileHandle } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import type { AuditEvent, AuditFilter } from '../../contract/calls/audit/audit.ts'
import { Refusal } from '../../contract/failure.ts'
import { safeCell } from '../directory/export.ts'
import type { BareEvent, RowPlace } from './query/questions.ts'

/** What an export says of itself before its events. */
export interface ExportHead {
  asOf: string
  timeZone: string
  /** What was asked for: all else is left out. */
  filter: AuditFilter
  gaps: readonly { from: string; to: string }[]
  /** Events from before were removed, as an admin chose; left out where none of the span were. */
  removedBefore?: string
}

/** The heads of those cells. */
export const columns = [
  'Time (UTC)',
  'Person',
  'IP address',
  'Category',
  'Action',
  'Data',
  'Hour occurs twice',
] as const
/** An event as the cells of a table. */
export const cellsOf = ({ time, username, ip, category, action, data, ambiguous }: BareEvent): string[] => [
  time,
  username,
  ip,
  category,
  action,
  data,
  ambiguous ? 'yes' : '',
]

export type ExportFormat = 'csv' | 'jsonl'

/** Events as they stand in a file of each format. */
export const csvOf = (events: readonly BareEvent[]): string =>
  stringify(events.map((event) => cellsOf(event).map(safeCell)))
export const jsonLinesOf = (events: readonly AuditEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('')

/** A part of what is exported, as it is to be written. */
export interface ExportPart {
  bytes: Uint8Array
  rows: number
  next: RowPlace | null
}

/** Rows at once. Of more of them the archive's thread would hold on to several times the memory, and be no faster. */
const slice = 500

/** Rows between two words about how far it has come. */
const tellingEvery = 10_000

/**
 * Writes events into a file, newest first; `read` gives them from a place on, as the archive's thread has written them: a million events
 * that main took in one by one would hold it up.
 * @throws Refusal `cancelled`
 */
export async function writeEvents(
  file: FileHandle,
  {
    format,
    head,
    read,
    signal,
    wrote = () => {},
  }: {
    format: ExportFormat
    head: ExportHead
    read: (from: RowPlace | null, limit: number) => Promise<ExportPart>
    signal: AbortSignal
    /** Hears now and then how many events are written. */
    wrote?: (rows: number) => void
  },
): Promise<number> {
  // What was not fetched is said where the events are, so that an absent event is not taken for one that did not happen.
  const missing = [
    ...(head.removedBefore === undefined ? [] : [`Removed by retention: everything before ${head.removedBefore}`]),
    ...head.gaps.map(({ from, to }) => `Not fetched: ${from} to ${to}`),
  ]
  await file.write(
    format === 'csv'
      ? `\ufeff${stringify([columns as unknown as string[], ...missing.map((line) => [line])])}`
      : `${JSON.stringify({ kind: 'provost-audit-events', ...head })}\n`,
  )
  let written = 0
  let from: RowPlace | null = null
  do {
    if (signal.aborted) throw new Refusal('cancelled', 'The export was cancelled. No file was written.')
    const part: ExportPart = await read(from, slice)
    await file.write(part.bytes)
    if (Math.floor((written + part.rows) / tellingEvery) > Math.floor(written / tellingEvery))
      wrote(written + part.rows)
    written += part.rows
    from = part.next
  } while (from !== null)
  return written
}
