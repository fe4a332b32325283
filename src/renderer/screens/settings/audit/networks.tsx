import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useAct } from '../../../lib/application/queries.ts'
import { inOrder } from '../../../lib/words/format.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'

/** The networks that an admin named, so that an event says “Office Berlin” and the rules know what is outside. */
export function Networks({
  settings: { networks },
  mayEdit,
}: {
  settings: Output<'audit.settings'>
  mayEdit: boolean
}) {
  const save = useAct('audit.setNetworks')
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const ranges = text.split(/[\s,;]+/).filter(Boolean)
  const known = networks.some((network) => network.name === name.trim())
  const add = (event: FormEvent) => {
    event.preventDefault()
    const others = networks.filter((network) => network.name !== name.trim())
    save.mutate(
      { networks: [...others, { name: name.trim(), ranges }] },
      {
        onSuccess: () => {
          setName('')
          setText('')
        },
      },
    )
  }
  return (
    <section className={sections.section}>
      <h3>Networks</h3>
      {networks.length === 0 && <p>None is named, so no event can be called outside of them.</p>}
      {networks.map((network) => (
        <div key={network.name} className={sections.actions}>
          <span>
            <bdi>{inOrder(network.name)}</bdi> <span className={sections.note}>{network.ranges.join(', ')}</span>
          </span>
          {mayEdit && (
            <>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={`Edit ${network.name}`}
                onClick={() => {
                  setName(network.name)
                  setText(network.ranges.join('\n'))
                }}
              >
                Edit
              </Button>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                aria-label={`Take off ${network.name}`}
                disabled={save.isPending}
                onClick={() => save.mutate({ networks: networks.filter((each) => each !== network) })}
              >
                Take off
              </Button>
            </>
          )}
        </div>
      ))}
      {mayEdit && (
        <form className={sections.form} onSubmit={add} aria-label="Name a network">
          <TextInput
            label="Name"
            placeholder="Office Berlin"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label="Addresses and ranges"
            description="One a line, as 192.0.2.0/24, 198.51.100.7 or 2001:db8::/32."
            autosize
            minRows={2}
            maxRows={8}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div className={sections.actions}>
            <Button
              type="submit"
              variant="default"
              disabled={name.trim() === '' || ranges.length === 0}
              loading={save.isPending}
            >
              {known ? 'Change this network' : 'Add this network'}
            </Button>
          </div>
        </form>
      )}
      {save.error && <FailureState failure={failureOf(save.error)} compact />}
    </section>
  )
}
