import { useAddress } from '../../lib/address.ts'
import { type JoinerPart, joinerParts, readJoinersSearch } from '../../lib/addresses.ts'
import { useRead } from '../../lib/application/queries.ts'
import { count } from '../../lib/words/format.ts'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { ScreenTabs } from '../../ui/screen/screen-tabs.tsx'
import { Invited } from './invited.tsx'
import styles from './joiners.module.css'
import { Many } from './many.tsx'
import { OnePerson } from './one-person/one-person.tsx'
import { Rules } from './rules.tsx'
import { WaitingJoiners } from './waiting-joiners.tsx'

const parts: Record<JoinerPart, { label: string; Part: () => React.ReactNode }> = {
  one: { label: 'One person', Part: OnePerson },
  many: { label: 'Many, from a list', Part: Many },
  waiting: { label: 'Waiting for a start date', Part: WaitingJoiners },
  invited: { label: 'Invited', Part: Invited },
  rules: { label: 'Rules', Part: Rules },
}

/** People who come: one by a form, many from a list, who waits for the first day, and who is invited. */
export function Joiners() {
  const [search, go] = useAddress(readJoinersSearch)
  const part = search.part ?? 'one'
  const waiting = useRead('joiners.waiting', {}).data?.rows ?? []
  const invited = useRead('users.page', { status: ['invited'], offset: 0, limit: 1 }).data?.total
  const numbers: Partial<Record<JoinerPart, number>> = { waiting: waiting.length, ...(invited ? { invited } : {}) }
  const { Part } = parts[part]
  return (
    <div className={styles.screen}>
      <ScreenHead title="Joiners" />
      <ScreenTabs
        label="Parts of the joiners"
        here={part}
        onOpen={(id) => go({ part: id })}
        tabs={joinerParts.map((id) => ({
          id,
          label: parts[id].label,
          number: numbers[id] ? count(numbers[id]) : undefined,
          tone: id === 'waiting' && waiting.some(({ due }) => due) ? 'amber' : undefined,
        }))}
      />
      <div className={styles.part}>
        <Part />
      </div>
    </div>
  )
}
