import { Button, Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { FindPerson } from '../../features/people-list/find-person.tsx'
import { useRead } from '../../lib/application/queries.ts'
import styles from './groups.module.css'

/** Asks for a new group's name and its first member, because the API has no command that makes one. */
export function NewGroup({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [first, setFirst] = useState<string | null>(null)
  const [asked] = useDebouncedValue(name.trim(), 200)
  // A name is looked at as the groups of a joiner are.
  const near = useRead('joiners.person', { fields: {}, groups: [asked] }, { enabled: asked !== '', keep: true }).data
  const alike = near?.row.questions.find(({ field, suggestions }) => field === 'groups' && suggestions.length > 0)
  return (
    <Modal opened onClose={onClose} title="New group" size={620}>
      <form
        className={styles.sync}
        onSubmit={(event) => {
          event.preventDefault()
          if (first === null || name.trim() === '') return
          onClose()
          showPlan({
            changes: [{ kind: 'groups', username: first, add: [name.trim()], remove: [] }],
            note: 'LastPass’ API has no command that makes a group. This asks to put its first member in; if LastPass has no such group, it refuses, and the group has to be made in LastPass’ own console first.',
          })
        }}
      >
        <p className={styles.quiet}>
          LastPass’ API has no command that makes a group, so its first member is put in. Where LastPass refuses that,
          the group has to be made in LastPass’ own console first.
        </p>
        <TextInput
          label="Name"
          data-autofocus
          maxLength={255}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={asked === '' ? undefined : alike?.message}
        />
        <FindPerson label="First member" chosen={first} onChoose={setFirst} />
        <Button type="submit" disabled={first === null || name.trim() === ''}>
          Preview: put 1 person into {name.trim() === '' ? 'the group' : `“${name.trim()}”`}
        </Button>
      </form>
    </Modal>
  )
}
