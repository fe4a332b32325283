import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import {
  attributeHolds,
  holds,
  listHolds,
  toggledAttribute,
  toggledFilter,
  toggledValue,
} from '../../../features/people/filter-toggles.ts'
import { activeFilter } from '../../../features/people/filters.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { count } from '../../../lib/words/format.ts'
import { Choice, type PartProps } from './filter-choice.tsx'
import styles from './filter-menu.module.css'

const shown = 50

/** Members of all the groups ticked, or of none. */
export function GroupPart({ search, facets, set }: PartProps) {
  return (
    <>
      <Values field="groups" label="Search groups" search={search} set={set}>
        <Choice
          label="In no group"
          people={facets?.noGroup}
          on={holds(search, { hasGroups: false })}
          onToggle={() => set(toggledFilter(search, { hasGroups: false }))}
        />
      </Values>
      <p className={styles.note}>Several groups ticked: only people who are in all of them.</p>
    </>
  )
}

/** Values of one attribute given at provisioning, such as the department. */
export function AttributePart({ name, ...props }: PartProps & { name: string }) {
  const { search, set } = props
  return (
    <Values field="attribute" attribute={name} label={`Search values of ${name}`} search={search} set={set}>
      {(none) => (
        <Choice
          label="None"
          people={none}
          on={attributeHolds(search, 'attributes', name, '')}
          onToggle={() => set(toggledAttribute(search, 'attributes', name, ''))}
          not={{
            on: attributeHolds(search, 'notAttributes', name, ''),
            onToggle: () => set(toggledAttribute(search, 'notAttributes', name, '')),
          }}
        />
      )}
    </Values>
  )
}

interface ValuesProps extends Omit<PartProps, 'facets'> {
  field: 'groups' | 'attribute'
  attribute?: string
  label: string
  children: React.ReactNode | ((none: number | undefined) => React.ReactNode)
}

function Values({ field, attribute, label, search, set, children }: ValuesProps) {
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text, 60)
  const found = useRead(
    'users.values',
    {
      filter: activeFilter(search),
      field,
      ...(attribute === undefined ? {} : { attribute }),
      ...(settled ? { search: settled } : {}),
      limit: shown,
    },
    { keep: true },
  ).data
  const choice = (value: string) =>
    attribute === undefined
      ? {
          on: listHolds(search, 'groups', value),
          onToggle: () => set(toggledValue(search, 'groups', value)),
          not: {
            on: listHolds(search, 'notGroups', value),
            onToggle: () => set(toggledValue(search, 'notGroups', value)),
          },
        }
      : {
          on: attributeHolds(search, 'attributes', attribute, value),
          onToggle: () => set(toggledAttribute(search, 'attributes', attribute, value)),
          not: {
            on: attributeHolds(search, 'notAttributes', attribute, value),
            onToggle: () => set(toggledAttribute(search, 'notAttributes', attribute, value)),
          },
        }
  return (
    <>
      <TextInput
        aria-label={label}
        placeholder={label}
        leftSection={<IconSearch size={14} />}
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        mb={6}
      />
      <div className={styles.scroll}>
        {settled === '' && (typeof children === 'function' ? children(found?.none) : children)}
        {found?.values.map(({ value, people }) => (
          <Choice key={value} label={value} people={people} {...choice(value)} />
        ))}
        {found?.distinct === 0 && settled !== '' && <p className={styles.note}>No value is called that.</p>}
      </div>
      {found?.tooMany && (
        <p className={styles.note}>Nearly everyone has another value, so that single ones cannot be ticked.</p>
      )}
      {found && found.distinct > shown && (
        <p className={styles.note}>
          The first {shown} of {count(found.distinct)}. Search for the others.
        </p>
      )}
    </>
  )
}
