import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AuditCategory } from '../../../contract/audit/audit.ts'
import { changeWords, observationKinds } from '../../features/people/observations.ts'
import scores from '../../features/scores/scores.module.css'
import { Unread } from '../../features/scores/unread.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { useRead } from '../../lib/application/queries.ts'
import { absolute, inOrder, listed, plural } from '../../lib/words/format.ts'
import { Explain } from '../../ui/explain.tsx'
import { Waiting } from '../../ui/states.tsx'
import styles from './overview.module.css'

/** When this screen was looked at before, by company; only on this computer. */
const keyOf = (tenant: string) => `looked ${tenant}`
function lookedAt(tenant: string): string | null {
  try {
    return localStorage.getItem(keyOf(tenant))
  } catch {
    return null
  }
}
/** Notes that the Overview shows the data of this instant now; the time before stays until the next start. */
const looked = new Map<string, string | null>()
function sinceOf(tenant: string, asOf: string | null): string | null {
  if (!looked.has(tenant)) looked.set(tenant, lookedAt(tenant))
  try {
    if (asOf !== null) localStorage.setItem(keyOf(tenant), asOf)
  } catch {
    // Without a place to keep it, the last refresh is what is told.
  }
  return looked.get(tenant) ?? null
}

/** Who came, left or changed since somebody looked here before, each opening the person; and what else is new since then. */
export function SinceLooked({ tenant, asOf }: { tenant: string; asOf: string | null }) {
  const [since] = useState(() => sinceOf(tenant, asOf))
  const read = useRead('directory.changes', { offset: 0, limit: 8, ...(since === null ? {} : { since }) })
  const seen = read.data
  return (
    <section className={scores.box} aria-label="Since you last looked">
      <header>
        <h2>{since === null ? 'Seen by the last refresh' : 'Since you last looked'}</h2>
        <Explain
          what="since you last looked"
          explanation={{
            definition:
              'What a refresh saw that was otherwise at the refresh before it: who came, left, was disabled, became an admin, changed groups, or whose score moved. Below it, findings about events since then and what LastPass logged of admins.',
            leftOut:
              'Logins and counts, which change every day anyway. Who did it in between is not known here. Events that were not fetched.',
            computed: since === null ? 'Against the refresh before the last.' : `Since the data of ${absolute(since)}.`,
          }}
        />
        {seen !== undefined && seen.total > 0 && (
          <Link
            className={`${scores.link} ${scores.end}`}
            to="/changes"
            search={{ part: 'seen', ...(since === null ? {} : { since }) }}
          >
            {plural(seen.total, 'change', 'changes')} seen
          </Link>
        )}
      </header>
      {seen === undefined ? (
        read.error === null ? (
          <Waiting />
        ) : (
          <Unread reads={[read]} />
        )
      ) : seen.rows.length === 0 ? (
        <p className={styles.note}>
          {seen.since === null
            ? 'No refresh saw anything change so far: the next one is compared with this.'
            : 'No refresh has seen anything change since then.'}
        </p>
      ) : (
        <ul className={styles.since}>
          {seen.rows.map((row) => (
            <li key={`${row.time} ${row.username} ${row.kind}`}>
              <Link className={scores.link} to="/users" search={{ person: row.username }}>
                {inOrder(row.fullname) || row.username}
              </Link>
              <span>{row.changes.map(changeWords).join('; ') || observationKinds[row.kind]}</span>
            </li>
          ))}
        </ul>
      )}
      {since !== null && <NewEvents since={since} />}
    </section>
  )
}

/** Findings are given newest first, so many at a time. */
const mostFindings = 500

/** What is new in the events that were fetched: findings, and what admins did. */
function NewEvents({ since }: { since: string }) {
  const may = useMay()
  const findings = useRead(
    'findings.page',
    { muted: false, offset: 0, limit: mostFindings },
    { enabled: may('findings.page') },
  )
  const categories: AuditCategory[] = ['admin', 'policy', 'lifecycle']
  const logged = useRead('audit.page', { from: since, categories, offset: 0, limit: 1 }, { enabled: may('audit.page') })
  const found = findings.data?.rows.filter(({ to }) => to > since).length ?? 0
  const { admin = 0, policy = 0, lifecycle = 0 } = logged.data?.byCategory ?? {}
  const acts = [
    admin > 0 ? plural(admin, 'admin action', 'admin actions') : '',
    policy > 0 ? plural(policy, 'policy change', 'policy changes') : '',
    lifecycle > 0 ? plural(lifecycle, 'event of user lifecycle', 'events of user lifecycle') : '',
  ].filter((part) => part !== '')
  if (findings.error !== null || logged.error !== null) return <Unread reads={[findings, logged]} />
  if (found === 0 && acts.length === 0) return null
  return (
    <p className={styles.note}>
      {found > 0 && (
        <>
          <Link className={scores.link} to="/audit" search={{ finding: 'first' }}>
            {`${plural(found, 'finding', 'findings')}${found === mostFindings ? ' or more' : ''}`}
          </Link>
          {' about events since then. '}
        </>
      )}
      {acts.length > 0 && (
        <>
          {'LastPass logged, whoever did it: '}
          <Link className={scores.link} to="/audit" search={{ from: since, categories }}>
            {listed(acts)}
          </Link>
          .
        </>
      )}
    </p>
  )
}
