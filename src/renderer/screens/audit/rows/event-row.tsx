// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: a gridcell may say that what belongs to it is opened
// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen cannot be a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
import { IconChevronDown, IconChevronRight, IconLink } from '@tabler/icons-react'
import { memo } from 'react'
import { isTranslated } from '../../../../contract/audit/action-names.ts'
import type { AuditEvent } from '../../../../contract/calls/audit/audit.ts'
import { CategoryBadge } from '../../../features/audit/category-mark.tsx'
import { toTheSecond } from '../../../features/audit/event-times.ts'
import { addressOf, eventWords, recordedAbout, recordedWords, whoWords } from '../../../features/audit/event-words.ts'
import { inOrder } from '../../../lib/words/format.ts'
import { cellId } from '../../../ui/table/geometry.ts'
import styles from './events.module.css'

interface EventRowProps {
  grid: string
  index: number
  event: AuditEvent | undefined
  nameOf: (username: string) => string
  withYear: boolean
  opened: boolean
  /** The column under the cursor; -1: another row's. */
  active: number
  /** Came since the list was opened. */
  isNew: boolean
}

/** What happened, with the action as LastPass wrote it where that is another language. */
const titleOf = (action: string, what: string, target: string): string =>
  [target === '' ? what : `${what}: ${target}`, isTranslated(action) ? `LastPass: ${inOrder(action.trim())}` : '']
    .filter(Boolean)
    .join(' · ')

/** One event in a line. */
function Row({ grid, index, event, nameOf, withYear, opened, active, isNew }: EventRowProps) {
  const cell = (column: number, name: string) => ({
    id: cellId(grid, index, column),
    role: 'gridcell',
    className: styles.cell,
    'data-column': column,
    'data-name': name,
    'data-active': active === column || undefined,
  })
  if (event === undefined)
    return (
      <div role="row" aria-rowindex={index + 2} className={styles.row} data-row={index} aria-busy>
        {[0, 1, 2, 3].map((column) => (
          <div key={column} {...cell(column, '')}>
            <span className={styles.placeholder} />
          </div>
        ))}
      </div>
    )
  const who = whoWords(event, nameOf)
  const { what, target } = eventWords(event, nameOf)
  const address = addressOf(event)
  const Chevron = opened ? IconChevronDown : IconChevronRight
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      data-row={index}
      data-opened={opened || undefined}
      data-active={active >= 0 || undefined}
      data-new={isNew || undefined}
    >
      <div {...cell(0, 'time')} aria-expanded={opened}>
        <Chevron size={15} stroke={1.7} aria-hidden />
        <time dateTime={event.time} className="numbers">
          {toTheSecond(event.time, !withYear)}
        </time>
        {event.ambiguous && <span title="Its hour occurs twice on LastPass’ clock: it may be an hour later">±1 h</span>}
        {isNew && <span className={styles.newMark}>new</span>}
      </div>
      <div {...cell(1, 'person')}>
        {who.username === null ? (
          <span className={styles.quiet}>
            {who.name} {who.note}
          </span>
        ) : (
          <span className={styles.person} data-person={who.username} title={who.username}>
            <bdi>{who.name}</bdi>
            {who.note !== '' && <span className={styles.note}> {who.note}</span>}
          </span>
        )}
      </div>
      <div {...cell(2, 'category')}>
        <span className={styles.value} data-value>
          <CategoryBadge category={event.category} />
        </span>
      </div>
      <div {...cell(3, 'what')}>
        <span className={styles.words} title={titleOf(event.action, what, target)}>
          <span className={styles.value} data-value>
            {what}
          </span>
          <span className={styles.beside}> {target}</span>
        </span>
      </div>
      <div {...cell(4, 'target')}>
        {target === '' ? (
          <span className={styles.quiet}>none</span>
        ) : (
          <span className={styles.value} data-value title={target}>
            <bdi>{target}</bdi>
          </span>
        )}
      </div>
      <div {...cell(5, 'address')}>
        {address === '' ? (
          <span className={styles.quiet}>none</span>
        ) : (
          <span className={`${styles.value} numbers`} data-value>
            {address}
          </span>
        )}
      </div>
      <div {...cell(6, 'recorded')} title={event.recorded ? recordedAbout(event.recorded) : undefined}>
        {event.recorded && <IconLink size={13} stroke={1.8} aria-hidden />}
        <span className={event.recorded ? styles.both : styles.quiet}>{recordedWords(event)}</span>
      </div>
    </div>
  )
}
export const EventRow = memo(Row)
