import { Button } from '@mantine/core'
import { IconGridDots, IconHistory, IconListCheck, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useMay } from '../../features/session/use-seat.ts'
import type { GroupsSearch } from '../../lib/addresses.ts'
import { act } from '../../lib/application/queries.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import { plural } from '../../lib/words/format.ts'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { NewGroup } from './new-group.tsx'

interface GroupsHeadProps {
  search: GroupsSearch
  /** Groups of the list below; null: not known yet. */
  total: number | null
  onGo: (search: GroupsSearch) => void
}

/** The head of the groups: their number, the ways to see them otherwise, and a new one. */
export function GroupsHead({ search, total, onGo }: GroupsHeadProps) {
  const [making, setMaking] = useState(false)
  const may = useMay()
  const { group: _, ...without } = search
  const { text, finding } = search
  const write = useAction(
    async () => {
      const { path, rows } = await act('groups.export', {
        ...(text ? { text } : {}),
        ...(finding === undefined ? {} : { finding: finding as 'empty' }),
      })
      if (path !== null) toastDone(`${plural(rows, 'group', 'groups')} in ${path}`, 'The groups were exported')
    },
    { failed: 'Nothing was exported' },
  )
  return (
    <ScreenHead title="Groups" count={total === null ? null : plural(total, 'group', 'groups')} explanation={explained}>
      <Button
        variant="default"
        leftSection={<IconGridDots size={15} stroke={1.7} />}
        onClick={() => onGo({ ...without, matrix: true })}
      >
        Matrix
      </Button>
      <Button
        variant="default"
        leftSection={<IconListCheck size={15} stroke={1.7} />}
        onClick={() => onGo({ review: 'all' })}
      >
        Access reviews
      </Button>
      <Button
        variant="default"
        leftSection={<IconHistory size={15} stroke={1.7} />}
        onClick={() => onGo({ review: 'changes' })}
      >
        What changed
      </Button>
      {may('groups.export') && (
        <Button variant="default" loading={write.pending} onClick={() => void write.run()}>
          Export {plural(total ?? 0, 'group', 'groups')}
        </Button>
      )}
      {may('changes.preview') && (
        <Button leftSection={<IconPlus size={15} stroke={1.7} />} onClick={() => setMaking(true)}>
          New group
        </Button>
      )}
      {making && <NewGroup onClose={() => setMaking(false)} />}
    </ScreenHead>
  )
}

const explained = {
  definition:
    'How many groups the list below holds. LastPass tells groups only through their members: a group without any may be missing.',
  computed: 'From the last refresh; the time is at the top.',
}
