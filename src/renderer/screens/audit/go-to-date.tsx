import { Button, Popover, TextInput } from '@mantine/core'
import { IconCalendarSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { type AuditSearch, filterOf } from '../../features/audit/audit-search.ts'
import { call } from '../../lib/application/client.ts'
import { useAction } from '../../lib/use-action.ts'
import styles from './audit.module.css'
import { dayField } from './evidence/periods.ts'
import type { Audit } from './use-audit.ts'

const pad = (value: number) => String(value).padStart(2, '0')
function fieldOf(time: number): string {
  const date = new Date(time)
  return `${dayField(date)}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}

/** Brings the list to a moment, without narrowing it. */
export function GoToDate({
  opened,
  onOpened,
  search,
  span,
  moment,
  onRow,
}: {
  opened: boolean
  onOpened: (opened: boolean) => void
  search: AuditSearch
  span: Audit['span']
  moment: Audit['moment']
  onRow: (row: number) => void
}) {
  return (
    <Popover
      opened={opened}
      onChange={onOpened}
      position="bottom-end"
      width={260}
      shadow="md"
      withinPortal
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          className={styles.whole}
          size="compact-sm"
          title="Go to a date (T)"
          leftSection={<IconCalendarSearch size={15} stroke={1.7} />}
          onClick={() => onOpened(!opened)}
        >
          Go to a date
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Go to a date">
        {opened && (
          <Form
            from={span.to}
            search={search}
            moment={moment}
            onRow={(row) => {
              onOpened(false)
              onRow(row)
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

function Form({
  from,
  search,
  moment,
  onRow,
}: {
  from: number
  search: AuditSearch
  moment: Audit['moment']
  onRow: (row: number) => void
}) {
  const [when, setWhen] = useState(fieldOf(from))
  const time = new Date(when).getTime()
  const find = useAction(
    async () => {
      // As many events are newer as stand above it.
      const filter = filterOf(search, moment.now, moment.newest)
      const after = new Date(time + 60_000).toISOString()
      if (filter.to !== undefined && after > filter.to) return onRow(0)
      const newer = filter.from !== undefined && filter.from > after ? filter.from : after
      const { total } = await call('audit.page', { ...filter, from: newer, offset: 0, limit: 1 })
      onRow(total)
    },
    { failed: 'The moment was not found' },
  )
  return (
    <form
      className={styles.dates}
      onSubmit={(event) => {
        event.preventDefault()
        if (Number.isFinite(time)) void find.run()
      }}
    >
      <TextInput
        data-autofocus
        type="datetime-local"
        label="Day and time on this computer’s clock"
        value={when}
        onChange={(event) => setWhen(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!Number.isFinite(time)} loading={find.pending}>
        Go there
      </Button>
    </form>
  )
}
