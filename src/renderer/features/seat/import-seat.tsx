import { Button, PasswordInput } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import type { Failure } from '../../../contract/failure.ts'
import { longestSeatFile } from '../../../contract/lists.ts'
import { call, failureOf } from '../../lib/application/client.ts'
import { act } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { absolute } from '../../lib/words/format.ts'
import { FileButton } from '../../ui/file-button.tsx'
import sections from '../../ui/sheets/sections.module.css'
import { FailureState } from '../../ui/states.tsx'

interface Chosen {
  content: string
  about: Output<'seats.inspect'>
}

/** Opens a seat file on this workstation, once its signer was compared with what the admin reads out. */
export function ImportSeat({ onDone }: { onDone?: () => void }) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [same, setSame] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  /** The file allows more than the seat that is here, which has to agree with its own passphrase. */
  const [wider, setWider] = useState(false)
  const [present, setPresent] = useState('')
  /** Why the file chosen is none that can be used. */
  const [unfit, setUnfit] = useState<Failure | null>(null)
  const take = useAction(async () => {
    if (!chosen) return
    try {
      await act('seats.import', {
        ...{ content: chosen.content, passphrase, signer: chosen.about.signer },
        ...(wider && present !== '' ? { presentPassphrase: present } : {}),
      })
    } catch (error) {
      const asks = failureOf(error).path === 'presentPassphrase'
      // The file's own passphrase was right: only the other one is asked for.
      if (asks) setWider(true)
      else setPassphrase('')
      throw error
    } finally {
      setPresent('')
    }
    setPassphrase('')
    setChosen(null)
    onDone?.()
  })
  const failure = unfit ?? take.failure
  const choose = async (file: File) => {
    setUnfit(null)
    take.clear()
    setSame(false)
    setPassphrase('')
    setPresent('')
    setWider(false)
    if (file.size === 0 || file.size > longestSeatFile) {
      setChosen(null)
      setUnfit({ code: 'invalid', message: 'This is not a seat file. Nothing was changed. Ask for a new one.' })
      return
    }
    try {
      const content = await file.text()
      setChosen({ content, about: await call('seats.inspect', { content }) })
    } catch (error) {
      setChosen(null)
      setUnfit(failureOf(error))
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void take.run()
  }
  return (
    <form className={sections.form} onSubmit={submit} aria-label="Use a seat file">
      <div className={sections.actions}>
        <FileButton
          field="Seat file"
          icon={<IconFileImport size={15} stroke={1.7} />}
          accept=".provost-seat,application/json,text/plain"
          onFile={(file) => void choose(file)}
        >
          {chosen ? 'Choose another seat file' : 'Choose a seat file'}
        </FileButton>
      </div>
      {chosen && (
        <>
          <p>
            “{chosen.about.label}”, made {absolute(chosen.about.created)}, to be imported by{' '}
            {absolute(chosen.about.expires)}.
          </p>
          {chosen.about.problem ? (
            <FailureState failure={{ code: 'not-allowed', message: chosen.about.problem }} compact />
          ) : (
            <>
              <label className={sections.guard}>
                <input type="checkbox" checked={same} onChange={(event) => setSame(event.currentTarget.checked)} />
                <span>
                  The admin reads out the same fingerprint: <code>{chosen.about.signer}</code>
                </span>
              </label>
              <PasswordInput
                label="Passphrase"
                autoComplete="off"
                maxLength={200}
                value={passphrase}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
              />
              {wider && (
                <PasswordInput
                  label="Passphrase of the seat that is here"
                  description="This file allows more than the present seat. Who gave you that seat knows its passphrase."
                  autoComplete="off"
                  autoFocus
                  maxLength={200}
                  value={present}
                  onChange={(event) => setPresent(event.currentTarget.value)}
                />
              )}
              <div className={sections.actions}>
                <Button
                  type="submit"
                  loading={take.pending}
                  disabled={!same || passphrase === '' || (wider && present === '')}
                >
                  <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
                    Take the seat “{chosen.about.label}”
                  </span>
                </Button>
              </div>
            </>
          )}
        </>
      )}
      {failure && (
        <FailureState failure={failure} compact>
          {failure.code === 'credential-refused' && (
            <p>
              Nothing was changed. It may have been reset since the file was made: ask the admin for a new seat file.
            </p>
          )}
        </FailureState>
      )}
    </form>
  )
}
