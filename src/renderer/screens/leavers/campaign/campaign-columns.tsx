import type { Output } from '../../../../contract/calls.ts'
import { whoColumnOf } from '../../../features/changes/who.tsx'
import texts from '../../../features/people-list/texts.module.css'
import { absolute, count, inOrder, plural } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { RelativeTime } from '../../../ui/time.tsx'
import styles from './campaign.module.css'

/** Progress of one leaver, folder or administrator. */
export type Progress = Output<'leavers.campaign'>['rows'][number]
/** By what progress is gathered. */
export type By = 'leaver' | 'folder' | 'owner'

/** What nobody can be asked for, in place of a name. */
export const nobodyWords = 'Nobody who can log in'

const done: Column<Progress> = {
  id: 'done',
  header: 'Changed',
  about:
    'One site in one shared folder is one password. It counts as changed once it is ticked off for everybody who left.',
  width: 190,
  shown: true,
  text: (row) => `${count(row.done)} of ${plural(row.passwords, 'password', 'passwords')}`,
  cell: (row) => (
    <span className={styles.progress}>
      <meter min={0} max={row.passwords} value={row.done} aria-hidden />
      <span className="numbers">
        {count(row.done)} of {count(row.passwords)}
      </span>
    </span>
  ),
}
const offered: Column<Progress> = {
  id: 'offered',
  header: 'To judge',
  about: 'Events that may show a change: they name an item only by its number, so somebody has to say which one it is.',
  width: 90,
  align: 'end',
  shown: true,
  yields: 2,
  text: (row) => (row.offered === 0 ? '' : count(row.offered)),
}
const since: Column<Progress> = {
  id: 'since',
  header: 'Open since',
  about: 'When the oldest campaign with something still open began. After 30 days the Overview says so.',
  width: 190,
  shown: true,
  text: (row) =>
    row.openSince === null ? 'all changed' : `${absolute(row.openSince)}${row.overdue ? ', for over 30 days' : ''}`,
  cell: (row) =>
    row.openSince === null ? (
      <Badge tone="green">All changed</Badge>
    ) : row.overdue ? (
      <Badge tone="amber">Open for over 30 days</Badge>
    ) : (
      <RelativeTime instant={row.openSince} />
    ),
}
const inFolders: Column<Progress> = {
  id: 'folders',
  header: 'Shared folders',
  width: 120,
  align: 'end',
  shown: true,
  yields: 3,
  text: (row) => count(row.folders),
}
const leavers: Column<Progress> = {
  ...inFolders,
  id: 'people',
  header: 'Leavers',
  width: 90,
  text: (row) => count(row.people),
}
const asked: Column<Progress> = {
  id: 'asked',
  header: 'Asked',
  about: 'When somebody noted here that this administrator was asked. Provost sends no mail.',
  width: 190,
  shown: true,
  yields: 1,
  text: (row) =>
    row.asked === null
      ? 'not yet'
      : `${absolute(row.asked.time)} by ${row.asked.by}${row.askAgain ? '; a leaver was added since' : ''}`,
  cell: (row) =>
    row.asked === null ? (
      <span className={texts.faint}>not yet</span>
    ) : row.askAgain ? (
      <Badge tone="amber">Leaver added since</Badge>
    ) : (
      <RelativeTime instant={row.asked.time} />
    ),
}
const folder: Column<Progress> = {
  ...{ id: 'folder', header: 'Shared folder', grow: 1, width: 250, shown: true, pinned: true },
  text: (row) => inOrder(row.name),
}
const person = whoColumnOf<Progress>((row) => ({
  change: { username: row.id === '' ? nobodyWords : row.id },
  fullname: row.id === '' ? nobodyWords : row.name,
}))
const who = (header: string): Column<Progress> => ({
  ...person,
  header,
  text: (row) => (row.id === '' ? nobodyWords : person.text(row)),
  ...(person.cell === undefined
    ? {}
    : {
        cell: (row: Progress, room: number) => (row.id === '' ? nobodyWords : person.cell?.(row, room)),
      }),
})

/** The columns of each way to gather progress. */
export const campaignColumns: Record<By, readonly Column<Progress>[]> = {
  leaver: [who('Leaver'), done, offered, inFolders, since],
  folder: [folder, done, offered, leavers, since],
  owner: [who('Administrator'), done, offered, inFolders, leavers, since, asked],
}
