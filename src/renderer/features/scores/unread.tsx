import { failureOf } from '../../lib/application/client.ts'
import { FailureState, Waiting } from '../../ui/states.tsx'
import styles from './scores.module.css'

/** A read as far as its part says that it failed. */
export interface PartRead {
  error: unknown
  refetch?: () => unknown
}

/** In place of a part that could not be read: why, and the way to try again; nothing where no read failed. */
export function Unread({ reads }: { reads: readonly PartRead[] }) {
  const failed = reads.filter(({ error }) => error !== null)
  const [first] = failed
  if (first === undefined) return null
  const again = () => {
    for (const { refetch } of failed) void refetch?.()
  }
  return (
    <FailureState
      failure={failureOf(first.error)}
      compact
      {...(first.refetch === undefined ? {} : { onRetry: again })}
    />
  )
}

/** A part with its title that is not here: it could not be read, or is still being read. */
export function UnreadPart({ title, read }: { title: string; read: PartRead }) {
  return (
    <section className={styles.box} aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      {read.error === null ? <Waiting /> : <Unread reads={[read]} />}
    </section>
  )
}
