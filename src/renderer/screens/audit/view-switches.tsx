import { Switch } from '@mantine/core'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import { type AuditSearch, changed } from '../../features/audit/audit-search.ts'
import { useRead } from '../../lib/application/queries.ts'
import { count, plural } from '../../lib/words/format.ts'
import styles from './audit.module.css'

/** How the events are shown: with Provost's own readings or without, one by one or gathered into sessions. */
export function ViewSwitches({
  search,
  filter,
  enabled,
  onSearch,
}: {
  search: AuditSearch
  filter: AuditFilter
  enabled: boolean
  onSearch: (next: AuditSearch) => void
}) {
  const own = useRead('audit.page', { ...filter, own: 'only', offset: 0, limit: 1 }, { enabled, keep: true }).data
    ?.total
  const shown = search.own === 'shown'
  return (
    <span className={styles.switches}>
      {(shown || (own !== undefined && own > 0)) && (
        <Switch
          size="xs"
          label={own === undefined ? 'Own readings' : `Own readings ${count(own)}`}
          title={`LastPass logs that Provost itself reads, for its refreshes and to check changes: ${own === undefined ? 'such events are' : plural(own, 'event is', 'events are')} ${shown ? 'shown' : 'folded away and not counted'}. They are recognised by Provost’s label.`}
          checked={shown}
          onChange={() => onSearch(changed(search, { own: shown ? undefined : 'shown' }))}
        />
      )}
      <Switch
        size="xs"
        label="Sessions"
        title="Gathers what one person did from one address without a pause of half an hour into one line"
        checked={search.sessions === true}
        onChange={() => onSearch(changed(search, { sessions: search.sessions ? undefined : true }))}
      />
    </span>
  )
}
