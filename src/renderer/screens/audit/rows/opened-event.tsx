// biome-ignore-all lint/a11y/useSemanticElements: the part of a grid that is under its row
// biome-ignore-all lint/a11y/useFocusableInteractive: what is in it can be focused
import { Button } from '@mantine/core'
import { IconFilter, IconFilterOff, IconFocusCentered } from '@tabler/icons-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import type { AuditField } from '../../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../../contract/calls/audit/audit.ts'
import { markedJson } from '../../../../contract/marked.ts'
import { placeWords } from '../../../features/audit/audit-chips.ts'
import { whoWords } from '../../../features/audit/event-words.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { absolute, inOrder } from '../../../lib/words/format.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { CategoryChoice } from './category-choice.tsx'
import { JournalSteps } from './journal-steps.tsx'
import styles from './opened.module.css'

const yesNo = (value: boolean): string => (value ? 'yes' : 'no')

/** What the text of an event tells, term by term. */
function partsOf({ parsed }: AuditEvent): [string, string][] {
  const terms: [string, string | boolean | string[] | undefined][] = [
    ['Whom', parsed.person],
    ['Whom', parsed.people],
    ['Folder', parsed.folder],
    ['Group', parsed.group],
    ['Site', parsed.site],
    ['Item', parsed.item],
    ['Policy', parsed.policy],
    ['New value', parsed.value],
    ['From', parsed.from],
    ['To', parsed.to],
    ['Client', parsed.client],
    ['Version', parsed.version],
    ['Read only', parsed.readOnly],
    ['Manages it', parsed.canAdminister],
    ['Passwords hidden', parsed.hidePasswords],
    ['API label', parsed.label],
  ]
  return terms.flatMap(([term, value]) =>
    value === undefined
      ? []
      : [[term, typeof value === 'boolean' ? yesNo(value) : Array.isArray(value) ? value.join(', ') : value]],
  )
}

/** Everything that is known of one event, under its line. */
export function OpenedEvent({
  event,
  nameOf,
  onHeight,
  onAround,
  onValue,
  onPerson,
  onClose,
}: {
  event: AuditEvent
  nameOf: (username: string) => string
  onHeight: (height: number) => void
  onAround: () => void
  onValue: (facet: AuditField, value: string, mode: 'only' | 'not') => void
  onPerson: (username: string) => void
  onClose: () => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const tell = useRef(onHeight)
  tell.current = onHeight
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => tell.current(element.offsetHeight)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const zone = useRead('audit.status', {}).data?.timeZone
  const who = whoWords(event, nameOf)
  const raw = markedJson(
    JSON.stringify(
      { Time: event.local, Username: event.username, IP_Address: event.ip, Action: event.action, Data: event.data },
      null,
      2,
    ),
  )
  return (
    <div role="row" className={styles.row}>
      <div
        ref={box}
        role="gridcell"
        className={styles.opened}
        onKeyDown={(press) => {
          if (press.key !== 'Escape') return
          press.preventDefault()
          press.stopPropagation()
          onClose()
        }}
      >
        <dl className={styles.facts}>
          <Fact term="Logged as">{inOrder(event.action) || 'no action'}</Fact>
          <Fact term="Category">
            <CategoryChoice key={event.action} event={event} />
          </Fact>
          <Fact term="When">
            {absolute(event.time)}
            <span className={styles.quiet}>
              {event.local} as LastPass wrote it{zone !== undefined && `, read as ${zone}`}
            </span>
            {event.ambiguous && (
              <span className={styles.quiet}>That hour occurs twice there: it may have been an hour later.</span>
            )}
          </Fact>
          <Fact term="By">
            {who.username === null ? (
              `${who.name} ${who.note}`.trim()
            ) : (
              <>
                <button type="button" className={styles.link} onClick={() => onPerson(event.username)}>
                  {who.name}
                </button>
                {who.name !== inOrder(event.username) && (
                  <span className={styles.quiet}>{inOrder(event.username)}</span>
                )}
              </>
            )}
          </Fact>
          {partsOf(event).map(([term, value]) => (
            <Fact key={`${term} ${value.slice(0, 40)}`} term={term}>
              {inOrder(value)}
            </Fact>
          ))}
          <Fact term="Address">
            {event.ip || 'none'}
            {event.address !== undefined && <span className={styles.quiet}>usually written {event.address}</span>}
            {placeWords(event).map((words) => (
              <span key={words} className={styles.quiet}>
                {words}
              </span>
            ))}
          </Fact>
          <Fact term="Recorded by">
            {event.recorded ? 'LastPass and Provost' : 'LastPass'}
            {event.recorded && <JournalSteps event={event} recorded={event.recorded} />}
          </Fact>
        </dl>
        <div className={styles.raw}>
          <p>
            Fields as received <CopyButton text={raw} what="fields as received" />
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
          <pre tabIndex={0}>{raw}</pre>
        </div>
        <div className={styles.acts}>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconFocusCentered size={15} stroke={1.7} />}
            onClick={onAround}
          >
            Around this event
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconFilter size={15} stroke={1.7} />}
            onClick={() => onValue('username', event.username, 'only')}
          >
            Only {who.name.length > 40 ? `${who.name.slice(0, 40)}…` : who.name}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconFilterOff size={15} stroke={1.7} />}
            onClick={() => onValue('action', event.action, 'not')}
          >
            Without this action
          </Button>
          <span className={styles.quiet}>
            Around: ± 10 minutes, {who.username === null ? 'the same address' : 'the same person at the same address'}
          </span>
        </div>
      </div>
    </div>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
