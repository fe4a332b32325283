import { ActionIcon, Popover } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useState } from 'react'
import type { AuditField } from '../../../contract/audit/audit.ts'
import { chipsOf, cleared, toggledChip, withoutChip } from '../../features/audit/audit-chips.ts'
import { type AuditSearch, changed } from '../../features/audit/audit-search.ts'
import { FilterBar } from '../../ui/screen/filter-bar.tsx'
import { SearchField } from '../../ui/screen/search-field.tsx'
import styles from './audit.module.css'
import { Facets } from './facets/facets.tsx'
import { GoToDate } from './go-to-date.tsx'
import { RangeMenu } from './range-menu.tsx'
import type { Audit } from './use-audit.ts'
import { ViewSwitches } from './view-switches.tsx'

/** What is asked of the events: text, dates, chips, and how they are shown. */
export function AuditBar({
  search,
  audit,
  nameOf,
  going,
  onGoing,
  onSearch,
  onValue,
  onRow,
}: {
  search: AuditSearch
  audit: Audit
  nameOf: (username: string) => string
  /** Whether the field for a date is open. */
  going: boolean
  onGoing: (going: boolean) => void
  onSearch: (next: AuditSearch, how?: { replace: boolean }) => void
  onValue: (facet: AuditField, value: string, mode: 'only' | 'not') => void
  /** Brings a row into view. */
  onRow: (row: number) => void
}) {
  const { filter, span } = audit
  const [narrow, setNarrow] = useState(false)
  return (
    <div className={styles.bar}>
      <SearchField
        label="Search in everything"
        value={search.text ?? ''}
        onChange={(text) => onSearch(changed(search, { text: text === '' ? undefined : text }), { replace: true })}
      />
      <RangeMenu search={search} span={span} onSearch={onSearch} />
      <FilterBar
        chips={chipsOf(search, nameOf)}
        onToggle={(id) => onSearch(toggledChip(search, id))}
        onRemove={(id) => onSearch(withoutChip(search, id))}
        onClear={() => onSearch(cleared(search))}
      >
        {null}
      </FilterBar>
      <ViewSwitches search={search} filter={filter} enabled={audit.settled && audit.calm} onSearch={onSearch} />
      <Popover
        opened={narrow}
        onChange={setNarrow}
        position="bottom-end"
        shadow="md"
        withinPortal
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <ActionIcon
            variant="default"
            size={30}
            className={styles.sliders}
            aria-label="Filter by values"
            title="Filter by values"
            onClick={() => setNarrow((before) => !before)}
          >
            <IconAdjustmentsHorizontal size={16} stroke={1.7} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown className={styles.floating} aria-label="Filter by values">
          {narrow && (
            <Facets
              filter={filter}
              search={search}
              enabled={audit.settled}
              onValue={onValue}
              onRemove={(chip) => onSearch(withoutChip(search, chip))}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      <GoToDate opened={going} onOpened={onGoing} search={search} span={span} moment={audit.moment} onRow={onRow} />
    </div>
  )
}
