import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import type { AuditEvent, AuditFilter } from '../../../../contract/calls/audit/audit.ts'
import type { Output } from '../../../../contract/calls.ts'
import { CategoryMark } from '../../../features/audit/category-mark.tsx'
import { toTheSecond } from '../../../features/audit/event-times.ts'
import { eventWords, whoWords } from '../../../features/audit/event-words.ts'
import { useNames } from '../../../features/audit/names.ts'
import { type EventSession, sessionCounts, sessionsOf } from '../../../features/audit/sessions.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { reading } from '../../../lib/application/queries.ts'
import { count, plural } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import styles from './sessions.module.css'

/** So many events come with one question. */
const pageSize = 500
/** Pages at first, and at most: 10,000 events make few enough lines to read. */
const firstPages = 2
const mostPages = 20

/** The events gathered into sessions, newest first, a line each that can be opened. */
export function SessionList({
  filter,
  enabled,
  onOnly,
  onPerson,
  empty,
}: {
  filter: AuditFilter
  enabled: boolean
  /** Shows the events of one session alone. */
  onOnly: (session: EventSession) => void
  onPerson: (username: string) => void
  empty: ReactNode
}) {
  const [pages, setPages] = useState(firstPages)
  const results = useQueries({
    queries: Array.from({ length: pages }, (_, at) => ({
      ...reading('audit.page', { ...filter, offset: at * pageSize, limit: pageSize }),
      enabled,
    })),
  })
  const parts = results.map((result) => result.data as Output<'audit.page'> | undefined)
  const stamp = results.map((result) => result.dataUpdatedAt).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says when the parts have changed; their list is new each time
  const sessions = useMemo(() => {
    const known = parts.indexOf(undefined)
    return sessionsOf(parts.slice(0, known < 0 ? parts.length : known).flatMap((part) => part?.rows ?? []))
  }, [stamp])
  const people = [...new Set(sessions.map(({ username }) => username))].filter(
    (name) => name !== '' && name.length <= 320,
  )
  const groups = Array.from({ length: Math.ceil(people.length / pageSize) }, (_, at) =>
    people.slice(at * pageSize, (at + 1) * pageSize),
  )
  const nameOf = useNames(groups)
  const failure = results.find((result) => result.error)?.error
  const total = parts[0]?.total
  if (failure) return <FailureState failure={failureOf(failure)} />
  if (total === undefined) return <div className={styles.list} aria-busy />
  if (total === 0) return <div className={styles.empty}>{empty}</div>
  const gathered = sessions.reduce((sum, { events }) => sum + events.length, 0)
  return (
    <div className={styles.list}>
      <p className={styles.head} role="status">
        {plural(sessions.length, 'session', 'sessions')} of{' '}
        {gathered < total ? `the newest ${count(gathered)} of ${count(total)}` : count(total)} events. A pause of half
        an hour, or a login by another client, begins another.
      </p>
      <ol>
        {sessions.map((session) => (
          <Session
            key={`${session.events[0]?.time} ${session.username} ${session.ip} ${session.events[0]?.parsed.label ?? ''} ${session.client ?? ''}`}
            session={session}
            nameOf={nameOf}
            onOnly={() => onOnly(session)}
            onPerson={onPerson}
          />
        ))}
      </ol>
      {gathered < total && (
        <Button
          variant="subtle"
          disabled={pages >= mostPages}
          loading={results.some((result) => result.isFetching)}
          onClick={() => setPages((now) => Math.min(mostPages, now + firstPages))}
        >
          {pages >= mostPages ? 'Older ones: choose earlier dates' : 'Gather older events too'}
        </Button>
      )}
    </div>
  )
}

function Session({
  session,
  nameOf,
  onOnly,
  onPerson,
}: {
  session: EventSession
  nameOf: (username: string) => string
  onOnly: () => void
  onPerson: (username: string) => void
}) {
  const [opened, setOpened] = useState(false)
  const { events, ip, client } = session
  const newest = events[0] as AuditEvent
  const oldest = events.at(-1) as AuditEvent
  const who = whoWords(newest, nameOf)
  const Chevron = opened ? IconChevronDown : IconChevronRight
  const counts = sessionCounts(events, (event) => eventWords(event, nameOf).what)
  const end = toTheSecond(newest.time, true)
  const sameDay = end.slice(0, 6) === toTheSecond(oldest.time, true).slice(0, 6)
  return (
    <li className={styles.session}>
      <button type="button" className={styles.line} aria-expanded={opened} onClick={() => setOpened((now) => !now)}>
        <Chevron size={15} stroke={1.7} aria-hidden />
        <span className={`${styles.when} numbers`}>
          {toTheSecond(oldest.time, true)}
          {events.length > 1 && ` to ${sameDay ? end.slice(-8) : end}`}
        </span>
        <bdi className={styles.who} title={session.username}>
          {who.name}
        </bdi>
        <span className={styles.count}>{plural(events.length, 'event', 'events')}</span>
        <span className={styles.what}>
          {counts
            .slice(0, 4)
            .map(([words, times]) => (times === 1 ? words : `${words} ×${count(times)}`))
            .join(', ')}
          {counts.length > 4 && `, ${count(counts.length - 4)} more`}
        </span>
        <span className={`${styles.where} numbers`}>{[ip || 'no address', client].filter(Boolean).join(', ')}</span>
      </button>
      {opened && (
        <div className={styles.opened}>
          <ol>
            {events.slice(0, 100).map((event, at) => {
              const { what, target } = eventWords(event, nameOf)
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: events have no number, and true twins are equal in all they have
                <li key={at}>
                  <time dateTime={event.time} className="numbers">
                    {toTheSecond(event.time, true)}
                  </time>
                  <CategoryMark category={event.category} />
                  <span>
                    {what} <span className={styles.quiet}>{target}</span>
                  </span>
                </li>
              )
            })}
          </ol>
          {events.length > 100 && (
            <p className={styles.quiet}>{count(events.length - 100)} more are not listed here.</p>
          )}
          <Button variant="default" size="compact-sm" onClick={onOnly}>
            Show only {events.length === 1 ? 'this event' : `these ${count(events.length)} events`}
          </Button>{' '}
          {who.username !== null && (
            <Button variant="default" size="compact-sm" onClick={() => onPerson(session.username)}>
              Open {who.name.length > 40 ? `${who.name.slice(0, 40)}…` : who.name}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
