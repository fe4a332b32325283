import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconFileCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { Input } from '../../../../contract/calls.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act } from '../../../lib/application/queries.ts'
import { people } from '../../../lib/words/format.ts'

const formats = [
  { format: 'pdf', label: 'Printable PDF' },
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
] as const

/** Writes the record for the auditor: who asked, who did it, what, when, how it was verified. */
export function RecordMenu({ what, number }: { what: Omit<Input<'leavers.record'>, 'format'>; number: number }) {
  const [busy, setBusy] = useState(false)
  const save = async (format: (typeof formats)[number]['format']) => {
    setBusy(true)
    try {
      const done = await act('leavers.record', { ...what, format })
      if (done.saved) notifications.show({ title: `Record of ${people(done.rows)} written`, message: done.file ?? '' })
    } catch (error) {
      notifications.show({
        color: 'red',
        title: 'No record was written',
        message: failureOf(error).message,
        autoClose: 10_000,
      })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={busy} leftSection={<IconFileCheck size={15} stroke={1.7} />}>
          Record of {people(number)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(({ format, label }) => (
          <Menu.Item key={format} onClick={() => void save(format)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
