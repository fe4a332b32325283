import { Button, Modal, PasswordInput } from '@mantine/core'
import { IconFileCertificate, IconPrinter } from '@tabler/icons-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { longestSnapshot } from '../../../contract/scores.ts'
import { call, failureOf } from '../../lib/client.ts'
import { shortDay } from '../../lib/format.ts'
import { FileButton } from '../../ui/file-button.tsx'
import { FailureState } from '../../ui/states.tsx'
import styles from './scores.module.css'
import { SnapshotView } from './snapshot-view.tsx'

type Opened = Output<'snapshots.open'>

const banners: Record<Opened['state'], { tone: 'green' | 'amber' | 'red'; word: string }> = {
  valid: { tone: 'green', word: 'Valid.' },
  expired: { tone: 'amber', word: 'Expired.' },
  altered: { tone: 'red', word: 'Altered.' },
  unreadable: { tone: 'red', word: 'Not a snapshot.' },
  newer: { tone: 'amber', word: 'From a newer Provost.' },
  locked: { tone: 'amber', word: 'Encrypted.' },
}

/** Opens a snapshot, chosen or dropped, and shows it; no connection is made and nothing is kept. */
export function OpenSnapshot({ children }: { children?: ReactNode }) {
  const [content, setContent] = useState<string | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const close = () => {
    setContent(null)
    setOpened(null)
    setProblem(null)
  }
  const read = async (text: string, passphrase?: string) => {
    try {
      setOpened(await call('snapshots.open', { content: text, ...(passphrase === undefined ? {} : { passphrase }) }))
      setProblem(null)
    } catch (error) {
      setProblem(error)
    }
  }
  const take = async (file: File) => {
    // What is too large is not even read.
    const text = file.size > longestSnapshot ? null : await file.text()
    setContent(text ?? '')
    await read(text ?? '')
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const [file] = event.dataTransfer.files
    if (file) void take(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped here as well as chosen
    <div onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <FileButton
        field="Snapshot file"
        accept=".provost"
        icon={<IconFileCertificate size={16} stroke={1.7} />}
        title="A .provost file that an admin gave you; it may be dropped here too"
        onFile={(file) => void take(file)}
      >
        Open a snapshot
      </FileButton>
      {children}
      <Modal opened={opened !== null || problem !== null} onClose={close} size={1100} title="Snapshot of scores">
        {problem !== null && <FailureState failure={failureOf(problem)} />}
        {opened && (
          <Shown key={content} opened={opened} onPassphrase={(passphrase) => void read(content ?? '', passphrase)} />
        )}
      </Modal>
    </div>
  )
}

function Shown({ opened, onPassphrase }: { opened: Opened; onPassphrase: (passphrase: string) => void }) {
  const { state, reason, signedBy, own, expires, body } = opened
  const [passphrase, setPassphrase] = useState('')
  const { tone, word } = banners[state]
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      <div className={styles.banner} data-tone={tone} role={tone === 'red' ? 'alert' : 'status'}>
        <span>
          <strong>{word}</strong> {reason}
          {body && ` Made ${shortDay(body.created)} by ${body.tenant}.`}
          {state === 'valid' && expires && ` Good until ${shortDay(expires)}.`}
        </span>
        {signedBy && state !== 'altered' && (
          <span>
            {own ? 'Signed by this workstation: ' : 'Signed by '}
            <code>{signedBy}</code>
            {!own && '. Compare it with the one that the admin tells you another way.'}
          </span>
        )}
        {body && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPrinter size={15} stroke={1.7} />}
            onClick={() => window.print()}
          >
            Print
          </Button>
        )}
      </div>
      {state === 'locked' && (
        <form
          style={{ display: 'flex', alignItems: 'end', gap: 8 }}
          onSubmit={(event) => {
            event.preventDefault()
            onPassphrase(passphrase)
          }}
        >
          <PasswordInput
            data-autofocus
            style={{ flex: 1 }}
            label="Passphrase"
            value={passphrase}
            onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
          />
          <Button type="submit">Open the snapshot</Button>
        </form>
      )}
      {body && <SnapshotView body={body} />}
    </div>
  )
}
