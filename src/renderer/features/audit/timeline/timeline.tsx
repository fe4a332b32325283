import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { absolute, count, plural } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import { changeTitle } from '../../changes/kind-words.ts'
import { outcomeWords } from '../../changes/words.ts'
import { type AuditSearch, filterOf } from '../audit-search.ts'
import { CategoryMark } from '../category-mark.tsx'
import { stretchesOf } from '../coverage.ts'
import { dayAndMinute, spanWords, toTheSecond } from '../event-times.ts'
import { eventWords, recordedAbout, whoWords } from '../event-words.ts'
import { useNames } from '../names.ts'
import styles from './timeline.module.css'
import { type OwnAct, ownActs, type TimelineItem, timelineItems } from './timeline-items.ts'

const few = 12
const step = 50
const most = 500
const newest = { offset: 0, limit: most, newestFirst: true } as const

/**
 * What is known of one person, group or folder, newest first: LastPass' events, what Provost itself did to the person or the group's
 * members, and what was not fetched in between. Provost changes no folder.
 */
export function Timeline({ about }: { about: NonNullable<AuditSearch['about']> }) {
  const [limit, setLimit] = useState(few)
  const search: AuditSearch = { about, span: 'all' }
  const status = useRead('audit.status', {})
  const events = useRead('audit.page', { ...filterOf(search, 0), offset: 0, limit }, { keep: true })
  const coverage = useRead('audit.coverage', {}, { keep: true }).data
  const isChanged = about.kind !== 'folder'
  const journal = useRead(
    'journal.page',
    { ...(about.kind === 'person' ? { username: about.name } : { group: about.name }), ...newest },
    { enabled: isChanged, keep: true },
  )
  const rows = events.data?.rows ?? []
  const nameOf = useNames([
    [...new Set(rows.flatMap((event) => [event.username, event.parsed.person ?? '']))].filter(
      (name) => name !== '' && name.length <= 320,
    ),
  ])
  const failure = events.error ?? journal.error ?? status.error
  if (failure) return <FailureState failure={failureOf(failure)} compact />
  if (!events.data || !coverage || !status.data || (isChanged && !journal.data)) return null
  const { total } = events.data
  const lines = journal.data ?? { rows: [], total: 0 }
  const acts = ownActs(lines.rows)
  const items = timelineItems(
    { rows, more: total > rows.length },
    { rows: acts.slice(0, limit), more: acts.length > limit || lines.total > lines.rows.length },
    { covered: stretchesOf(coverage.spans), now: Math.floor(Date.now() / 60_000) * 60_000 },
  )
  const more = total > rows.length || acts.length > limit
  return (
    <section>
      {coverage.spans.length === 0 && (
        <p className={styles.none}>
          No events were fetched from LastPass yet. <Link to="/audit">Fetch them in Audit</Link>
          {acts.length > 0 && '. What stands here is what Provost itself did.'}
        </p>
      )}
      {coverage.spans.length > 0 && items.every(({ kind }) => kind === 'gap') && (
        <p className={styles.none}>Nothing among the events that were fetched.</p>
      )}
      <ol className={styles.timeline}>
        {items.map((item, at) => (
          <Item key={keyOf(item, at)} item={item} about={about} nameOf={nameOf} />
        ))}
      </ol>
      {!more && coverage.spans[0] && (
        <p className={styles.none}>
          Nothing is known of the time before {dayAndMinute(Date.parse(coverage.spans[0].from))}.
        </p>
      )}
      <div className={styles.acts}>
        {more && (
          <Button
            variant="subtle"
            size="compact-xs"
            disabled={limit >= most}
            onClick={() => setLimit((now) => Math.min(most, now + step))}
          >
            {limit >= most ? 'Older ones stand in Audit' : 'Show older ones'}
          </Button>
        )}
        {total > 0 && (
          <Button
            renderRoot={(props) => <Link {...props} to="/audit" search={search} />}
            variant="subtle"
            size="compact-xs"
          >
            Show {total === 1 ? 'the event' : plural(total, 'event', 'events')} in Audit
          </Button>
        )}
      </div>
    </section>
  )
}

/** Events have no number, and true twins are equal in all they have. */
const keyOf = (item: TimelineItem, at: number): string => `${item.kind} ${item.time} ${at}`

function Item({
  item,
  about,
  nameOf,
}: {
  item: TimelineItem
  about: NonNullable<AuditSearch['about']>
  nameOf: (username: string) => string
}) {
  switch (item.kind) {
    case 'gap':
      return (
        <li className={styles.gap}>
          <span className={styles.hatch} aria-hidden />
          <span>
            {item.open
              ? `Not fetched since ${dayAndMinute(item.gap.from)}`
              : `Not fetched: ${spanWords(item.gap.from, item.gap.to)}`}
          </span>
        </li>
      )
    case 'own':
      return (
        <Line mark={<IconHistory size={13} stroke={1.8} aria-hidden />} time={item.act.time}>
          {ownWords(item.act, nameOf)}
          <span className={styles.target}>, by Provost, journal line {count(item.act.line)}</span>
        </Line>
      )
    case 'event':
      return <EventLine event={item.event} about={about} nameOf={nameOf} />
  }
}

function ownWords({ change, outcome }: OwnAct, nameOf: (username: string) => string): string {
  const known = outcome !== null && outcome in outcomeWords ? outcomeWords[outcome as keyof typeof outcomeWords] : null
  return `${changeTitle(change, nameOf(change.username))}: ${known === null ? 'not known what became of it' : known.label.toLowerCase()}`
}

function EventLine({
  event,
  about,
  nameOf,
}: {
  event: Output<'audit.page'>['rows'][number]
  about: NonNullable<AuditSearch['about']>
  nameOf: (username: string) => string
}) {
  const { what, target } = eventWords(event, nameOf)
  const isTheirs = about.kind === 'person' && event.username.trim().toLowerCase() === about.name.trim().toLowerCase()
  return (
    <Line mark={<CategoryMark category={event.category} />} time={event.time}>
      {what}
      {target !== '' && <span className={styles.target}> {target}</span>}
      {!isTheirs && <span className={styles.target}>, by {byWords(event, nameOf)}</span>}
      {event.recorded && (
        <span className={styles.both} title={recordedAbout(event.recorded)}>
          {', '}
          {event.recorded.how === 'label' ? 'by Provost' : 'likely by Provost'}, journal line{' '}
          {count(event.recorded.line)}
        </span>
      )}
    </Line>
  )
}

function byWords(event: Output<'audit.page'>['rows'][number], nameOf: (username: string) => string): string {
  const { name, username } = whoWords(event, nameOf)
  return username === null && name === 'Nobody named' ? 'nobody named' : name
}

const Line = ({ mark, time, children }: { mark: ReactNode; time: string; children: ReactNode }) => (
  <li>
    {mark}
    <span className={styles.words}>{children}</span>
    <time dateTime={time} title={absolute(time)} className="numbers">
      {toTheSecond(time)}
    </time>
  </li>
)
