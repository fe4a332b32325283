import type { AuditField } from '../../../../contract/audit/audit.ts'
import type { AuditFilter } from '../../../../contract/calls/audit/audit.ts'
import type { AuditSearch } from '../../../features/audit/audit-search.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { FacetList } from './facet-list.tsx'
import styles from './facets.module.css'

const always = ['action', 'username', 'ip', 'target'] as const

/** What the events can be narrowed to, with counts under the current filter, each without its own part. */
export function Facets({
  filter,
  search,
  enabled,
  onValue,
  onRemove,
}: {
  filter: AuditFilter
  search: AuditSearch
  enabled: boolean
  onValue: (facet: AuditField, value: string, mode: 'only' | 'not') => void
  /** Takes a chip away. */
  onRemove: (chip: string) => void
}) {
  const chosen = useRead('audit.settings', {}, { enabled }).data
  // Where nothing says which place an address is at, a list of places would be one line of nothing.
  const shown = [
    ...always,
    ...(chosen !== undefined && chosen.networks.length > 0 ? (['network'] as const) : []),
    ...(chosen?.addressFiles.some(({ problem }) => problem === null) ? (['country'] as const) : []),
  ]
  return (
    <aside className={styles.facets} aria-label="Values">
      {shown.map((facet) => (
        <FacetList
          key={facet}
          facet={facet}
          filter={filter}
          search={search}
          enabled={enabled}
          onValue={onValue}
          onRemove={onRemove}
        />
      ))}
    </aside>
  )
}
