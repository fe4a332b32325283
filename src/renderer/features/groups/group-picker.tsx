import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useRead } from '../../lib/application/queries.ts'
import { count } from '../../lib/words/format.ts'
import styles from './group-picker.module.css'

const most = 8

/** How near a name is to what was typed: it, the same but for case, beginning with it, holding it somewhere. */
function farness(name: string, typed: string): number {
  if (name === typed) return 0
  const [one, other] = [name.toLowerCase(), typed.toLowerCase()]
  return one === other ? 1 : one.startsWith(other) ? 2 : 3
}

/** The names in which something is found, the nearest first. */
const nearestFirst = <T extends { name: string }>(groups: readonly T[], typed: string): T[] =>
  groups.toSorted((one, other) => farness(one.name, typed) - farness(other.name, typed))

/**
 * Chooses among the groups that there are: those chosen as chips, the others by typing. Enter takes the nearest to what was typed, also
 * before the answer is here, and Backspace the last one back.
 */
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
  const read = useRead('groups.page', { text, offset: 0, limit: 500 }, { keep: true, enabled: text !== '' })
  const fitting = (text === '' ? [] : (read.data?.rows ?? [])).filter(({ name }) => !groups.includes(name))
  const found = nearestFirst(fitting, text).slice(0, most)
  /** What is offered is the answer to what is typed, and not to what was typed before. */
  const settled = typed.trim() === text && read.data !== undefined && !read.isPlaceholderData
  const [entered, setEntered] = useState(false)
  const add = (name: string) => {
    onGroups([...groups, name])
    setTyped('')
  }
  useEffect(() => {
    if (!entered || !settled) return
    setEntered(false)
    const [nearest] = found
    if (nearest && text !== '') add(nearest.name)
  })
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
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setEntered(false)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
            event.preventDefault()
            setEntered(typed.trim() !== '')
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
          {found.length === 0 && settled && <span className={styles.members}>No group is called that.</span>}
        </div>
      )}
    </div>
  )
}
