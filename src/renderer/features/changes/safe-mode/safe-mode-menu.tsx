import { Menu } from '@mantine/core'
import { IconLock, IconLockOpen2 } from '@tabler/icons-react'
import { act } from '../../../lib/application/queries.ts'
import { OpenedMenu } from '../../../ui/opener/opened-menu.tsx'
import type { Opener } from '../../../ui/opener/use-opener.ts'

const disableChanges = () => void act('writing.disable', {}).catch(() => undefined)

/** What can be done while changes are on. */
export function SafeModeMenu({ opener, minutes, onAgain }: { opener: Opener; minutes: number; onAgain: () => void }) {
  return (
    <OpenedMenu opener={opener} position="bottom-end" width={290}>
      <Menu.Label>Off in {minutes} min unless you go on: changes last 15 minutes, or 5 without any act.</Menu.Label>
      <Menu.Item leftSection={<IconLock size={16} stroke={1.7} />} onClick={disableChanges}>
        Make it read-only now
      </Menu.Item>
      <Menu.Item leftSection={<IconLockOpen2 size={16} stroke={1.7} />} onClick={onAgain}>
        Start the 15 minutes again
      </Menu.Item>
    </OpenedMenu>
  )
}
