import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { changeWords, observationKinds } from '../../features/people/observations.ts'
import scores from '../../features/scores/scores.module.css'
import { useRead } from '../../lib/application/queries.ts'
import { absolute, inOrder, plural } from '../../lib/words/format.ts'
import { Explain } from '../../ui/explain.tsx'
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

/** Who came, left or changed since somebody looked here before: each opens the person. */
export function SinceLooked({ tenant, asOf }: { tenant: string; asOf: string | null }) {
  const [since] = useState(() => sinceOf(tenant, asOf))
  const seen = useRead('directory.changes', { offset: 0, limit: 8, ...(since === null ? {} : { since }) }).data
  if (!seen) return null
  return (
    <section className={scores.box} aria-label="Since you last looked">
      <header>
        <h2>{since === null ? 'Seen by the last refresh' : 'Since you last looked'}</h2>
        <Explain
          what="since you last looked"
          explanation={{
            definition:
              'What refreshes saw otherwise than the refresh before: who came, left, was disabled, became an admin, changed groups, or whose score moved.',
            leftOut:
              'Logins and counts, which change by themselves every day. Who did it in between is not known here.',
            computed: since === null ? 'Against the refresh before the last.' : `Since the data of ${absolute(since)}.`,
          }}
        />
        {seen.total > 0 && (
          <Link className={`${scores.link} ${scores.end}`} to="/changes" search={{ part: 'seen' }}>
            {plural(seen.total, 'change', 'changes')} seen
          </Link>
        )}
      </header>
      {seen.rows.length === 0 ? (
        <p className={styles.note}>Nothing changed that a refresh would see.</p>
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
    </section>
  )
}
