import { Button } from '@mantine/core'
import { IconUserOff } from '@tabler/icons-react'
import type { DirectoryStatus } from '../../../contract/calls/directory-status.ts'
import { chipsOf, cleared } from '../../features/people/filters.ts'
import type { PeopleSearch } from '../../features/people/people-search.ts'
import { NothingRead } from '../../features/session/nothing-read.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Nearest } from './nearest.tsx'

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
  // Until main has said how things stand, nothing is claimed.
  if (status === undefined) return null
  if (status.asOf === null) return <NothingRead />
  const chips = chipsOf(search)
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
          <>
            <Nearest text={search.text} onOpen={(person) => onSearch({ text: person, person })} />
            <Button variant="default" onClick={() => onSearch(cleared(search))}>
              Clear the search
            </Button>
          </>
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
