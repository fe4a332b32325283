import styles from './group-picker.module.css'
import { useDraftedMark } from './use-draft.ts'

/** A person's name in a table, with a mark where something is drafted for their groups. */
export function DraftedName({ username, name, className }: { username: string; name: string; className?: string }) {
  const mark = useDraftedMark(username)
  const shown = <bdi className={className}>{name}</bdi>
  if (mark === '') return shown
  return (
    <span className={styles.draftedName}>
      {shown}
      <span className={styles.draftedMark} title="Groups to be added and removed: drafted, not sent">
        <span className="unseen">drafted groups: </span>
        {mark}
      </span>
    </span>
  )
}
