import { Button, Popover, Tabs } from '@mantine/core'
import { IconFilterPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { activeFilter, chipsOf } from '../../../features/people/filters.ts'
import type { PeopleSearch } from '../../../features/people/people-search.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { Behind } from '../../../ui/behind.tsx'
import styles from './filter-menu.module.css'
import { LoginPart, MfaPart, MorePart, PasswordPart, RolePart, ScorePart, StatusPart } from './filter-parts.tsx'
import { AttributePart, GroupPart } from './filter-values.tsx'

interface FilterMenuProps {
  search: PeopleSearch
  onSearch: (search: PeopleSearch) => void
}

/** Fields whose chips are called as the field is. */
const chipFields: Readonly<Record<string, readonly string[]>> = {
  Password: ['Master password', 'Master password strength', 'Password reset'],
  More: ['Shared folders', 'User name', 'In LastPass'],
}

/** Keeps the menu inside the window: what has no room below is scrolled to. */
function withinWindow({ availableHeight, elements }: { availableHeight: number; elements: { floating: HTMLElement } }) {
  elements.floating.style.maxHeight = `${Math.max(140, Math.floor(availableHeight))}px`
}

/** Sets filters; beside each value stands how many people the list has once it alone is chosen in its field. Stays open. */
export function FilterMenu({ search, onSearch }: FilterMenuProps) {
  const [opened, setOpened] = useState(false)
  const facets = useRead('users.facets', activeFilter(search), { enabled: opened, keep: true }).data
  const part = { search, facets, set: onSearch }
  const on = new Set(chipsOf(search).flatMap((chip) => (chip.on ? [chip.field] : [])))
  const fields: [id: string, label: string, part: ReactNode][] = [
    ['status', 'Status', <StatusPart key="status" {...part} />],
    ['role', 'Role', <RolePart key="role" {...part} />],
    ['group', 'Group', <GroupPart key="group" {...part} />],
    ['score', 'Score', <ScorePart key="score" {...part} />],
    ['login', 'Last login', <LoginPart key="login" {...part} />],
    ['mfa', 'Multifactor', <MfaPart key="mfa" {...part} />],
    ['password', 'Password', <PasswordPart key="password" {...part} />],
    ['more', 'More', <MorePart key="more" {...part} />],
    ...(facets?.attributes ?? []).map(({ name }): [string, string, ReactNode] => [
      `attribute ${name}`,
      name,
      <AttributePart key={name} name={name} {...part} />,
    ]),
  ]
  const isOn = (label: string) => (chipFields[label] ?? [label]).some((field) => on.has(field))
  return (
    <Behind now={opened}>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-start"
        width={510}
        trapFocus
        returnFocus
        middlewares={{ flip: true, shift: true, size: { padding: 8, apply: withinWindow } }}
      >
        <Popover.Target>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconFilterPlus size={15} stroke={1.7} />}
            onClick={() => setOpened((now) => !now)}
          >
            Filter
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={0} className={styles.menu} aria-label="Filters">
          <Tabs defaultValue="status" orientation="vertical" keepMounted={false} className={styles.tabs}>
            <Tabs.List aria-label="Fields">
              {fields.map(([id, label]) => (
                <Tabs.Tab key={id} value={id} {...(id === 'status' ? { 'data-autofocus': true } : {})}>
                  <span className={styles.fieldName}>{label}</span>
                  {isOn(label) && (
                    <>
                      <span className={styles.fieldOn} aria-hidden />
                      <span className="unseen">, in use</span>
                    </>
                  )}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {fields.map(([id, , part]) => (
              <Tabs.Panel key={id} value={id} className={styles.part}>
                {part}
              </Tabs.Panel>
            ))}
          </Tabs>
        </Popover.Dropdown>
      </Popover>
    </Behind>
  )
}
