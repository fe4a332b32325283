import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../session/use-seat.ts'
import { draftMemberships } from './draft.ts'
import styles from './group-picker.module.css'
import { GroupPicker } from './group-picker.tsx'
import { useDraft } from './use-draft.ts'

interface DraftedOfProps {
  person: { username: string; id: string | null; groups: readonly string[]; goneSince: string | null }
}

/** What is drafted for one person's groups, each to be taken back, with a field that drafts more: the same draft as the matrix'. */
export function DraftedOf({ person: { username, id, groups, goneSince } }: DraftedOfProps) {
  const may = useMay()
  const items = [...useDraft().values()].filter((item) => item.username.toLowerCase() === username.toLowerCase())
  const drafts = may('groups.saveDraft') && goneSince === null
  if (items.length === 0 && !drafts) return null
  return (
    <div className={styles.draftedOf}>
      {items.length > 0 && (
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
      )}
      {drafts && (
        <GroupPicker
          label="Draft joining or leaving a group"
          groups={[]}
          onGroups={(chosen) =>
            draftMemberships(
              chosen.map((group) => {
                const now = groups.includes(group)
                return { username, group, id, member: !now, now }
              }),
            )
          }
        />
      )}
      {items.length > 0 && (
        <Link to="/groups" search={{ matrix: true }}>
          Preview the draft in the matrix
        </Link>
      )}
    </div>
  )
}
