import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AuditCategory } from '../../../../contract/audit/audit.ts'
import type { ReceiverKind } from '../../../../contract/streams.ts'
import { categoryNames, categoryOrder } from '../../../features/audit/categories.ts'
import { act } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { listed } from '../../../lib/words/format.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'
import { ReceiverFields } from './receiver-fields.tsx'
import { type Draft, draftOf, isFilled, receiverOf } from './stream-draft.ts'
import { receiverNames, type StreamView } from './stream-words.ts'
import styles from './streams.module.css'

/** A new stream, or what can be changed of one. */
export function StreamForm({
  stream,
  allowed,
  hosts,
  onDone,
}: {
  stream: StreamView | null
  allowed: readonly ReceiverKind[]
  hosts: readonly string[] | null
  onDone: () => void
}) {
  const [draft, setDraft] = useState(() => draftOf(stream, allowed[0] ?? 'file'))
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const save = useAction(async (secret: string) => {
    const { name, categories, from } = draft
    const receiver = receiverOf(draft, secret, stream !== null)
    const chosen = categories === null ? null : [...categories]
    if (stream === null) {
      const { id } = await act('streams.add', { name, receiver, categories: chosen, from })
      if (id === null) return
    } else await act('streams.change', { id: stream.id, name, receiver, categories: chosen })
    onDone()
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const secret = new FormData(event.currentTarget).get('secret')
    void save.run(typeof secret === 'string' ? secret.trim() : '')
  }
  return (
    <form
      className={styles.form}
      onSubmit={submit}
      aria-label={stream === null ? 'Add a stream' : `Edit ${stream.name}`}
      noValidate
    >
      <TextInput
        label="Name"
        placeholder="SIEM"
        maxLength={60}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {stream === null && (
        <NativeSelect
          label="Receiver"
          value={draft.kind}
          data={allowed.map((kind) => ({ value: kind, label: receiverNames[kind] }))}
          onChange={(event) => change({ kind: event.currentTarget.value as ReceiverKind })}
        />
      )}
      <ReceiverFields draft={draft} change={change} isKnown={stream !== null} />
      {hosts !== null && draft.kind !== 'file' && (
        <p className={sections.note}>
          The policy of this computer allows {hosts.length === 0 ? 'no host' : listed(hosts)} only.
        </p>
      )}
      <Categories chosen={draft.categories} change={(categories) => change({ categories })} isKnown={stream !== null} />
      {stream === null && (
        <NativeSelect
          label="Begin"
          value={draft.from}
          data={[
            { value: 'now', label: 'With events from now on' },
            { value: 'beginning', label: 'From the beginning of the archive' },
          ]}
          onChange={(event) => change({ from: event.currentTarget.value === 'now' ? 'now' : 'beginning' })}
        />
      )}
      {save.failure && <FailureState failure={save.failure} compact />}
      <div className={sections.actions}>
        <Button type="submit" disabled={!isFilled(draft)} loading={save.pending}>
          {stream !== null
            ? 'Save this stream'
            : draft.kind === 'file'
              ? 'Choose the file, and begin'
              : 'Add this stream'}
        </Button>
        <Button variant="default" onClick={onDone}>
          {stream === null ? 'Leave it' : 'Leave it as it is'}
        </Button>
      </div>
    </form>
  )
}

function Categories({
  chosen,
  change,
  isKnown,
}: {
  chosen: readonly AuditCategory[] | null
  change: (categories: readonly AuditCategory[] | null) => void
  isKnown: boolean
}) {
  return (
    <fieldset>
      <legend>Events</legend>
      <label className={sections.guard}>
        <input
          type="checkbox"
          checked={chosen === null}
          onChange={(event) => change(event.currentTarget.checked ? null : [])}
        />
        Every category
      </label>
      {chosen !== null && (
        <div className={styles.choices}>
          {categoryOrder.map((category) => (
            <label key={category} className={sections.guard}>
              <input
                type="checkbox"
                checked={chosen.includes(category)}
                onChange={(event) =>
                  change(
                    event.currentTarget.checked ? [...chosen, category] : chosen.filter((each) => each !== category),
                  )
                }
              />
              {categoryNames[category]}
            </label>
          ))}
        </div>
      )}
      {isKnown && (
        <p className={sections.note}>Of a category that is added, earlier events of the stream’s time are sent too.</p>
      )}
    </fieldset>
  )
}
