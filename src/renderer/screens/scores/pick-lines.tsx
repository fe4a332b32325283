import { Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { scoreDefinitions } from '../../../contract/scores/score-definitions.ts'
import { explained } from '../../features/scores/number-card.tsx'
import { ScopeTable } from '../../features/scores/scope-table.tsx'
import styles from '../../features/scores/scores.module.css'
import { type PartRead, Unread } from '../../features/scores/unread.tsx'
import { inOrder, people, score } from '../../lib/words/format.ts'
import { Explain } from '../../ui/explain.tsx'
import { Waiting } from '../../ui/states.tsx'

/** The most lines beside that of everyone. */
const mostLines = 4
/** The most names that are listed; the rest is found by name. */
const mostRows = 300

type Kind = 'department' | 'group'

/** The list of departments or groups whose ticks are the lines of the chart. */
export function PickLines({
  kind,
  onKind,
  scopes: read,
  pick,
  onPick,
  threshold,
  computed,
}: {
  kind: Kind
  onKind: (kind: Kind) => void
  scopes: PartRead & { data: Output<'scores.scopes'> | undefined }
  pick: readonly string[]
  onPick: (pick: string[]) => void
  threshold: number
  /** Of when the numbers are. */
  computed: string
}) {
  const [find, setFind] = useState('')
  const scopes = read.data
  const wanted = find.trim().toLowerCase()
  const rows = (scopes?.rows ?? []).filter(({ name }) => name.toLowerCase().includes(wanted))
  const toggle = (name: string) =>
    onPick(pick.includes(name) ? pick.filter((one) => one !== name) : [...pick, name].slice(-mostLines))
  return (
    <section className={styles.box} aria-label="What to compare">
      <header>
        <SegmentedControl
          size="xs"
          aria-label="Lines of what"
          value={kind}
          onChange={(value) => onKind(value === 'group' ? 'group' : 'department')}
          data={[
            { value: 'department', label: 'Departments' },
            { value: 'group', label: 'Groups' },
          ]}
        />
        <Explain
          what="the scores by department or group"
          explanation={{
            ...explained(scoreDefinitions.average, computed),
            leftOut: `${scoreDefinitions.average.leftOut} The change is that of the average since the day in the head of its column; below ${score(threshold)} are scores under the company’s threshold, and the strip under each name is how many are in 0–25, 26–50, 51–75 and 76–100.`,
          }}
        />
        <TextInput
          size="xs"
          style={{ width: 100 }}
          aria-label={`Find a ${kind}`}
          placeholder="Find"
          data-search
          value={find}
          onChange={({ currentTarget }) => setFind(currentTarget.value)}
        />
        <span className={`${styles.note} ${styles.end}`}>
          {scopes && scopes.without > 0 ? `${people(scopes.without)} in no ${kind} · ` : ''}tick up to {mostLines}
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <div className={styles.scroll} tabIndex={0}>
        {scopes === undefined && read.error === null && <Waiting />}
        {rows.length > 0 && (
          <ScopeTable
            rows={rows.slice(0, mostRows)}
            since={scopes?.since}
            below={threshold}
            nameOf={(name) => (
              <Checkbox
                size="xs"
                label={
                  <span className={styles.name} title={name}>
                    {inOrder(name)}
                  </span>
                }
                checked={pick.includes(name)}
                onChange={() => toggle(name)}
              />
            )}
          />
        )}
        {rows.length > mostRows && (
          <p className={styles.note}>{`${rows.length - mostRows} more: find them by name.`}</p>
        )}
        <Unread reads={[read]} />
        {scopes !== undefined && rows.length === 0 && (
          <p className={styles.note}>
            {wanted !== ''
              ? 'None has this in its name.'
              : kind === 'department'
                ? 'No account has a department. It is the attribute of that name, given at provisioning.'
                : 'There are no groups.'}
          </p>
        )}
      </div>
    </section>
  )
}
