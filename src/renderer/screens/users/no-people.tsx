import { Button } from '@mantine/core'
import { IconUserOff } from '@tabler/icons-react'
import type { SyncProgress } from '../../../contract/signals.ts'
import { firstRefresh, useTenant } from '../../features/session/companies.ts'
import { progressWords } from '../../features/session/progress-words.ts'
import { cancelRefresh } from '../../features/session/refresh.ts'
import { EmptyState } from '../../ui/states.tsx'

/** Why the list of people is empty, and what to do about it. */
export function NoPeople({
  asked,
  neverRead,
  syncing,
  onClear,
}: {
  asked: boolean
  neverRead: boolean
  syncing: SyncProgress | null
  onClear: () => void
}) {
  const readable = useTenant()?.credential === 'ready'
  if (syncing && neverRead)
    return (
      <EmptyState
        title="Reading your company"
        action={
          <Button variant="default" onClick={cancelRefresh}>
            Cancel reading
          </Button>
        }
      >
        {progressWords(syncing)}. The list fills when everything has been read. Nothing changes in LastPass.
      </EmptyState>
    )
  if (neverRead) {
    return (
      <EmptyState
        title="Nothing has been read yet"
        action={readable && <Button onClick={firstRefresh}>Read from LastPass</Button>}
      >
        Reading changes nothing in LastPass. What is read is kept encrypted on this computer, so that it can be seen
        offline too.
      </EmptyState>
    )
  }
  if (asked) {
    return (
      <EmptyState
        icon={<IconUserOff size={28} stroke={1.5} />}
        title="Nobody matches all of this"
        action={
          <Button variant="default" onClick={onClear}>
            Clear all filters
          </Button>
        }
      >
        Every filter has to hold at once. Switch one off, or search for a shorter part of the name.
      </EmptyState>
    )
  }
  return (
    <EmptyState title="There is nobody in this company">LastPass answered, and its list of people is empty.</EmptyState>
  )
}
