import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { failureOf } from '../../../lib/application/client.ts'
import { useAct } from '../../../lib/application/queries.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'
import type { Draft } from './stream-draft.ts'
import styles from './streams.module.css'

interface FieldsProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
  /** It is there already: its secret may stay. */
  isKnown: boolean
}

/** What one kind of receiver has to know. The secret's field is read by its name when the form is sent, and kept nowhere else. */
export function ReceiverFields(props: FieldsProps) {
  const { draft, change } = props
  switch (draft.kind) {
    case 'file':
      return <FileFields {...props} />
    case 'syslog':
      return <SyslogFields {...props} />
    case 'otlp':
      return (
        <>
          <TextInput
            label="Address of the collector"
            description="/v1/logs is added where it is missing."
            placeholder="https://collector.example.com:4318"
            value={draft.url}
            onChange={(event) => change({ url: event.currentTarget.value })}
          />
          <TextInput
            label="Header that holds the secret"
            description="As Authorization or x-api-key; empty where there is none."
            value={draft.header}
            onChange={(event) => change({ header: event.currentTarget.value })}
          />
          <Secret label="Value of that header" isKnown={props.isKnown} />
          <Authority {...props} />
        </>
      )
    case 'splunk':
      return (
        <>
          <TextInput
            label="Address of the collector"
            placeholder="https://splunk.example.com:8088"
            value={draft.url}
            onChange={(event) => change({ url: event.currentTarget.value })}
          />
          <Secret label="Token" isKnown={props.isKnown} />
          <TextInput
            label="Index"
            description="Empty: the token's own."
            value={draft.index}
            onChange={(event) => change({ index: event.currentTarget.value })}
          />
          <label className={sections.guard}>
            <input
              type="checkbox"
              checked={draft.acknowledge}
              onChange={(event) => change({ acknowledge: event.currentTarget.checked })}
            />
            Wait until Splunk says that events are indexed (the token needs “indexer acknowledgement”)
          </label>
          <Authority {...props} />
        </>
      )
  }
}

function FileFields({ draft, change, isKnown }: FieldsProps) {
  return (
    <>
      <p className={sections.note}>
        {isKnown ? '' : 'You choose the file in the next step. '}Events are appended, a line each. A full file is put
        aside as “.1”, older ones as “.2” and so on.
      </p>
      <div className={sections.fields}>
        <TextInput
          label="Put aside at (MB)"
          inputMode="numeric"
          value={draft.maxMegabytes}
          onChange={(event) => change({ maxMegabytes: event.currentTarget.value })}
        />
        <TextInput
          label="Files put aside that are kept"
          inputMode="numeric"
          value={draft.keep}
          onChange={(event) => change({ keep: event.currentTarget.value })}
        />
      </div>
    </>
  )
}

function SyslogFields(props: FieldsProps) {
  const { draft, change } = props
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          label="Host"
          placeholder="logs.example.com"
          value={draft.host}
          onChange={(event) => change({ host: event.currentTarget.value })}
        />
        <TextInput
          label="Port"
          inputMode="numeric"
          value={draft.port}
          onChange={(event) => change({ port: event.currentTarget.value })}
        />
      </div>
      <NativeSelect
        label="Transport"
        value={draft.transport}
        data={[
          { value: 'tls', label: 'TLS (RFC 5425)' },
          { value: 'tcp', label: 'TCP without encryption' },
        ]}
        onChange={(event) =>
          change({ transport: event.currentTarget.value === 'tcp' ? 'tcp' : 'tls', unencrypted: false })
        }
      />
      {draft.transport === 'tcp' ? (
        <label className={sections.guard}>
          <input
            type="checkbox"
            checked={draft.unencrypted}
            onChange={(event) => change({ unencrypted: event.currentTarget.checked })}
          />
          <span>
            Send without encryption all the same: whoever is on the way can read who did what, and alter it. Not needed
            for a receiver on this computer.
          </span>
        </label>
      ) : (
        <Authority {...props} />
      )}
    </>
  )
}

function Secret({ label, isKnown }: { label: string; isKnown: boolean }) {
  return (
    <PasswordInput
      name="secret"
      label={label}
      description={
        isKnown
          ? 'In the keychain. Leave it empty to keep it; for another address it has to be entered again.'
          : 'Goes into the keychain of this computer, and nowhere but to this address.'
      }
      autoComplete="off"
      spellCheck={false}
      visibilityToggleButtonProps={{ 'aria-label': `Show or hide: ${label}` }}
    />
  )
}

/** Whose certificates are trusted: those of the system, or of a file that the person chooses. */
function Authority({ draft, change }: FieldsProps) {
  const choose = useAct('streams.chooseAuthority')
  return (
    <div className={sections.actions}>
      <span>
        {draft.authorityNames.length === 0
          ? 'Its certificate has to be signed by an authority that this computer trusts.'
          : `Its certificate has to be signed by ${draft.authorityNames.join(', ')}.`}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        loading={choose.isPending}
        onClick={() =>
          choose.mutate(
            {},
            {
              onSuccess: (found) => found && change({ authority: found.pem, authorityNames: found.names }),
            },
          )
        }
      >
        Choose your company’s own authority
      </Button>
      {draft.authorityNames.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => change({ authority: null, authorityNames: [] })}
        >
          Trust what this computer trusts
        </Button>
      )}
      {choose.error && <FailureState failure={failureOf(choose.error)} compact />}
    </div>
  )
}
