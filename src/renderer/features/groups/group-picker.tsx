import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useRead } from '../../lib/application/queries.ts'
import { count } from '../../lib/words/format.ts'
import styles from './group-picker.module.css'

const most = 8

/** Chooses among the groups that there are: those chosen as chips, the others by typing. Enter takes the first, Backspace the last one back. */
export function GroupPicker({
  groups,
  onGroups,
  why,
  label = 'Add a group',
}: {
  groups: readonly string[]
  onGroups: (groups: string[]) => void
  /** Why a group is among them; left out: nothing is said. */
  why?: (group: string) => string
  label?: string
}) {
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 120)
  const read = useRead('groups.page', { ...(text === '' ? {} : { text }), offset: 0, limit: 50 }, { keep: true })
  const found = (text === '' ? [] : (read.data?.rows ?? [])).filter(({ name }) => !groups.includes(name)).slice(0, most)
  const add = (name: string) => {
    onGroups([...groups, name])
    setTyped('')
  }
  return (
    <div className={styles.picker}>
      {groups.length > 0 && (
        <ul className={styles.chosen} aria-label="Groups chosen">
          {groups.map((group) => (
            <li key={group} title={why?.(group)} data-own={why?.(group) === 'added by you' || undefined}>
              <bdi>{group}</bdi>
              <button
                type="button"
                aria-label={`Take ${group} off`}
                onClick={() => onGroups(groups.filter((each) => each !== group))}
              >
                <IconX size={13} stroke={2} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <TextInput
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
            event.preventDefault()
            const [first] = found
            if (first && typed.trim() !== '') add(first.name)
          }
          if (event.key === 'Backspace' && typed === '' && groups.length > 0) onGroups(groups.slice(0, -1))
        }}
      />
      {typed.trim() !== '' && (
        <div className={styles.found} role="status">
          {found.map(({ name, members }) => (
            <Button key={name} variant="default" size="compact-xs" onClick={() => add(name)}>
              {name} <span className={styles.members}>{count(members)}</span>
            </Button>
          ))}
          {found.length === 0 && read.data && <span className={styles.members}>No group is called that.</span>}
        </div>
      )}
    </div>
  )
}
