import type { FindingRule } from '../../../contract/audit/findings.ts'
import { type AuditSearch, changed, readAuditSearch } from '../../features/audit/audit-search.ts'
import { builtInSearches, searchOfFindings } from '../../features/audit/built-in-searches.ts'
import type { ViewWords } from '../../features/views/view-words.ts'
import { ViewsMenu } from '../../features/views/views-menu.tsx'
import { useRead } from '../../lib/application/queries.ts'

const kept = (search: AuditSearch): AuditSearch => changed(search, { person: undefined, finding: undefined })

const words: ViewWords = {
  one: 'search',
  menu: 'Searches',
  save: 'Save this search',
  update: 'Take over the text, filters and dates of now',
  keeps:
    'A search keeps the text, the filters and the dates. A span such as the last 7 days is counted from when it is opened.',
  unaffected: 'The events are not affected.',
}

/** Searches in the events: those that come with Provost, and one's own. */
export function SearchesMenu({
  search,
  calm,
  onOpen,
}: {
  search: AuditSearch
  /** Nothing is being fetched. */
  calm: boolean
  onOpen: (search: AuditSearch) => void
}) {
  const rules: FindingRule[] = ['admin-new-network', 'admin-new-country']
  const found = useRead('findings.page', { rules, offset: 0, limit: 500 }, { enabled: calm, keep: true }).data?.rows
  const admins = searchOfFindings(found ?? [])
  return (
    <ViewsMenu
      screen="audit"
      words={words}
      builtIn={[
        ...builtInSearches,
        ...(admins === null
          ? []
          : [
              {
                name: 'New networks of admins',
                about: 'What admins did from networks and countries that were new to them, as the rules found',
                search: admins,
              },
            ]),
      ]}
      search={search}
      kept={kept}
      read={readAuditSearch}
      onOpen={onOpen}
    />
  )
}
