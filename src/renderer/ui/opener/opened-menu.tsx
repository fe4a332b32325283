import { Menu, type MenuProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { Elsewhere, useThereBefore } from './elsewhere.tsx'
import type { Opener } from './use-opener.ts'

/** The menu of a button, with its items. */
export function OpenedMenu({
  opener,
  width,
  position,
  children,
}: {
  opener: Opener
  width?: number
  position: MenuProps['position']
  children: ReactNode
}) {
  const there = useThereBefore()
  return (
    <Menu id={opener.button.id} {...{ width, position }} opened={there && opener.opened} onChange={opener.change}>
      <Menu.Target>
        <Elsewhere element={opener.button.ref} />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
