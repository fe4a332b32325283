import { Popover, type PopoverProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { Elsewhere, useThereBefore } from './elsewhere.tsx'
import type { Opener } from './use-opener.ts'

/** The popover of a button: its content has the focus, and the button gets it back. */
export function OpenedPopover({
  opener,
  width,
  position,
  children,
}: {
  opener: Opener
  width: number
  position: PopoverProps['position']
  children: ReactNode
}) {
  const there = useThereBefore()
  return (
    <Popover
      id={opener.button.id}
      {...{ width, position }}
      withinPortal
      trapFocus
      returnFocus
      opened={there && opener.opened}
      onChange={opener.change}
    >
      <Popover.Target>
        <Elsewhere element={opener.button.ref} />
      </Popover.Target>
      <Popover.Dropdown>{children}</Popover.Dropdown>
    </Popover>
  )
}
