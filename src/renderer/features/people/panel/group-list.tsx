import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { count } from '../../../lib/words/format.ts'
import styles from './person.module.css'

/** More groups than this are folded, and can be searched. */
const mostShown = 12

/** The groups that a person is in, each a filter of the list; many of them are folded, so that what follows stays in sight. */
export function GroupList({ groups, onGroup }: { groups: readonly string[]; onGroup: (group: string) => void }) {
  const [all, setAll] = useState(false)
  const [text, setText] = useState('')
  if (groups.length === 0) return <p className={styles.note}>In no group.</p>
  const many = groups.length > mostShown
  const typed = text.trim().toLowerCase()
  const found = typed === '' ? groups : groups.filter((group) => group.toLowerCase().includes(typed))
  const shown = all ? found : found.slice(0, mostShown)
  return (
    <>
      {many && (
        <TextInput
          size="xs"
          className={styles.groupSearch}
          aria-label="Search these groups"
          placeholder={`Search ${count(groups.length)} groups`}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {found.length === 0 && <p className={styles.note}>None of the {count(groups.length)} groups is called that.</p>}
      <ul className={styles.groups}>
        {shown.map((group) => (
          <li key={group}>
            <button type="button" title={`Only members of ${group}`} onClick={() => onGroup(group)}>
              {group}
            </button>
          </li>
        ))}
      </ul>
      {found.length > mostShown && (
        <Button variant="subtle" size="compact-xs" aria-expanded={all} onClick={() => setAll((now) => !now)}>
          {all ? 'Show fewer groups' : `Show all ${count(found.length)} groups`}
        </Button>
      )}
    </>
  )
}
