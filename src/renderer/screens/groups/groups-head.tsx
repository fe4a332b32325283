import { Button, Menu } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconChevronDown, IconDownload, IconGridDots, IconHistory, IconListCheck, IconPlus } from '@tabler/icons-react'
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
  const { group, ...without } = search
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
  // Beside a group, a window of usual width has one line for its head.
  const narrow = useMediaQuery('(width < 1500px)')
  const folded = group !== undefined && narrow
  const acts: { words: string; Icon: typeof IconPlus; act: () => void; pending?: boolean }[] = [
    { words: 'Matrix', Icon: IconGridDots, act: () => onGo({ ...without, matrix: true }) },
    { words: 'Access reviews', Icon: IconListCheck, act: () => onGo({ review: 'all' }) },
    { words: 'What changed', Icon: IconHistory, act: () => onGo({ review: 'changes' }) },
    ...(may('groups.export')
      ? [
          {
            ...{ words: `Export ${plural(total ?? 0, 'group', 'groups')}`, Icon: IconDownload },
            ...{ act: () => void write.run(), pending: write.pending },
          },
        ]
      : []),
  ]
  return (
    <ScreenHead title="Groups" count={total === null ? null : plural(total, 'group', 'groups')} explanation={explained}>
      {folded ? (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={15} stroke={1.7} />} loading={write.pending}>
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {acts.map(({ words, Icon, act: run }) => (
              <Menu.Item key={words} leftSection={<Icon size={15} stroke={1.7} />} onClick={run}>
                {words}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : (
        acts.map(({ words, Icon, act: run, pending }) => (
          <Button
            key={words}
            variant="default"
            leftSection={<Icon size={15} stroke={1.7} />}
            loading={pending ?? false}
            onClick={run}
          >
            {words}
          </Button>
        ))
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
