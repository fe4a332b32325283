import { Button, Checkbox, Modal, PasswordInput, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { SnapshotPeople } from '../../../../contract/scores/snapshot.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { toastFailure } from '../../../lib/toast.ts'
import { FailureState } from '../../../ui/states.tsx'
import styles from '../scores.module.css'
import { peopleChoices } from './people-choices.ts'
import { SnapshotView } from './snapshot-view.tsx'

/** Writes a snapshot for a manager: what it is about, and exactly what will be in it. */
export function SnapshotDialog({ onClose }: { onClose: () => void }) {
  const [department, setDepartment] = useState<string | null>(null)
  const [people, setPeople] = useState<SnapshotPeople>('hidden')
  const [days, setDays] = useState('30')
  const [sealed, setSealed] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  const [busy, setBusy] = useState(false)
  const departments = useRead('scores.scopes', { kind: 'department', days: 30 }).data?.rows ?? []
  const expires = Math.max(1, Math.min(3650, Math.floor(Number(days)) || 30))
  const wanted = { people, expires, minimumGroup: 5, ...(department === null ? {} : { departments: [department] }) }
  const preview = useRead('snapshots.preview', wanted, { keep: true })
  const short = sealed && passphrase.length < 8

  const write = async () => {
    setBusy(true)
    try {
      const { path, fingerprint } = await act('snapshots.write', { ...wanted, ...(sealed ? { passphrase } : {}) })
      if (path === null) return
      notifications.show({
        color: 'green',
        autoClose: false,
        title: 'The snapshot was written',
        message: `${path}. Whoever opens it sees the fingerprint ${fingerprint}: tell it to them another way.`,
      })
      onClose()
    } catch (error) {
      toastFailure('No snapshot was written', error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} size={880} title="Snapshot for a manager">
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          if (!short) void write()
        }}
      >
        <div className={styles.pair}>
          <Select
            label="What it is about"
            placeholder="The whole company"
            clearable
            searchable
            data={departments.map(({ name }) => name)}
            value={department}
            onChange={setDepartment}
          />
          <Select
            label="People"
            data={peopleChoices}
            allowDeselect={false}
            value={people}
            onChange={(value) => setPeople((value ?? 'hidden') as SnapshotPeople)}
          />
          <TextInput
            label="Expires in days"
            inputMode="numeric"
            value={days}
            onChange={({ currentTarget }) => setDays(currentTarget.value)}
          />
          <div>
            <Checkbox
              label="Encrypt it with a passphrase"
              checked={sealed}
              onChange={({ currentTarget }) => setSealed(currentTarget.checked)}
            />
            {sealed && (
              <PasswordInput
                aria-label="Passphrase"
                description="At least 8 characters. It is not kept: without it nobody can open the file."
                value={passphrase}
                onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
              />
            )}
          </div>
        </div>
        <h3 style={{ fontWeight: 600 }}>Exactly this is in it</h3>
        {preview.error ? (
          <FailureState compact failure={failureOf(preview.error)} />
        ) : (
          preview.data && <SnapshotView body={preview.data.body} people={preview.data.people} />
        )}
        <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={short || preview.data === undefined}>
            Write the snapshot
          </Button>
        </div>
      </form>
    </Modal>
  )
}
