import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { count } from '../../../lib/format.ts'
import { useRead } from '../../../lib/queries.ts'
import { Choice, type PartProps } from './filter-choice.tsx'
import styles from './filter-menu.module.css'

/** Members of a group, or people in none. */
export function GroupPart({ facets, pick }: PartProps) {
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text, 60)
  const groups = useRead('groups.page', { ...(settled ? { text: settled } : {}), offset: 0, limit: 50 }, { keep: true })
  return (
    <>
      <TextInput
        aria-label="Search groups"
        placeholder="Search groups"
        leftSection={<IconSearch size={14} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        mb={6}
      />
      <div className={styles.scroll}>
        {settled === '' && (
          <Choice label="In no group" people={facets?.noGroup} onPick={() => pick({ hasGroups: false })} />
        )}
        {groups.data?.rows.map((group) => (
          <Choice
            key={group.name}
            label={group.name}
            people={group.members}
            onPick={() => pick({ groups: [group.name] })}
          />
        ))}
        {groups.data?.total === 0 && <p className={styles.note}>No group is called that.</p>}
      </div>
      <p className={styles.note}>
        {groups.data && groups.data.total > 50 ? `The first 50 of ${count(groups.data.total)}. ` : ''}Beside a group
        stand all its members, whatever the other filters say.
      </p>
    </>
  )
}
