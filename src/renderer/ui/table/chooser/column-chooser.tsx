import { ActionIcon, Button, Popover, SegmentedControl } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconColumns,
  IconGripVertical,
  IconPin,
  IconPinnedFilled,
} from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { type ColumnPlace, changed, droppedOn, moved, settled } from '../../../lib/layout.ts'
import { listed } from '../../../lib/words/format.ts'
import { Behind } from '../../behind.tsx'
import styles from './chooser.module.css'

interface ColumnChooserProps {
  columns: readonly { id: string; header: string; about?: string }[]
  places: readonly ColumnPlace[]
  /** Names of the columns for which there is no room. */
  stepped: readonly string[]
  onPlaces: (places: ColumnPlace[]) => void
  onReset: () => void
  density?: 'compact' | 'comfortable'
  onDensity?: (density: 'compact' | 'comfortable') => void
}

/** Which columns are shown, in which order, which stand still, and how close the rows are. */
export function ColumnChooser(props: ColumnChooserProps) {
  const { columns, places, stepped, onPlaces, onReset, density, onDensity } = props
  const dragged = useRef<string | null>(null)
  const [target, setTarget] = useState<string | null>(null)
  const [opened, setOpened] = useState(false)
  const shown = places.filter((place) => place.shown).length
  const named = (id: string) => columns.find((column) => column.id === id)
  return (
    <Behind now={opened}>
      <Popover
        position="bottom-end"
        width={330}
        trapFocus
        returnFocus
        onOpen={() => setOpened(true)}
        onClose={() => setOpened(false)}
      >
        <Popover.Target>
          <Button variant="default" leftSection={<IconColumns size={15} stroke={1.7} />}>
            Columns
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={styles.chooser} aria-label="Columns">
          <ul>
            {places.map((place) => {
              const header = named(place.id)?.header ?? place.id
              return (
                <li
                  key={place.id}
                  draggable
                  data-target={target === place.id || undefined}
                  onDragStart={(event) => {
                    dragged.current = place.id
                    event.dataTransfer.effectAllowed = 'move'
                    event.dataTransfer.setData('text/plain', place.id)
                  }}
                  onDragOver={(event) => {
                    event.preventDefault()
                    setTarget(place.id)
                  }}
                  onDragEnd={() => setTarget(null)}
                  onDrop={(event) => {
                    event.preventDefault()
                    if (dragged.current) onPlaces(droppedOn(places, dragged.current, place.id))
                    setTarget(null)
                  }}
                >
                  <IconGripVertical size={14} stroke={1.5} aria-hidden className={styles.grip} />
                  <label title={named(place.id)?.about}>
                    <input
                      type="checkbox"
                      checked={place.shown}
                      disabled={place.shown && shown === 1}
                      onChange={(event) => onPlaces(changed(places, place.id, { shown: event.currentTarget.checked }))}
                    />
                    {header}
                  </label>
                  <ActionIcon
                    variant="subtle"
                    size={22}
                    aria-pressed={place.pinned}
                    aria-label={`Pin ${header}`}
                    title={place.pinned ? 'Unpin' : 'Pin to the left'}
                    onClick={() => onPlaces(changed(places, place.id, { pinned: !place.pinned }))}
                  >
                    {place.pinned ? <IconPinnedFilled size={14} /> : <IconPin size={14} stroke={1.6} />}
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    size={22}
                    aria-label={`Move ${header} up`}
                    onClick={() => onPlaces(moved(places, place.id, -1))}
                  >
                    <IconArrowUp size={14} stroke={1.6} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    size={22}
                    aria-label={`Move ${header} down`}
                    onClick={() => onPlaces(moved(places, place.id, 1))}
                  >
                    <IconArrowDown size={14} stroke={1.6} />
                  </ActionIcon>
                </li>
              )
            })}
          </ul>
          {stepped.length > 0 && (
            <div className={styles.stepped}>
              <span>No room now for {listed(stepped)}.</span>
              <Button variant="subtle" size="compact-xs" onClick={() => onPlaces(settled(places))}>
                Show and scroll
              </Button>
            </div>
          )}
          <div className={styles.foot}>
            {density && onDensity && (
              <SegmentedControl
                aria-label="Row height"
                value={density}
                onChange={(next) => onDensity(next as 'compact' | 'comfortable')}
                data={[
                  { value: 'compact', label: 'Compact' },
                  { value: 'comfortable', label: 'Comfortable' },
                ]}
              />
            )}
            <Button variant="subtle" color="gray" size="compact-xs" onClick={onReset}>
              Reset columns
            </Button>
          </div>
        </Popover.Dropdown>
      </Popover>
    </Behind>
  )
}
