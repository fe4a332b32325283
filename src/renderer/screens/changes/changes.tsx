import { useOpenErrors } from '../../features/changes/open-errors.ts'
import { useAddress } from '../../lib/address.ts'
import { type ChangesPart, changesParts, readChangesSearch } from '../../lib/addresses.ts'
import { useRead } from '../../lib/application/queries.ts'
import { count } from '../../lib/words/format.ts'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { ScreenTabs } from '../../ui/screen/screen-tabs.tsx'
import { ApiCalls } from './api-calls.tsx'
import styles from './changes.module.css'
import { Errors } from './errors.tsx'
import { Jobs } from './jobs.tsx'
import { Journal } from './journal.tsx'
import { SeenChanges } from './seen-changes.tsx'
import { Waiting } from './waiting.tsx'

const parts: Record<ChangesPart, { label: string; Part: () => React.ReactNode }> = {
  jobs: { label: 'Running and done', Part: Jobs },
  waiting: { label: 'Waiting', Part: Waiting },
  errors: { label: 'Errors', Part: Errors },
  seen: { label: 'Seen changes', Part: SeenChanges },
  journal: { label: 'Journal', Part: Journal },
  calls: { label: 'API calls', Part: ApiCalls },
}

/** What waits, what runs, what was done, what went wrong, and the record of it all. */
export function Changes() {
  const [search, go] = useAddress(readChangesSearch)
  const waiting = useRead('changes.waiting', {}).data?.plans.length ?? 0
  const jobs = useRead('jobs.page', { offset: 0, limit: 20 }).data
  const errors = useOpenErrors()
  const part = search.part ?? (waiting > 0 ? 'waiting' : 'jobs')
  const { Part } = parts[part]
  const numbers: Partial<Record<ChangesPart, number>> = { waiting, errors, ...(jobs ? { jobs: jobs.total } : {}) }
  return (
    <div className={styles.screen}>
      <ScreenHead title="Changes" />
      <ScreenTabs
        label="Parts of the changes"
        here={part}
        onOpen={(id) => go({ part: id })}
        tabs={changesParts.map((id) => ({
          id,
          label: parts[id].label,
          number: numbers[id] ? count(numbers[id]) : undefined,
          tone: id === 'errors' ? 'red' : undefined,
        }))}
      />
      <div className={styles.part}>
        <Part />
      </div>
    </div>
  )
}
