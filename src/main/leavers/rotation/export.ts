import { stringify } from 'csv-stringify/sync'
import { safeCell } from '../../directory/export.ts'
import type { RotationRow } from './rotation-list.ts'

/** When the list was made, and from what. */
interface Made {
  asOf: string
  made: string
  note: string
  /** Names of shared folders whose sites LastPass did not give. */
  lacking: string[]
}

const heading = [
  'person',
  'site',
  'shared folder',
  'could see the password',
  'could administer',
  'times opened',
  'last opened',
  'changed on',
  'changed by',
  'note',
  'sites as of',
]

/** The rotation list for a spreadsheet; times are UTC. */
export const rotationCsv = (rows: readonly RotationRow[], { asOf, lacking }: Made): string =>
  // A byte-order mark lets spreadsheets read UTF-8.
  `\ufeff${stringify([
    heading,
    ...rows.map((row) =>
      [
        row.username,
        row.site,
        row.folderName,
        row.couldSee ? 'yes' : 'no',
        row.canAdminister ? 'yes' : 'no',
        row.opened?.times,
        row.opened?.last,
        row.ticked?.time,
        row.ticked?.by,
        row.ticked?.note,
        asOf,
      ].map(safeCell),
    ),
    // A list that lacks a folder must not look whole to who has only the file.
    ...lacking.map((name) =>
      ['', '', name, '', '', '', '', '', '', 'LastPass did not give the sites of this folder', asOf].map(safeCell),
    ),
  ])}`

/** The rotation list as exact data. */
export const rotationJson = (rows: readonly RotationRow[], made: Made): string =>
  `${JSON.stringify({ ...made, rows }, null, 1)}\n`
