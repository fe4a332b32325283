import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { absolute } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import { type AuditSearch, filterOf } from '../audit-search.ts'
import { CategoryMark } from '../category-mark.tsx'
import { toTheSecond } from '../event-times.ts'
import { eventWords, whoWords } from '../event-words.ts'
import { useNames } from '../names.ts'
import styles from './timeline.module.css'

/** Eight: the rest is in the timeline. */
const few = 8

/** The newest events of something. `title`: what they have in common; `withWho`: who did each is said. */
export function RecentEvents({ title, search, withWho }: { title: string; search: AuditSearch; withWho: boolean }) {
  const read = useRead(
    'audit.page',
    { ...filterOf({ span: 'all', ...search }, 0), offset: 0, limit: few },
    { keep: true },
  )
  const rows = read.data?.rows ?? []
  const nameOf = useNames([
    [...new Set(rows.flatMap((event) => [event.username, event.parsed.person ?? '']))].filter(
      (name) => name !== '' && name.length <= 320,
    ),
  ])
  if (read.error) return <FailureState failure={failureOf(read.error)} compact />
  if (!read.data) return null
  const { total } = read.data
  return (
    <section>
      <h3>{title}</h3>
      {total === 0 && <p className={styles.none}>None among the events that were fetched.</p>}
      <ol className={styles.timeline}>
        {rows.map((event, at) => {
          const { what, target } = eventWords(event, nameOf)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: events have no number, and true twins are equal in all they have
            <li key={`${event.time} ${at}`}>
              <CategoryMark category={event.category} />
              <span className={styles.words}>
                {what}
                {target !== '' && <span className={styles.target}> {target}</span>}
                {withWho && <span className={styles.target}>, by {whoWords(event, nameOf).name}</span>}
              </span>
              <time dateTime={event.time} title={absolute(event.time)} className="numbers">
                {toTheSecond(event.time)}
              </time>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
