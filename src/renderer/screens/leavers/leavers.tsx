import { useAddress } from '../../lib/address.ts'
import { type LeaverPart, leaverParts, readLeaversSearch } from '../../lib/addresses.ts'
import { count } from '../../lib/format.ts'
import { useRead } from '../../lib/queries.ts'
import { ScreenHead } from '../../ui/screen-head.tsx'
import { Cases } from './cases.tsx'
import { Comparison } from './comparison.tsx'
import styles from './leavers.module.css'
import { List } from './list.tsx'

const labels: Record<LeaverPart, string> = {
  list: 'New list',
  cases: 'Cases and records',
  compare: 'Compare with a staff list',
}

/** People who leave: a list, its impact, the plan, the steps, the checks afterwards and the record. */
export function Leavers() {
  const [search, go] = useAddress(readLeaversSearch)
  const due = useRead('leavers.due', {}).data?.due ?? 0
  const attention = useRead('leavers.cases', { state: 'attention', offset: 0, limit: 1 }).data?.total ?? 0
  const part = search.part ?? 'list'
  return (
    <div className={styles.screen}>
      <ScreenHead title="Leavers" />
      <nav className={styles.tabs} aria-label="Parts of the leavers">
        {leaverParts.map((id) => (
          <button
            key={id}
            type="button"
            data-here={id === part || undefined}
            data-alert={(id === 'cases' && attention > 0) || undefined}
            aria-current={id === part ? 'true' : undefined}
            onClick={() => go(id === 'list' ? {} : { part: id })}
          >
            {labels[id]}
            {id === 'cases' && due + attention > 0 && (
              <span className={`${styles.tabNumber} numbers`}>
                {attention > 0 ? `${count(attention)} need attention` : `${count(due)} checks due`}
              </span>
            )}
          </button>
        ))}
      </nav>
      {part === 'list' && <List search={search} go={go} />}
      {part === 'cases' && <Cases search={search} go={go} />}
      {part === 'compare' && <Comparison search={search} go={go} />}
    </div>
  )
}
