import { type AuditSearch, changed, readAuditSearch } from '../../features/audit/audit-search.ts'
import { builtInSearches } from '../../features/audit/built-in-searches.ts'
import { ViewsMenu, type ViewWords } from '../../features/views/views-menu.tsx'

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
export function SearchesMenu({ search, onOpen }: { search: AuditSearch; onOpen: (search: AuditSearch) => void }) {
  return (
    <ViewsMenu
      screen="audit"
      words={words}
      builtIn={builtInSearches}
      search={search}
      kept={kept}
      read={readAuditSearch}
      onOpen={onOpen}
    />
  )
}
