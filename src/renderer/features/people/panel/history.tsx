import { Button } from '@mantine/core'
import { useState } from 'react'
import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { absolute, plural } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import { RelativeTime } from '../../../ui/time.tsx'
import { changeWords, observationKinds } from '../observations.ts'
import styles from './person.module.css'

/** What refreshes saw happen to a person, newest first. */
export function History({ username }: { username: string }) {
  const [limit, setLimit] = useState(50)
  const read = useRead('directory.history', { username, offset: 0, limit }, { keep: true })
  if (read.error) return <FailureState failure={failureOf(read.error)} compact />
  if (!read.data) return null
  const { rows, total } = read.data
  return (
    <section>
      <p className={styles.note}>
        What Provost saw from one refresh to the next. When exactly it happened in between, and who did it, is not
        known.
      </p>
      {rows.length === 0 && <p className={styles.nothing}>No change was seen.</p>}
      <ol className={styles.history}>
        {rows.map((row) => (
          <li key={`${row.time} ${row.kind}`}>
            <p>
              <strong>{observationKinds[row.kind]}</strong>{' '}
              <span className={styles.note} title={absolute(row.time)}>
                by the refresh <RelativeTime instant={row.time} />
              </span>
            </p>
            {row.changes.map((change) => (
              <p key={change.field}>{changeWords(change)}</p>
            ))}
          </li>
        ))}
      </ol>
      {total > rows.length && (
        <Button
          variant="subtle"
          size="compact-xs"
          disabled={limit >= 500}
          onClick={() => setLimit((now) => Math.min(500, now + 150))}
        >
          {limit >= 500
            ? `Older ones, ${plural(total - rows.length, 'entry', 'entries')}, are not shown`
            : 'Show older ones'}
        </Button>
      )}
    </section>
  )
}
