import { Button } from '@mantine/core'
import { draftMemberships, useDraft } from './draft.ts'
import styles from './group-picker.module.css'

/** What is drafted for one person's groups, each to be taken back. */
export function DraftedOf({ username }: { username: string }) {
  const items = [...useDraft().values()].filter((item) => item.username.toLowerCase() === username.toLowerCase())
  if (items.length === 0) return null
  return (
    <ul className={styles.drafted} aria-label="Drafted memberships">
      {items.map((item) => (
        <li key={item.group}>
          <span>
            {item.member ? '+ will be added to ' : '− will be removed from '}
            <bdi>{item.group}</bdi>
          </span>
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => draftMemberships([{ ...item, member: !item.member, now: !item.member }])}
          >
            Take back
          </Button>
        </li>
      ))}
    </ul>
  )
}
