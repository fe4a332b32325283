import { Button, Checkbox, Modal, MultiSelect, PasswordInput, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { SnapshotPeople } from '../../../../contract/scores/snapshot.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { toastFailure } from '../../../lib/toast.ts'
import { dayProblem } from '../../../lib/words/written-day.ts'
import { FailureState, Waiting } from '../../../ui/states.tsx'
import { useScopeChoices } from '../scope-choices.ts'
import styles from '../scores.module.css'
import { MinimumField } from './minimum-field.tsx'
import { peopleChoices } from './people-choices.ts'
import { SnapshotView } from './snapshot-view.tsx'

/** The names of one kind among what was chosen. */
const named = (kind: string, chosen: readonly string[]): string[] =>
  chosen.flatMap((one) => (one.startsWith(`${kind}:`) ? [one.slice(kind.length + 1)] : []))

/** Writes a snapshot for a manager: what it is about, and exactly what will be in it. */
export function SnapshotDialog({ onClose }: { onClose: () => void }) {
  const [scope, setScope] = useState<string[]>([])
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [least, setLeast] = useState(5)
  const [people, setPeople] = useState<SnapshotPeople>('hidden')
  const [days, setDays] = useState('30')
  const [sealed, setSealed] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  const [busy, setBusy] = useState(false)
  const scopes = useScopeChoices(1)
  const expires = Math.max(1, Math.min(3650, Math.floor(Number(days)) || 30))
  const wanted = {
    ...{ people, expires, minimumGroup: least },
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(scope.length === 0 ? {} : { departments: named('department', scope), groups: named('group', scope) }),
  }
  const badDay = (day: string) => (day === '' ? null : dayProblem(day))
  const backwards = from !== '' && to !== '' && from > to
  const dated = badDay(from) === null && badDay(to) === null && !backwards
  const preview = useRead('snapshots.preview', wanted, { keep: true, enabled: dated })
  // What is written is what is shown: not while something else is shown still.
  const stale = preview.isFetching
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
          if (!short && dated) void write()
        }}
      >
        <div className={styles.pair}>
          <MultiSelect
            label="What it is about"
            placeholder={scope.length === 0 ? 'The whole company' : undefined}
            clearable
            searchable
            limit={200}
            maxValues={100}
            data={scopes}
            value={scope}
            onChange={setScope}
          />
          <Select
            label="People"
            data={peopleChoices}
            allowDeselect={false}
            value={people}
            onChange={(value) => setPeople((value ?? 'hidden') as SnapshotPeople)}
          />
          <div className={styles.pair} style={{ gridTemplateColumns: '1fr 1fr' }}>
            <TextInput
              label="From"
              placeholder="90 days ago"
              value={from}
              error={badDay(from)}
              onChange={({ currentTarget }) => setFrom(currentTarget.value.trim())}
            />
            <TextInput
              label="To"
              placeholder="today"
              value={to}
              error={backwards ? 'It is before the first day.' : badDay(to)}
              onChange={({ currentTarget }) => setTo(currentTarget.value.trim())}
            />
          </div>
          {people === 'named' ? <span /> : <MinimumField value={least} onChange={setLeast} />}
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
          preview.data && (
            <div style={stale ? { opacity: 0.6 } : undefined} aria-busy={stale}>
              <SnapshotView body={preview.data.body} people={preview.data.people} />
            </div>
          )
        )}
        {dated && preview.isPending && <Waiting words="Working out what would be in it …" />}
        <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={short || !dated || stale || preview.data === undefined}>
            Write the snapshot
          </Button>
        </div>
      </form>
    </Modal>
  )
}
