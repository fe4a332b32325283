import { Link } from '@tanstack/react-router'
import { inOrder } from '../../lib/words/format.ts'
import { DraftedMark } from '../groups/drafted-mark.tsx'
import styles from './scores.module.css'

/** Who a row of scores is about, as a way to the person, with a mark where something is drafted for their groups. */
export function PersonLink({ username, fullname }: { username: string; fullname: string }) {
  return (
    <DraftedMark username={username}>
      <Link className={`${styles.link} ${styles.name}`} to="/users" search={{ person: username }} title={fullname}>
        {inOrder(fullname) || username}
      </Link>
    </DraftedMark>
  )
}
