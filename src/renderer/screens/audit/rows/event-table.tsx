// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen cannot be a <table>; the grid pattern says their size and place
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid hears the keys

import {
  Fragment,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import type { AuditField } from '../../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../../contract/calls/audit/audit.ts'
import type { Pages } from '../../../lib/application/pages.ts'
import { plural } from '../../../lib/words/format.ts'
import { useLive } from '../../../ui/live.tsx'
import { useLongList } from '../../../ui/long-list/use-long-list.ts'
import { copyValue } from '../../../ui/table/copy-value.ts'
import { cellId, headHeight, rowHeights } from '../../../ui/table/geometry.ts'
import type { Cursor } from '../../../ui/table/keys.ts'
import { useLate } from '../../../ui/table/late.ts'
import { eventColumns } from './columns.ts'
import { EventHead } from './event-head.tsx'
import { eventKey } from './event-keys.ts'
import { EventRow } from './event-row.tsx'
import styles from './events.module.css'
import { OpenedEvent } from './opened-event.tsx'
import { useEventNames } from './use-event-names.ts'
import { ValueMenu, type ValueMenuPlace } from './value-menu.tsx'

interface EventTableProps {
  pages: Pages<AuditEvent>
  /** When this changes it is another list: it goes back to the top. */
  listKey: string
  zone: string
  /** Not all of them are of this year. */
  withYear: boolean
  /** Events that came since and wait to be shown. */
  fresh: number
  onFresh: () => void
  /** What came after this instant, in milliseconds, is marked as new; null: nothing is. */
  newSince: number | null
  onValue: (facet: AuditField, value: string, mode: 'only' | 'not') => void
  onPerson: (username: string) => void
  onAround: (event: AuditEvent) => void
  /** Closes the panel; false: none is open. */
  onClose: () => boolean
  /** Brings a row to the top whenever this is another object. */
  goTo: { row: number } | null
  empty: ReactNode
}

const rowHeight = rowHeights.compact

/** The events, newest first, of which one may be opened. */
export function EventTable(props: EventTableProps) {
  const { pages, listKey, fresh, goTo, onValue } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const say = useLive()
  const late = useLate(pages.stale)
  const [cursor, setCursor] = useState<Cursor>({ row: 0, column: 0 })
  const [opened, setOpened] = useState<{ list: string; index: number; height: number } | null>(null)
  const [menu, setMenu] = useState<ValueMenuPlace | null>(null)
  const total = pages.total ?? 0
  const open = opened?.list === listKey ? opened : null
  const list = useLongList(scroller, { count: total, rowHeight, opened: open, head: headHeight })
  const { first, last, show } = list
  const { onRange } = pages
  useEffect(() => onRange(first, last), [onRange, first, last])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason to run, not an input
  useEffect(() => {
    setCursor((before) => ({ ...before, row: 0 }))
    show(0, true)
  }, [listKey, show])
  useEffect(() => {
    if (goTo === null) return
    setCursor((before) => ({ ...before, row: goTo.row }))
    show(goTo.row, true)
  }, [goTo, show])
  const said = pages.total === null || pages.stale ? null : plural(pages.total, 'event', 'events')
  useEffect(() => {
    if (said !== null) say(`${said} in the list`)
  }, [said, say])

  const nameOf = useEventNames(pages, first, last)

  const toggle = (index: number) => {
    if (pages.row(index) === undefined) return
    setOpened((before) =>
      before?.list === listKey && before.index === index ? null : { list: listKey, index, height: 0 },
    )
  }
  const openMenu = (at: Cursor, x?: number, y?: number) => {
    const event = pages.row(at.row)
    const column = eventColumns[at.column]
    const box = document.getElementById(cellId(id, at.row, at.column))?.getBoundingClientRect()
    if (event && column) setMenu({ event, column, x: x ?? (box?.left ?? 0) + 8, y: y ?? box?.bottom ?? 0 })
  }
  const narrow = (mode: 'only' | 'not') => {
    const event = pages.row(cursor.row)
    const column = eventColumns[cursor.column]
    const value = event && column ? column.value(event) : null
    if (!column || column.facet === null || value === null)
      return say(`${column?.header ?? 'This'} is not something to filter by`)
    onValue(column.facet, value, mode)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    const inView = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - headHeight) / rowHeight) - 1)
    const asked = eventKey(event.nativeEvent, cursor, total, eventColumns.length, inView)
    if (asked === null) return
    const row = pages.row(cursor.row)
    if (asked.kind === 'move') {
      setCursor(asked.to)
      show(asked.to.row)
    } else if (asked.kind === 'toggle') toggle(cursor.row)
    else if (asked.kind === 'close') {
      if (open !== null) setOpened(null)
      else if (!props.onClose()) return
    } else if (asked.kind === 'menu') openMenu(cursor)
    else if (asked.kind === 'around') {
      if (row) props.onAround(row)
    } else if (asked.kind === 'copy') {
      const column = eventColumns[cursor.column]
      if (!row || !column || String(document.getSelection() ?? '') !== '') return
      copyValue(column.header, column.text(row, nameOf), say)
    } else narrow(asked.kind)
    event.preventDefault()
  }
  const placeOf = (event: MouseEvent): Cursor | null => {
    const cell = (event.target as Element).closest<HTMLElement>('[role="gridcell"]')
    const row = cell?.closest<HTMLElement>('[data-row]')
    return cell && row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column ?? 0) } : null
  }
  const onClick = (event: MouseEvent) => {
    const at = placeOf(event)
    if (!at) return
    setCursor(at)
    const person = (event.target as Element).closest<HTMLElement>('[data-person]')?.dataset.person
    if (person !== undefined) return props.onPerson(person)
    if ((event.target as Element).closest('[data-value]')) return openMenu(at, event.clientX, event.clientY)
    toggle(at.row)
  }
  const indexes = Array.from({ length: Math.max(0, Math.min(last, total - 1) - first + 1) }, (_, n) => first + n)
  const isActive = cursor.row >= first && cursor.row <= last && total > 0
  return (
    <div className={styles.frame} data-table data-late={late || undefined} data-year={props.withYear || undefined}>
      <div
        ref={scroller}
        className={styles.grid}
        role="grid"
        tabIndex={0}
        aria-label="Events"
        aria-rowcount={pages.total === null ? -1 : total + 1}
        aria-colcount={eventColumns.length}
        aria-busy={pages.total === null || pages.stale}
        aria-activedescendant={isActive ? cellId(id, cursor.row, cursor.column) : undefined}
        data-empty={total === 0 || undefined}
        onKeyDown={onKeyDown}
        onScroll={list.onScroll}
        onClick={onClick}
        onContextMenu={(event) => {
          const at = placeOf(event)
          if (!at) return
          event.preventDefault()
          setCursor(at)
          openMenu(at, event.clientX, event.clientY)
        }}
      >
        <EventHead zone={props.zone} />
        <div className={styles.space} style={{ height: list.height }}>
          <div ref={list.layer} role="rowgroup" className={styles.layer}>
            {indexes.map((index) => {
              const event = pages.row(index)
              return (
                <Fragment key={index}>
                  <EventRow
                    grid={id}
                    index={index}
                    event={event}
                    nameOf={nameOf}
                    withYear={props.withYear}
                    opened={open?.index === index}
                    active={cursor.row === index ? cursor.column : -1}
                    isNew={event !== undefined && props.newSince !== null && Date.parse(event.time) > props.newSince}
                  />
                  {open?.index === index && event && (
                    <OpenedEvent
                      event={event}
                      nameOf={nameOf}
                      onHeight={(height) => setOpened((before) => (before ? { ...before, height } : before))}
                      onAround={() => props.onAround(event)}
                      onValue={onValue}
                      onPerson={props.onPerson}
                      onClose={() => {
                        setOpened(null)
                        scroller.current?.focus({ preventScroll: true })
                      }}
                    />
                  )}
                </Fragment>
              )
            })}
          </div>
        </div>
      </div>
      {fresh > 0 && (
        <button type="button" className={styles.fresh} onClick={props.onFresh}>
          Show {plural(fresh, 'new event', 'new events')}
        </button>
      )}
      {total === 0 && pages.total !== null && <div className={styles.empty}>{props.empty}</div>}
      {menu && (
        <ValueMenu
          place={menu}
          nameOf={nameOf}
          onValue={onValue}
          onAround={() => props.onAround(menu.event)}
          onPerson={props.onPerson}
          onClose={() => {
            setMenu(null)
            scroller.current?.focus({ preventScroll: true })
          }}
        />
      )}
    </div>
  )
}
