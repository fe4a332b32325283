import type { Status } from '../../../contract/model.ts'
import { inOrder } from '../../lib/words/format.ts'
import { Address } from '../../ui/address.tsx'
import { Badge } from '../../ui/badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DraftedMark } from '../groups/drafted-mark.tsx'
import { StatusBadge } from '../people/badges.tsx'
import styles from './who.module.css'

/** A row that is about somebody, with the person as they were when it was planned. */
export interface About {
  change: { username: string }
  fullname?: string | undefined
  status?: Status | undefined
  admin?: boolean | undefined
}

/** The name by which somebody is spoken of: the full name, or the address where no name is known. */
export const nameOf = ({ change, fullname }: About): string => inOrder(fullname?.trim() || change.username)

/** In a sentence: "Anna Meier (anna@example.com)". */
export function whoWords(username: string, fullname: string | undefined): string {
  const name = fullname?.trim() ?? ''
  return name === '' ? username : `${inOrder(name)} (${username})`
}

/** Whom something is about, in one line: name, address, status, and whether an administrator. */
export function WhoLine({ row }: { row: About }) {
  return (
    <span className={styles.line}>
      {row.fullname?.trim() && <bdi className={styles.name}>{inOrder(row.fullname)}</bdi>}
      <span className={row.fullname?.trim() ? styles.address : styles.name}>{row.change.username}</span>
      {row.status && <StatusBadge status={row.status} />}
      {row.admin && <Badge tone="violet">Admin</Badge>}
    </span>
  )
}

function WhoCell({ row, room }: { row: About; room: number }) {
  const name = row.fullname?.trim()
  return (
    <span className={styles.cell}>
      <span className={styles.first}>
        {name ? (
          <bdi className={styles.name}>{inOrder(name)}</bdi>
        ) : (
          <Address address={row.change.username} room={room} />
        )}
        {row.admin && <Badge tone="violet">Admin</Badge>}
      </span>
      {name && (
        <span className={styles.second}>
          <Address address={row.change.username} room={room} size={12} />
        </span>
      )}
    </span>
  )
}

/** The column that says whom a row is about, in two lines: name and admin badge, then the address. It stands still. */
export const whoColumn = <Row extends About>(): Column<Row> => ({
  ...whoColumnOf((row) => row),
  cell: (row, room) => <WhoCell row={row} room={room} />,
})

/** The same of a list of people, whose rows say in their own way whom they are about: who waits in the draft of groups is marked. */
export const whoColumnOf = <Row,>(about: (row: Row) => About): Column<Row> => ({
  id: 'username',
  header: 'Person',
  grow: 1,
  width: 250,
  shown: true,
  pinned: true,
  text: (row) => {
    const { change, fullname, admin } = about(row)
    return `${whoWords(change.username, fullname)}${admin ? ', admin' : ''}`
  },
  cell: (row, room) => (
    <DraftedMark username={about(row).change.username}>
      <WhoCell row={about(row)} room={room} />
    </DraftedMark>
  ),
})

/** Text of a cell that may take two lines: what is cut is cut at the end of the second. */
export function TwoLines({ children }: { children: string }) {
  return <span className={styles.two}>{children}</span>
}
