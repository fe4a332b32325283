import { Button, NumberInput, Popover, Tabs } from '@mantine/core'
import { IconFilterPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { statuses, type UserFilter } from '../../../../contract/model.ts'
import { filterBands } from '../../../features/people/scores.ts'
import { mfaName, statusWords } from '../../../features/people/words.ts'
import { useRead } from '../../../lib/queries.ts'
import { Choice, type PartProps } from './filter-choice.tsx'
import { GroupPart } from './filter-groups.tsx'
import styles from './filter-menu.module.css'

interface FilterMenuProps {
  filter: UserFilter
  onFilter: (filter: UserFilter) => void
}

const ages = [30, 60, 90, 180, 365]

/** Keeps the menu inside the window: what has no room below is scrolled to. */
function withinWindow({ availableHeight, elements }: { availableHeight: number; elements: { floating: HTMLElement } }) {
  elements.floating.style.maxHeight = `${Math.max(140, Math.floor(availableHeight))}px`
}

/** Adds filters; beside each value stands how many of the people shown now have it. */
export function FilterMenu({ filter, onFilter }: FilterMenuProps) {
  const [opened, setOpened] = useState(false)
  const facets = useRead('users.facets', filter, { enabled: opened, keep: true }).data
  const pick = (more: UserFilter) => {
    onFilter(more)
    setOpened(false)
  }
  const fields: [string, string, ReactNode][] = [
    ['status', 'Status', <StatusPart key="status" filter={filter} facets={facets} pick={pick} />],
    ['role', 'Role', <RolePart key="role" facets={facets} pick={pick} />],
    ['group', 'Group', <GroupPart key="group" facets={facets} pick={pick} />],
    ['score', 'Score', <ScorePart key="score" facets={facets} pick={pick} />],
    ['login', 'Last login', <LoginPart key="login" facets={facets} pick={pick} />],
    ['mfa', 'Multifactor', <MfaPart key="mfa" facets={facets} pick={pick} />],
    ['password', 'Master password', <PasswordPart key="password" pick={pick} />],
    ['more', 'More', <MorePart key="more" facets={facets} pick={pick} />],
  ]
  return (
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
      <Popover.Dropdown p={0} className={styles.menu} aria-label="Add a filter">
        <Tabs defaultValue="status" orientation="vertical" keepMounted={false} className={styles.tabs}>
          <Tabs.List aria-label="Fields">
            {fields.map(([id, label]) => (
              <Tabs.Tab key={id} value={id} {...(id === 'status' ? { 'data-autofocus': true } : {})}>
                {label}
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
  )
}

function StatusPart({ facets, pick, filter }: PartProps & { filter: UserFilter }) {
  return statuses.map((status) => (
    <Choice
      key={status}
      label={statusWords[status].label}
      people={facets?.status[status]}
      onPick={() => pick({ status: [...new Set([...(filter.status ?? []), status])] })}
    />
  ))
}

function RolePart({ facets, pick }: PartProps) {
  return (
    <>
      <Choice label="Admin" people={facets?.admins} onPick={() => pick({ admin: true })} />
      <Choice
        label="Not an admin"
        people={facets && facets.total - facets.admins}
        onPick={() => pick({ admin: false })}
      />
    </>
  )
}

function ScorePart({ facets, pick }: PartProps) {
  return (
    <>
      {filterBands.map(({ label, minScore, maxScore }, at) => (
        <Choice key={label} label={label} people={facets?.scores[at]} onPick={() => pick({ minScore, maxScore })} />
      ))}
      <Choice label="No score yet" people={facets?.scores[4]} onPick={() => pick({ hasScore: false })} />
      <Choice label="Below 50" onPick={() => pick({ maxScore: 49.99 })} />
    </>
  )
}

function LoginPart({ facets, pick }: PartProps) {
  return (
    <>
      <Choice
        label="Never"
        people={facets?.status['never-logged-in']}
        onPick={() => pick({ status: ['never-logged-in'] })}
      />
      <Days label="This many days ago or longer" onPick={(lastLoginDays) => pick({ lastLoginDays })} />
      <Days label="Within this many days" onPick={(activeDays) => pick({ activeDays })} />
      <p className={styles.note}>People who never logged in have no last login and are left out of both.</p>
    </>
  )
}

function PasswordPart({ pick }: PartProps) {
  return (
    <>
      <Days label="Unchanged for days" onPick={(passwordDays) => pick({ passwordDays })} />
      <Choice label="Strength at most 50" onPick={() => pick({ maxPasswordStrength: 50 })} />
      <Choice label="Reset required" onPick={() => pick({ passwordResetRequired: true })} />
    </>
  )
}

function MfaPart({ facets, pick }: PartProps) {
  return (
    <div className={styles.scroll}>
      <Choice label="None" people={facets?.noMfa} onPick={() => pick({ mfa: false })} />
      <Choice label="Some method" people={facets && facets.total - facets.noMfa} onPick={() => pick({ mfa: true })} />
      {facets?.mfaMethods.map(({ method, people }) => (
        <Choice key={method} label={mfaName(method)} people={people} onPick={() => pick({ mfaMethod: method })} />
      ))}
    </div>
  )
}

function MorePart({ facets, pick }: PartProps) {
  return (
    <>
      <Choice label="Has shared folders" onPick={() => pick({ hasFolders: true })} />
      <Choice label="Has no shared folders" onPick={() => pick({ hasFolders: false })} />
      <Choice
        label="User name used by two accounts"
        people={facets?.duplicates}
        onPick={() => pick({ duplicate: true })}
      />
      <Choice label="No longer in LastPass" people={facets?.gone} onPick={() => pick({ gone: true })} />
    </>
  )
}

/** A number of days: a few usual ones, or any. */
function Days({ label, onPick }: { label: string; onPick: (days: number) => void }) {
  const [days, setDays] = useState<number | string>('')
  const valid = typeof days === 'number' && days >= 0
  return (
    <fieldset className={styles.days}>
      <legend>{label}</legend>
      <div className={styles.ages}>
        {ages.map((age) => (
          <Button
            key={age}
            variant="default"
            size="compact-xs"
            onClick={() => onPick(age)}
            aria-label={`${label}: ${age}`}
          >
            {age}
          </Button>
        ))}
        <NumberInput
          aria-label={`${label}, another number`}
          placeholder="Other"
          size="xs"
          w={78}
          min={0}
          max={10_000}
          allowDecimal={false}
          hideControls
          value={days}
          onChange={setDays}
          onKeyDown={(event) => event.key === 'Enter' && valid && onPick(days)}
        />
        <Button variant="subtle" size="compact-xs" disabled={!valid} onClick={() => valid && onPick(days)}>
          Use
        </Button>
      </div>
    </fieldset>
  )
}
