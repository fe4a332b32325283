import { Modal, Table } from '@mantine/core'
import { failureOf } from '../../lib/application/client.ts'
import { useRead } from '../../lib/application/queries.ts'
import { plural } from '../../lib/words/format.ts'
import { FailureState } from '../../ui/states.tsx'

const kinds: Record<string, string> = {
  user: 'Person',
  group: 'Group',
  invited: 'Invitation',
  folder: 'Shared folder',
  field: 'Part of a record',
}

/** The records of the last answer that could not be read, and why. */
export function SetAside({ onClose }: { onClose: () => void }) {
  const read = useRead('directory.problems', { offset: 0, limit: 200 })
  return (
    <Modal opened onClose={onClose} title="Records set aside" size="lg">
      {read.error && <FailureState failure={failureOf(read.error)} compact />}
      {read.data && (
        <>
          <p>
            {plural(read.data.total, 'record', 'records')} in LastPass’ answer did not make sense, in whole or in part.
            Who was known before and cannot be read now is shown as last read; who is new is in no list and no count;
            parts of records that are too long are shown cut. In LastPass nothing is different.
          </p>
          <Table fz="sm" mt={8}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>What</Table.Th>
                <Table.Th>Number</Table.Th>
                <Table.Th>Reason</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {read.data.rows.map((row) => (
                <Table.Tr key={`${row.what} ${row.id}`}>
                  <Table.Td>{kinds[row.what] ?? row.what}</Table.Td>
                  <Table.Td>{row.id}</Table.Td>
                  <Table.Td>{row.reason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </Modal>
  )
}
