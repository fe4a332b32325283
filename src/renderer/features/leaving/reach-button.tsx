import { Button } from '@mantine/core'
import type { User } from '../../../contract/model.ts'
import { useLeaving } from './use-leaving.ts'

/** Leads to the sites that somebody can reach through shared folders; nothing for who has no account. */
export function ReachButton({ person }: { person: Pick<User, 'username' | 'status' | 'goneSince'> }) {
  const leave = useLeaving()
  if (person.status === 'invited' || person.goneSince !== null) return null
  return (
    <Button
      variant="default"
      title="Sites in shared folders that this person can log in to. Nothing is changed"
      onClick={() => void leave([person.username], { reach: true })}
    >
      What they can reach
    </Button>
  )
}
