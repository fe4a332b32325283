import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { View } from '../../../contract/calls/app.ts'
import { failureOf } from '../../lib/application/client.ts'
import { useAct } from '../../lib/application/queries.ts'
import { FailureState } from '../../ui/states.tsx'
import type { ViewWords } from './view-words.ts'
import styles from './views-menu.module.css'

/** The dialog that gives a view its name; `view`: one that is changed. */
export function SaveView({
  view,
  screen,
  words,
  search,
  onClose,
}: {
  view: View | null
  screen: string
  words: ViewWords
  search: object
  onClose: () => void
}) {
  const [typed, setName] = useState(view?.name ?? '')
  const [update, setUpdate] = useState(view === null)
  const save = useAct('views.save')
  const name = typed.trim()
  const send = () =>
    save.mutate(
      {
        name,
        screen,
        search: update || !view ? JSON.stringify(search) : view.search,
        ...(view ? { id: view.id } : {}),
      },
      { onSuccess: onClose },
    )
  return (
    <Modal opened onClose={onClose} title={`${view ? 'Change this' : 'Save a'} ${words.one}`} size="sm">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name) send()
        }}
      >
        <TextInput
          label="Name"
          data-autofocus
          maxLength={80}
          value={typed}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {view && (
          <label className={styles.tick}>
            <input type="checkbox" checked={update} onChange={(event) => setUpdate(event.currentTarget.checked)} />
            {words.update}
          </label>
        )}
        <p className={styles.faint}>{words.keeps}</p>
        {save.error && <FailureState failure={failureOf(save.error)} compact />}
        <Button type="submit" disabled={name === ''} loading={save.isPending}>
          {view ? `Save the ${words.one}` : `Save ${words.one}${name ? ` “${name}”` : ''}`}
        </Button>
      </form>
    </Modal>
  )
}
