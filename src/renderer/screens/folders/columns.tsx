import { useMemo } from 'react'
import { managersOf } from '../../../contract/lists.ts'
import type { Folder } from '../../../contract/model.ts'
import { Score } from '../../features/people/badges.tsx'
import { type ScoreBands, scoreBand, useScoreBands } from '../../features/people/scores.ts'
import { count, score } from '../../lib/words/format.ts'
import { Badge } from '../../ui/badge.tsx'
import type { Column } from '../../ui/table/column.ts'

/** How many can manage a folder, in words where that is a risk. */
function managerWords(folder: Folder): string {
  const many = managersOf(folder)
  if (folder.deleted) return count(many)
  if (many === 0) return folder.superAdmins > 0 ? 'super admins only' : 'nobody'
  return many === 1 ? 'only 1' : count(many)
}

const columnsWith = (bands: ScoreBands): readonly Column<Folder>[] => [
  {
    id: 'name',
    header: 'Shared folder',
    grow: 1,
    width: 250,
    // Beside the panel of a folder the number of those who manage it has to stay whole.
    least: 200,
    shown: true,
    pinned: true,
    sortBy: 'name',
    text: (row) => row.name,
  },
  {
    id: 'members',
    header: 'Members',
    about: 'People who can open the folder. Super admins who were not added one by one may be among them.',
    width: 104,
    shown: true,
    align: 'end',
    sortBy: 'members',
    sortFirst: 'desc',
    text: (row) => count(row.members),
  },
  {
    id: 'admins',
    header: 'Manage members',
    about:
      'People who can log in and add and remove members, the company’s super admins left out: LastPass lists those in every folder. With only one, the folder is stuck when that person leaves.',
    width: 164,
    shown: true,
    align: 'end',
    sortBy: 'admins',
    text: managerWords,
    cell: (row) =>
      !row.deleted && managersOf(row) < 2 ? (
        <Badge tone={managersOf(row) > 0 || row.superAdmins > 0 ? 'amber' : 'red'}>{managerWords(row)}</Badge>
      ) : (
        count(managersOf(row))
      ),
    filters: (row) =>
      managersOf(row) === 0
        ? [{ label: 'Only folders without a manager of their own', filter: { risk: 'no-admin' } }]
        : managersOf(row) === 1
          ? [{ label: 'Only folders with one manager', filter: { risk: 'sole-admin' } }]
          : [],
  },
  {
    id: 'score',
    header: 'Score',
    about: 'LastPass’ security score of the folder’s items, 0 to 100.',
    width: 110,
    shown: true,
    yields: 2,
    align: 'end',
    sortBy: 'score',
    text: (row) => (row.score === null ? 'none' : `${score(row.score)}, ${scoreBand(row.score, bands).word}`),
    cell: (row) => (row.score === null ? 'none' : <Score score={row.score} bands={bands} />),
  },
  {
    id: 'deleted',
    header: 'State',
    about: 'Deleted folders are still in LastPass’ answer; nobody can open them.',
    width: 110,
    shown: true,
    yields: 1,
    text: (row) => (row.deleted ? 'Deleted' : 'In use'),
    cell: (row) => (row.deleted ? <Badge tone="slate">Deleted</Badge> : 'In use'),
    filters: (row) => [
      { label: row.deleted ? 'Only deleted folders' : 'Only folders in use', filter: { deleted: row.deleted } },
    ],
  },
  {
    id: 'id',
    header: 'Number',
    about: 'LastPass’ own number for the folder.',
    width: 150,
    shown: false,
    text: (row) => row.id,
  },
]

/** The columns with the words that the company has for scores. */
export function useFolderColumns(): readonly Column<Folder>[] {
  const bands = useScoreBands()
  return useMemo(() => columnsWith(bands), [bands])
}
