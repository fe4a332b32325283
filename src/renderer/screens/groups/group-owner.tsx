import { SegmentedControl } from '@mantine/core'
import { DirectoryBadge } from '../../features/groups/directory-badge.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import styles from './groups.module.css'

const said = [
  { value: 'signs', label: 'By its signs' },
  { value: 'directory', label: 'A directory' },
  { value: 'here', label: 'By hand' },
] as const

/** Who keeps a group: what the signs say, and, where it `asks`, what a person says instead. */
export function GroupOwner({ name, asks }: { name: string; asks: boolean }) {
  const own = useRead('groups.owners', { groups: [name] }).data?.groups[0]
  const may = useMay()('groups.setOwner')
  const set = useAction(
    (value: string) =>
      act('groups.setOwner', { name, owner: value === 'directory' || value === 'here' ? value : null }),
    { failed: 'It was not kept' },
  )
  if (own === undefined || (own.why === null && !asks)) return null
  return (
    <div className={styles.owner}>
      {own.why !== null && (
        <p>
          <DirectoryBadge why={own.why} /> A directory seems to manage this group: its next run may undo what is changed
          here. {own.why}
        </p>
      )}
      {may && asks && (
        <fieldset>
          <legend>Managed by</legend>
          <SegmentedControl
            size="xs"
            aria-label="Who manages this group"
            value={own.said ?? 'signs'}
            onChange={(value) => void set.run(value)}
            data={said.map(({ value, label }) => ({ value, label }))}
          />
        </fieldset>
      )}
    </div>
  )
}
