import { Button, Menu, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import { type AuditSearch, type AuditSpan, auditSpans, changed, usualSpan } from '../../features/audit/audit-search.ts'
import { offsetWords, spanWords } from '../../features/audit/event-times.ts'
import { localZone } from '../../lib/words/format.ts'
import styles from './audit.module.css'
import { dayField } from './evidence/periods.ts'

const spanNames: Record<AuditSpan, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  '1y': 'Last year',
  all: 'All time',
}

const dayOf = (time: number): string => dayField(new Date(time))
const place = localZone().split('/').at(-1)?.replaceAll('_', ' ') ?? ''

/** From when to when: a span up to now by its name, or days of one's own, on this workstation's clock. */
export function RangeMenu({
  search,
  span,
  onSearch,
}: {
  search: AuditSearch
  span: { from: number; to: number }
  onSearch: (next: AuditSearch) => void
}) {
  const [opened, setOpened] = useState(false)
  const own = search.from !== undefined || search.to !== undefined
  const name = own ? spanWords(span.from, span.to) : spanNames[search.span ?? usualSpan]
  return (
    <Menu position="bottom-start" width={280} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Button variant="default" className={styles.whole} leftSection={<IconCalendar size={15} stroke={1.7} />}>
          {name}
          <span className={styles.zone}>, {place === 'UTC' ? place : `${place} (${offsetWords(span.to)})`}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {auditSpans.map((one) => (
          <Menu.Item key={one} onClick={() => onSearch(changed(search, { span: one, from: undefined, to: undefined }))}>
            {spanNames[one]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>Days on this computer’s clock</Menu.Label>
        {opened && (
          <Days
            from={dayOf(span.from)}
            to={dayOf(span.to)}
            onDays={(from, to) => {
              setOpened(false)
              onSearch(changed(search, { span: undefined, from: from.toISOString(), to: to.toISOString() }))
            }}
          />
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function Days({ from, to, onDays }: { from: string; to: string; onDays: (from: Date, to: Date) => void }) {
  const [first, setFirst] = useState(from)
  const [last, setLast] = useState(to)
  const [start, end] = [new Date(`${first}T00:00:00`), new Date(`${last}T23:59:59`)]
  const isValid = start.getTime() <= end.getTime()
  return (
    <form
      className={styles.dates}
      onSubmit={(event) => {
        event.preventDefault()
        if (isValid) onDays(start, end)
      }}
    >
      <TextInput
        type="date"
        label="First day"
        value={first}
        onChange={(event) => setFirst(event.currentTarget.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <TextInput
        type="date"
        label="Last day"
        value={last}
        error={first !== '' && last !== '' && !isValid ? 'The last day lies before the first one.' : undefined}
        onChange={(event) => setLast(event.currentTarget.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <Button type="submit" disabled={!isValid}>
        Show these days
      </Button>
    </form>
  )
}
