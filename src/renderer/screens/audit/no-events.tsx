import { Button } from '@mantine/core'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import { chipsOf, cleared, isNarrowed, toggledChip } from '../../features/audit/audit-chips.ts'
import { type AuditSearch, changed, filterOf } from '../../features/audit/audit-search.ts'
import { dayAndMinute } from '../../features/audit/event-times.ts'
import { useRead } from '../../lib/application/queries.ts'
import { plural } from '../../lib/words/format.ts'
import { EmptyState } from '../../ui/states.tsx'
import type { Audit } from './use-audit.ts'

/** A part of what is asked without which there would be events. */
interface Way {
  words: string
  search: AuditSearch
}

/** Six: each of them is a question to the archive. */
const mostWays = 6

function waysOut(search: AuditSearch): Way[] {
  const ways: Way[] = chipsOf(search)
    .filter((chip) => chip.on)
    .map((chip) => ({ words: `${chip.field}: ${chip.value}`, search: toggledChip(search, chip.id) }))
  if (search.text !== undefined)
    ways.unshift({ words: `the text “${search.text}”`, search: changed(search, { text: undefined }) })
  if (search.categories !== undefined)
    ways.unshift({ words: 'the category', search: changed(search, { categories: undefined }) })
  ways.push({ words: 'the dates', search: changed(search, { from: undefined, to: undefined, span: 'all' }) })
  return ways.slice(0, mostWays)
}

/** Nothing matches: which part of the question to leave out, and how many events that would show. */
export function NoEvents({
  search,
  audit,
  onSearch,
}: {
  search: AuditSearch
  audit: Audit
  onSearch: (next: AuditSearch) => void
}) {
  const { moment, status, span } = audit
  return (
    <EmptyState
      title={isNarrowed(search) ? 'No event matches' : 'No events in this time'}
      action={
        <>
          {waysOut(search).map((way) => (
            <WayOut
              key={way.words}
              words={way.words}
              filter={filterOf(way.search, moment.now, moment.newest)}
              onOpen={() => onSearch(way.search)}
            />
          ))}
          {isNarrowed(search) && (
            <Button variant="default" onClick={() => onSearch(cleared(search))}>
              Clear all filters
            </Button>
          )}
        </>
      }
    >
      Among the events that were fetched, from {dayAndMinute(span.from)} to {dayAndMinute(span.to)}.{' '}
      {status?.last && `The newest event kept is of ${dayAndMinute(Date.parse(status.last))}. `}
      What was not fetched is not known to be empty: it is hatched above.
    </EmptyState>
  )
}

function WayOut({ words, filter, onOpen }: { words: string; filter: AuditFilter; onOpen: () => void }) {
  const total = useRead('audit.page', { ...filter, offset: 0, limit: 1 }).data?.total
  if (total === undefined || total === 0) return null
  return (
    <Button variant="default" onClick={onOpen}>
      Without {words}: {plural(total, 'event', 'events')}
    </Button>
  )
}
