import { SegmentedControl } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { scoreDefinitions } from '../../../contract/scores/score-definitions.ts'
import { explained } from '../../features/scores/number-card.tsx'
import { ScopeTable } from '../../features/scores/scope-table.tsx'
import scores from '../../features/scores/scores.module.css'
import { Unread } from '../../features/scores/unread.tsx'
import { useRead } from '../../lib/application/queries.ts'
import { count, inOrder } from '../../lib/words/format.ts'
import { Explain } from '../../ui/explain.tsx'
import { Waiting } from '../../ui/states.tsx'

/** The five departments or groups with the lowest averages. */
export function LowestScopes({ computed }: { computed: string }) {
  const [kind, setKind] = useState<'department' | 'group'>('department')
  const readDepartments = useRead('scores.scopes', { kind: 'department', days: 30 })
  const departments = readDepartments.data
  const readGroups = useRead(
    'scores.scopes',
    { kind: 'group', days: 30 },
    { enabled: kind === 'group' || departments?.rows.length === 0 },
  )
  const shown = kind === 'group' || departments?.rows.length === 0 ? 'group' : 'department'
  const found = (shown === 'group' ? readGroups : readDepartments).data
  const rows = found?.rows ?? []
  return (
    <section className={scores.box} aria-label={shown === 'group' ? 'By group' : 'By department'}>
      <header>
        <h2>{shown === 'group' ? 'By group' : 'By department'}</h2>
        <Explain
          what="the scores by department or group"
          explanation={{
            ...explained(scoreDefinitions.average, computed),
            leftOut: `${scoreDefinitions.average.leftOut} A department is the one given at provisioning. The strip under each name is how many are in 0–25, 26–50, 51–75 and 76–100.`,
          }}
        />
        <span className={scores.end}>
          <SegmentedControl
            size="xs"
            aria-label="By what"
            value={shown}
            onChange={(value) => setKind(value === 'group' ? 'group' : 'department')}
            data={[
              { value: 'department', label: 'Department', disabled: departments?.rows.length === 0 },
              { value: 'group', label: 'Group' },
            ]}
          />
        </span>
      </header>
      <Unread reads={[readDepartments, readGroups]} />
      {found === undefined && (shown === 'group' ? readGroups : readDepartments).error === null && <Waiting />}
      {rows.length > 0 && (
        <ScopeTable
          rows={rows.slice(0, 5)}
          since={found?.since}
          nameOf={(name) => (
            <Link
              className={`${scores.link} ${scores.name}`}
              title={name}
              to="/scores"
              search={{ kind: shown, pick: [name] }}
            >
              {inOrder(name)}
            </Link>
          )}
        />
      )}
      {found !== undefined && rows.length === 0 && <p className={scores.note}>There are no groups.</p>}
      {rows.length > 5 && (
        <Link className={scores.link} to="/scores" search={{ kind: shown }}>
          {`${count(rows.length - 5)} more`}
        </Link>
      )}
    </section>
  )
}
