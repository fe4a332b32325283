import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { FindPerson } from '../../features/people-list/find-person.tsx'
import styles from './groups.module.css'

/** Asks for a new group's name and its first member, because the API has no command that makes one. */
export function NewGroup({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [first, setFirst] = useState<string | null>(null)
  return (
    <Modal opened onClose={onClose} title="New group">
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
        <TextInput
          label="Name"
          data-autofocus
          maxLength={255}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FindPerson label="First member" chosen={first} onChoose={setFirst} />
        <Button type="submit" disabled={first === null || name.trim() === ''}>
          Preview: put 1 person into {name.trim() === '' ? 'the group' : `“${name.trim()}”`}
        </Button>
      </form>
    </Modal>
  )
}
