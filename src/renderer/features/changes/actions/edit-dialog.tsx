import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { User } from '../../../../contract/model.ts'
import parts from '../dialog-parts.module.css'
import { kindWords } from '../kind-words.ts'
import { showPlan } from '../open-dialogs.ts'
import { whoWords } from '../who.tsx'
import styles from './edit-dialog.module.css'

/** What is to be edited of whom. */
export interface Edited {
  kind: 'rename' | 'change-email'
  person: Pick<User, 'username' | 'fullname'>
}

/** Asks for the new name or address, then opens the plan. */
export function EditDialog({ edited: { kind, person }, onClose }: { edited: Edited; onClose: () => void }) {
  const before = kind === 'rename' ? person.fullname : person.username
  const [value, setValue] = useState(before)
  const words = kindWords[kind]
  const next = value.trim()
  const preview = () => {
    const { username } = person
    onClose()
    showPlan({
      changes: [kind === 'rename' ? { kind, username, fullname: next } : { kind, username, newUsername: next }],
    })
  }
  return (
    <Modal opened onClose={onClose} title={words.one(whoWords(person.username, person.fullname))} size="md">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (next !== before && (kind === 'rename' || next !== '')) preview()
        }}
      >
        <TextInput
          label={kind === 'rename' ? 'New name' : 'New address'}
          description={`${words.consequence} ${words.undo}`}
          type={kind === 'rename' ? 'text' : 'email'}
          data-autofocus
          maxLength={kind === 'rename' ? 500 : 320}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <div className={parts.footerActions}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" disabled={next === before || (kind === 'change-email' && next === '')}>
            Preview
          </Button>
        </div>
      </form>
    </Modal>
  )
}
