import { Address } from '../address.tsx'
import type { Column } from './column.ts'

/** The column that says whom a row is about: it comes first and stands still. */
export const personColumn = <Row,>(username: (row: Row) => string): Column<Row> => ({
  id: 'username',
  header: 'Person',
  grow: 1,
  width: 250,
  shown: true,
  pinned: true,
  text: username,
  cell: (row, room) => <Address address={username(row)} room={room} />,
})
