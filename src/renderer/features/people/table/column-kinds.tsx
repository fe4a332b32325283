import type { ReactNode } from 'react'
import type { sortableColumns } from '../../../../contract/lists.ts'
import type { UserFilter, UserRow } from '../../../../contract/model.ts'
import { absolute, count, inOrder } from '../../../lib/words/format.ts'
import type { Column } from '../../../ui/table/column.ts'
import { RelativeTime } from '../../../ui/time.tsx'
import { fieldLabels } from '../words.ts'
import styles from './columns.module.css'

/** A column of the people table. */
export type UserColumn = Column<UserRow>
type Sortable = (typeof sortableColumns)[number] & keyof UserRow & keyof typeof fieldLabels
/** Fields that hold a number or none. */
type NumberField = { [Key in Sortable]: UserRow[Key] extends number | null ? Key : never }[Sortable]
/** Fields that hold a text or none, with a name of their own. */
type TextField = Extract<
  { [Key in keyof UserRow]: UserRow[Key] extends string | null ? Key : never }[keyof UserRow],
  keyof typeof fieldLabels
>
type InstantField = 'created' | 'lastLogin' | 'lastPasswordChange' | 'goneSince'

/** A cell that has nothing to tell, in words that do not draw the eye. */
export const faint = (words: string) => <span className={styles.faint}>{words}</span>
/** A filter that a cell offers. */
export const only = (label: string, filter: UserFilter) => ({ label: `Only ${label}`, filter })

/** A column of instants: how long ago, and the whole instant on hover and in exports. */
export function instant(
  id: InstantField,
  none: string | ((row: UserRow) => string),
  more: Partial<UserColumn> = {},
): UserColumn {
  const absent = (row: UserRow) => (typeof none === 'string' ? none : none(row))
  return {
    id,
    header: fieldLabels[id],
    width: 118,
    shown: false,
    sortFirst: 'desc',
    text: (row) => (row[id] === null ? absent(row) : absolute(row[id])),
    cell: (row) => (row[id] === null ? faint(absent(row)) : <RelativeTime instant={row[id]} />),
    ...(id === 'goneSince' ? {} : { sortBy: id }),
    ...more,
  }
}

/** A column of counts; null is said as not told. */
export function quantity(id: NumberField, about: string): UserColumn {
  return {
    id,
    header: fieldLabels[id],
    about,
    width: 96,
    shown: false,
    align: 'end',
    sortBy: id,
    sortFirst: 'desc',
    text: (row) => (row[id] === null ? 'not told' : count(row[id])),
    cell: (row) => (row[id] === null ? faint('–') : count(row[id])),
  }
}

/** A column of plain text. */
export function text(id: TextField, about: string): UserColumn {
  return {
    id,
    header: fieldLabels[id],
    about,
    width: 160,
    shown: false,
    text: (row) => row[id] ?? '',
    cell: (row) => (row[id] ? <span className={styles.clip}>{inOrder(row[id])}</span> : faint('–')),
  }
}

/** A value of few words, cut where it has no room. */
export function Value({ children }: { children: ReactNode }) {
  return <span className={styles.clip}>{typeof children === 'string' ? inOrder(children) : children}</span>
}

/** The first group, and how many more there are. */
export function Groups({ row }: { row: UserRow }) {
  if (row.groups.length === 0) return faint('none')
  const more = row.groupCount - 1
  if (more === 0) return <span className={styles.clip}>{row.groups[0]}</span>
  return (
    <span className={styles.groups}>
      <span className={styles.clip}>{row.groups[0]}</span>
      {more > 0 && <span className={styles.more}>+{more}</span>}
    </span>
  )
}
