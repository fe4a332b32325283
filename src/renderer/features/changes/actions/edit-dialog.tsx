import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { User } from '../../../../contract/model.ts'
import parts from '../dialog-parts.module.css'
import { kindWords } from '../kind-words.ts'
import type { AskedText } from '../kinds/kind.ts'
import { showPlan } from '../open-dialogs.ts'
import { whoWords } from '../who.tsx'
import type { Offer } from './available-actions.ts'
import styles from './edit-dialog.module.css'

/** What is to be edited of whom. */
export interface Edited extends Pick<Offer, 'kind' | 'change'> {
  ask: AskedText
  person: Pick<User, 'username' | 'fullname'>
}

/** Asks for the new name or address, then opens the plan. */
export function EditDialog({
  edited: { kind, ask, change, person },
  onClose,
}: {
  edited: Edited
  onClose: () => void
}) {
  const before = ask.now(person)
  const [value, setValue] = useState(before)
  const words = kindWords[kind]
  const next = value.trim()
  const ready = next !== before && (ask.optional || next !== '')
  const preview = () => {
    onClose()
    showPlan({ changes: [change(person.username, next)] })
  }
  return (
    <Modal opened onClose={onClose} title={words.one(whoWords(person.username, person.fullname))} size="md">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) preview()
        }}
      >
        <TextInput
          label={ask.label}
          description={`${words.consequence} ${words.undo}`}
          type={ask.type}
          data-autofocus
          maxLength={ask.longest}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <div className={parts.footerActions}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" disabled={!ready}>
            Preview
          </Button>
        </div>
      </form>
    </Modal>
  )
}
