import { Button } from '@mantine/core'
import { IconUserOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { DirectoryStatus } from '../../../contract/calls/directory.ts'
import { chipsOf, cleared } from '../../features/people/filters.ts'
import type { PeopleSearch } from '../../features/people/people-search.ts'
import { firstRefresh, useTenant } from '../../features/session/companies.ts'
import { progressWords } from '../../features/session/progress-words.ts'
import { cancelRefresh } from '../../features/session/refresh.ts'
import { EmptyState } from '../../ui/states.tsx'

/** Why the list of people is empty, and what to do about it. */
export function NoPeople({
  search,
  status,
  onSearch,
}: {
  search: PeopleSearch
  status: DirectoryStatus | undefined
  onSearch: (search: PeopleSearch) => void
}) {
  const readable = useTenant()?.credential === 'ready'
  const waited = useWaited()
  // Until main has said how things stand, nothing is claimed.
  if (status === undefined) return null
  const { syncing, lastAttempt } = status
  const neverRead = status.asOf === null
  const chips = chipsOf(search)
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
  // Main reads a company by itself a few seconds after it was opened for the first time.
  if (neverRead && readable && lastAttempt === null && !waited) return null
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
  const icon = <IconUserOff size={28} stroke={1.5} />
  if (chips.length > 0) {
    return (
      <EmptyState
        icon={icon}
        title={
          search.text === undefined
            ? 'Nobody matches these filters'
            : `Nobody called “${search.text}” matches these filters`
        }
        action={
          <Button variant="default" onClick={() => onSearch(cleared(search))}>
            {search.text === undefined ? 'Clear all filters' : 'Clear filters and search'}
          </Button>
        }
      >
        Every filter has to hold at once. Switch one off
        {search.text === undefined ? '' : ', or search for a shorter part of the name'}.
      </EmptyState>
    )
  }
  if (search.text !== undefined) {
    return (
      <EmptyState
        icon={icon}
        title={`Nobody’s name or address has “${search.text}”`}
        action={
          <Button variant="default" onClick={() => onSearch(cleared(search))}>
            Clear the search
          </Button>
        }
      >
        Search for a shorter part of the name or address. People who are gone from LastPass are not in this list.
      </EmptyState>
    )
  }
  // What was just read is on its way to the list.
  if (status.counts && status.counts.users + status.counts.invited > 0) return null
  return (
    <EmptyState title="There is nobody in this company">LastPass answered, and its list of people is empty.</EmptyState>
  )
}

/** 5 s: longer than main waits before it reads a company that was just opened. */
const patienceMs = 5000

/** Whether the screen has been empty for so long that nothing seems to be under way. */
function useWaited(): boolean {
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return waited
}
