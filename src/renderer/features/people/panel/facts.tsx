import type { ReactNode } from 'react'
import { absolute, dayAndTime } from '../../../lib/words/format.ts'
import { RelativeTime } from '../../../ui/time.tsx'
import styles from './person.module.css'

/** Terms with what they are, one a line. */
export const Facts = ({ children }: { children: ReactNode }) => <dl className={styles.facts}>{children}</dl>

/** One term. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** How long ago something was, and when. */
export function When({ instant }: { instant: string }) {
  return (
    <>
      <RelativeTime instant={instant} />{' '}
      <span className={styles.note} title={absolute(instant)}>
        {dayAndTime(instant)}
      </span>
    </>
  )
}
