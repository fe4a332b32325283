import type { ReactNode } from 'react'
import styles from './group-picker.module.css'
import { useDraftedMark } from './use-draft.ts'

/** A person's name in a table, with a mark beside it where something is drafted for their groups. */
export function DraftedMark({ username, children }: { username: string; children: ReactNode }) {
  const mark = useDraftedMark(username)
  if (mark === '') return children
  return (
    <span className={styles.draftedName}>
      {children}
      <span className={styles.draftedMark} title="Groups to be added and removed: drafted, not sent">
        <span className="unseen">drafted groups: </span>
        {mark}
      </span>
    </span>
  )
}
