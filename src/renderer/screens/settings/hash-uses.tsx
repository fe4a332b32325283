import { Button, NativeSelect, TextInput, VisuallyHidden } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { failureOf } from '../../lib/application/client.ts'
import { useAct } from '../../lib/application/queries.ts'
import { dayAndTime, inOrder, shortDay } from '../../lib/words/format.ts'
import sections from '../../ui/sheets/sections.module.css'
import { FailureState } from '../../ui/states.tsx'
import styles from './change-hash.module.css'

type State = Output<'hash.state'>
type Use = State['uses'][number]

const kindNames: Record<Use['kind'], string> = { tool: 'Tool', workstation: 'Workstation' }

/** The tools and workstations that use the hash, to be added to and, once a new hash was entered, ticked. */
export function HashUses({ state }: { state: State }) {
  const tick = useAct('hash.tick')
  const remove = useAct('hash.removeUse')
  const navigate = useNavigate()
  const { change, uses } = state
  const ticking = change === null || change.entered !== null
  const entered = change?.entered ?? null
  const failed = tick.error ?? remove.error
  return (
    <>
      {uses.length === 0 ? (
        <p>Nothing is written down yet.</p>
      ) : (
        <table className={styles.uses}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col">Seat file</th>
              <th scope="col">Works with the present hash</th>
              <th scope="col">
                <VisuallyHidden>Acts</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {uses.map((use) => (
              <tr key={use.id}>
                <td>
                  <bdi>{inOrder(use.name)}</bdi>
                  {use.note !== '' && <div className={sections.note}>{inOrder(use.note)}</div>}
                </td>
                <td>{kindNames[use.kind]}</td>
                <td>
                  {use.seatFile === null ? '–' : shortDay(use.seatFile)}
                  {entered !== null && use.seatFile !== null && use.seatFile < entered && (
                    <div className={sections.note}>has the old hash</div>
                  )}
                </td>
                <td>
                  <label className={styles.tick}>
                    <input
                      type="checkbox"
                      aria-label={`${use.name} works`}
                      checked={use.works !== null}
                      disabled={!ticking || tick.isPending}
                      onChange={(event) => tick.mutate({ id: use.id, works: event.currentTarget.checked })}
                    />
                    {use.works === null ? 'not known' : dayAndTime(use.works)}
                  </label>
                </td>
                <td>
                  {entered !== null && use.kind === 'workstation' && (use.seatFile ?? '') < entered && (
                    <Button
                      variant="default"
                      size="compact-sm"
                      onClick={() => void navigate({ to: '/settings', search: { part: 'seat', seatFor: use.name } })}
                    >
                      Make a new seat file
                    </Button>
                  )}{' '}
                  <Button
                    variant="subtle"
                    color="gray"
                    size="compact-sm"
                    aria-label={`Take off ${use.name}`}
                    disabled={remove.isPending}
                    onClick={() => remove.mutate({ id: use.id })}
                  >
                    Take off
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {failed && <FailureState failure={failureOf(failed)} compact />}
      <AddUse />
    </>
  )
}

function AddUse() {
  const [name, setName] = useState('')
  const [kind, setKind] = useState<Use['kind']>('tool')
  const [note, setNote] = useState('')
  const save = useAct('hash.saveUse')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { name, kind, note },
      {
        onSuccess: () => {
          setName('')
          setNote('')
        },
      },
    )
  }
  return (
    <form onSubmit={submit} aria-label="Write down what uses the hash">
      <div className={styles.add}>
        <TextInput
          label="Name"
          placeholder="Directory sync"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label="Kind"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Use['kind'])}
          data={[
            { value: 'tool', label: kindNames.tool },
            { value: 'workstation', label: kindNames.workstation },
          ]}
        />
        <TextInput
          label="Where it is entered, by whom"
          maxLength={300}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={name.trim() === ''} loading={save.isPending}>
          Add
        </Button>
      </div>
      {save.error && <FailureState failure={failureOf(save.error)} compact />}
    </form>
  )
}
