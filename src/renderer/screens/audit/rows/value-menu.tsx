import { Menu } from '@mantine/core'
import { IconCopy, IconFilter, IconFilterOff, IconFocusCentered, IconUser } from '@tabler/icons-react'
import type { AuditField } from '../../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../../contract/calls/audit/audit.ts'
import { whoWords } from '../../../features/audit/event-words.ts'
import { useLive } from '../../../ui/live.tsx'
import { copyValue } from '../../../ui/table/copy-value.ts'
import { MenuAt } from '../../../ui/table/menus.tsx'
import type { EventColumn } from './columns.ts'

/** Whose menu is open, and where on the page. */
export interface ValueMenuPlace {
  event: AuditEvent
  column: EventColumn
  x: number
  y: number
}

const icon = { size: 15, stroke: 1.7 }
/** 60 letters: more makes a menu as wide as the window. */
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** What can be done with one value of an event. */
export function ValueMenu({
  place: { event, column, x, y },
  nameOf,
  onValue,
  onAround,
  onPerson,
  onClose,
}: {
  place: ValueMenuPlace
  nameOf: (username: string) => string
  onValue: (facet: AuditField, value: string, mode: 'only' | 'not') => void
  onAround: () => void
  onPerson: (username: string) => void
  onClose: () => void
}) {
  const say = useLive()
  const value = column.value(event)
  const { facet } = column
  const text = column.text(event, nameOf)
  const who = whoWords(event, nameOf)
  const words = short(column.id === 'person' ? who.name : column.id === 'target' ? (value ?? '') : text)
  return (
    <MenuAt menu={{ at: { row: 0, column: 0 }, x, y }} label={`${column.header}: ${short(text)}`} onClose={onClose}>
      {facet !== null && value !== null && (
        <>
          <Menu.Item leftSection={<IconFilter {...icon} />} onClick={() => onValue(facet, value, 'only')}>
            Only {words}
          </Menu.Item>
          <Menu.Item leftSection={<IconFilterOff {...icon} />} onClick={() => onValue(facet, value, 'not')}>
            Without {words}
          </Menu.Item>
          <Menu.Divider />
        </>
      )}
      {who.username !== null && (
        <Menu.Item leftSection={<IconUser {...icon} />} onClick={() => onPerson(event.username)}>
          Open {short(who.name)}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconFocusCentered {...icon} />} onClick={onAround}>
        Around this event
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCopy {...icon} />}
        disabled={text === ''}
        onClick={() => copyValue(column.header, text, say)}
      >
        Copy {column.header.toLowerCase()}
      </Menu.Item>
    </MenuAt>
  )
}
