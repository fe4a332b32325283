import { Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconCopy,
  IconEye,
  IconEyeOff,
  IconFilter,
  IconLayoutSidebarRight,
  IconPin,
  IconPinnedOff,
  IconRestore,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type ColumnPlace, changed, moved, settled } from '../../lib/layout.ts'
import { plural } from '../../lib/words/format.ts'
import { useLive } from '../live.tsx'
import type { CellFilter, Column, TableSort } from './column.ts'
import { copyValue } from './copy-value.ts'
import type { Cursor } from './keys.ts'
import styles from './table.module.css'

/** Which cell's menu is open, and where on the page. */
export interface MenuPlace {
  at: Cursor
  x: number
  y: number
}

const icon = { size: 15, stroke: 1.7 }

const outside = ['mousedown', 'touchstart']

/** A menu at a point of the page. */
export function MenuAt({
  menu,
  label,
  onClose,
  children,
}: {
  menu: MenuPlace
  label: string
  onClose: () => void
  children: ReactNode
}) {
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      offset={2}
      trapFocus
      returnFocus={false}
      // The press of the key that opened it is still on its way, and would close it again.
      clickOutsideEvents={outside}
      shadow="md"
      aria-label={label}
      withinPortal
    >
      <Menu.Target>
        <span className={styles.anchor} style={{ left: menu.x, top: menu.y }} />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}

interface HeadMenuProps<Row> {
  menu: MenuPlace
  column: Column<Row>
  places: readonly ColumnPlace[]
  /** Columns for which there is no room. */
  stepped: readonly Column<Row>[]
  sort: readonly TableSort[]
  onPlaces: (places: ColumnPlace[]) => void
  onReset: (() => void) | undefined
  onSort: (sort: TableSort[]) => void
  onClose: () => void
}

/** Everything that can be done with a column, for mouse and keyboard alike. */
export function HeadMenu<Row>(props: HeadMenuProps<Row>) {
  const { menu, column, places, stepped, sort, onPlaces, onReset, onSort, onClose } = props
  const place = places.find((one) => one.id === column.id)
  const by = column.sortBy
  const others = sort.filter((one) => one.by !== by)
  const shown = places.filter((one) => one.shown).length
  return (
    <MenuAt menu={menu} label={`Column ${column.header}`} onClose={onClose}>
      <Menu.Label className={styles.menuAbout}>{column.about ?? column.header}</Menu.Label>
      {by && (
        <>
          <Menu.Item leftSection={<IconArrowUp {...icon} />} onClick={() => onSort([{ by, direction: 'asc' }])}>
            Sort ascending
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowDown {...icon} />} onClick={() => onSort([{ by, direction: 'desc' }])}>
            Sort descending
          </Menu.Item>
          {others.length > 0 && (
            <Menu.Item
              onClick={() => onSort([...others, { by, direction: column.sortFirst ?? 'asc' } as TableSort].slice(0, 5))}
            >
              Then sort by this
            </Menu.Item>
          )}
        </>
      )}
      <Menu.Divider />
      {place && (
        <>
          <Menu.Item
            leftSection={place.pinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />}
            onClick={() => onPlaces(changed(places, place.id, { pinned: !place.pinned }))}
          >
            {place.pinned ? 'Unpin' : 'Pin to the left'}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowLeft {...icon} />} onClick={() => onPlaces(moved(places, place.id, -1))}>
            Move left
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowRight {...icon} />} onClick={() => onPlaces(moved(places, place.id, 1))}>
            Move right
          </Menu.Item>
          <Menu.Item
            leftSection={<IconEyeOff {...icon} />}
            disabled={shown < 2}
            onClick={() => onPlaces(changed(places, place.id, { shown: false }))}
          >
            Hide column
          </Menu.Item>
        </>
      )}
      {stepped.length > 0 && (
        <Menu.Item leftSection={<IconEye {...icon} />} onClick={() => onPlaces(settled(places))}>
          Show {plural(stepped.length, 'more column', 'more columns')}, and scroll
        </Menu.Item>
      )}
      {onReset && (
        <Menu.Item leftSection={<IconRestore {...icon} />} onClick={onReset}>
          Reset all columns
        </Menu.Item>
      )}
    </MenuAt>
  )
}

interface CellMenuProps<Row> {
  menu: MenuPlace
  column: Column<Row>
  row: Row
  onFilter: ((filter: CellFilter) => void) | undefined
  onOpen: ((row: Row) => void) | undefined
  onClose: () => void
}

/** What can be done with one value: narrow the table to it, copy it, open its row. */
export function CellMenu<Row>({ menu, column, row, onFilter, onOpen, onClose }: CellMenuProps<Row>) {
  const say = useLive()
  const text = column.text(row)
  const filters = onFilter ? (column.filters?.(row) ?? []).slice(0, 12) : []
  return (
    <MenuAt menu={menu} label={`${column.header}: ${text}`} onClose={onClose}>
      {filters.map((one) => (
        <Menu.Item key={one.label} leftSection={<IconFilter {...icon} />} onClick={() => onFilter?.(one)}>
          {one.label}
        </Menu.Item>
      ))}
      {filters.length > 0 && <Menu.Divider />}
      <Menu.Item
        leftSection={<IconCopy {...icon} />}
        disabled={text === ''}
        onClick={() => copyValue(column.header, text, say)}
      >
        Copy {column.header.toLowerCase()}
      </Menu.Item>
      {onOpen && (
        <Menu.Item leftSection={<IconLayoutSidebarRight {...icon} />} onClick={() => onOpen(row)}>
          Open details
        </Menu.Item>
      )}
    </MenuAt>
  )
}
