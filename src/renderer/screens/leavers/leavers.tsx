import { useEffect } from 'react'
import { rememberAddress, rememberedAddress, useAddress } from '../../lib/address.ts'
import { type LeaverPart, leaverParts, readLeaversSearch } from '../../lib/addresses.ts'
import { useRead } from '../../lib/application/queries.ts'
import { count, plural } from '../../lib/words/format.ts'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { type ScreenTab, ScreenTabs } from '../../ui/screen/screen-tabs.tsx'
import { Campaign } from './campaign/campaign.tsx'
import { Cases } from './cases/cases.tsx'
import { Comparison } from './comparison/comparison.tsx'
import styles from './leavers.module.css'
import { List } from './list/list.tsx'
import { useOpenLists } from './list/open-lists.tsx'
import { Reach } from './rotation/reach.tsx'
import { placeOf } from './screen-part.ts'

const labels: Record<LeaverPart, string> = {
  list: 'New list',
  cases: 'Cases and records',
  passwords: 'Passwords to change',
  compare: 'Compare with a staff list',
}

/** People who leave: a list, its impact, the plan, the steps, the checks afterwards and the record. */
export function Leavers() {
  const [search, go] = useAddress(readLeaversSearch)
  const due = useRead('leavers.due', {}).data?.due ?? 0
  const attention = useRead('leavers.cases', { state: 'attention', offset: 0, limit: 1 }).data?.total ?? 0
  const passwords = useRead('leavers.campaign', { by: 'leaver', limit: 1 }).data?.sums
  const undecided = useOpenLists().reduce((sum, { rows }) => sum + rows, 0)
  const part = search.part ?? 'list'
  // A list that is being decided is not lost by looking at the cases in between.
  // What one person can reach is only looked at, and takes no list's place.
  useEffect(() => {
    if (!search.reach) rememberAddress(placeOf(part), search)
  }, [part, search])
  const marks: Partial<Record<LeaverPart, Pick<ScreenTab<LeaverPart>, 'number' | 'tone'>>> = {
    ...(undecided > 0 ? { list: { number: `${plural(undecided, 'row', 'rows')} open`, tone: 'amber' } } : {}),
    ...(attention > 0
      ? { cases: { number: `${plural(attention, 'needs', 'need')} attention`, tone: 'red' } }
      : due > 0
        ? { cases: { number: plural(due, 'check due', 'checks due'), tone: 'amber' } }
        : {}),
    ...(passwords === undefined || passwords.passwords === passwords.done
      ? {}
      : passwords.overdue > 0
        ? { passwords: { number: `${count(passwords.overdue)} over 30 days`, tone: 'amber' } }
        : { passwords: { number: `${count(passwords.passwords - passwords.done)} open` } }),
  }
  const open = (id: LeaverPart) => {
    const left = id === part ? {} : rememberedAddress(placeOf(id))
    go({ ...left, ...(id === 'list' ? {} : { part: id }) })
  }
  if (search.list !== undefined && search.reach)
    return (
      <div className={styles.screen}>
        <Reach list={search.list} go={go} />
      </div>
    )
  return (
    <div className={styles.screen}>
      <ScreenHead title="Leavers" />
      <ScreenTabs
        label="Parts of the leavers"
        here={part}
        onOpen={open}
        tabs={leaverParts.map((id) => ({ id, label: labels[id], ...marks[id] }))}
      />
      {part === 'list' && <List search={search} go={go} />}
      {part === 'passwords' && <Campaign search={search} go={go} />}
      {part === 'cases' && <Cases search={search} go={go} />}
      {part === 'compare' && <Comparison search={search} go={go} />}
    </div>
  )
}
