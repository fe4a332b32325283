import { Button, Menu } from '@mantine/core'
import { IconFilterPlus } from '@tabler/icons-react'
import type { Chip } from '../../ui/screen/filter-bar.tsx'
import { FilterBar } from '../../ui/screen/filter-bar.tsx'

interface FolderFiltersProps {
  chips: readonly Chip[]
  onRisk: (risk: 'sole-admin' | 'no-admin') => void
  onDeleted: (deleted: boolean) => void
  onRemove: (id: string) => void
  onClear: () => void
}

/** The filters of the folders screen. */
export function FolderFilters({ chips, onRisk, onDeleted, onRemove, onClear }: FolderFiltersProps) {
  return (
    <FilterBar chips={chips} onToggle={onRemove} onRemove={onRemove} onClear={onClear}>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button variant="subtle" size="compact-xs" leftSection={<IconFilterPlus size={15} stroke={1.7} />}>
            Filter
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Who manages members</Menu.Label>
          <Menu.Item onClick={() => onRisk('sole-admin')}>Exactly one person</Menu.Item>
          <Menu.Item onClick={() => onRisk('no-admin')}>Nobody</Menu.Item>
          <Menu.Label>State</Menu.Label>
          <Menu.Item onClick={() => onDeleted(false)}>In use</Menu.Item>
          <Menu.Item onClick={() => onDeleted(true)}>Deleted</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </FilterBar>
  )
}
