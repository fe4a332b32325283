import { Button, Modal, PasswordInput } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { call, failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { shortDay } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import styles from '../scores.module.css'
import { compareSnapshots } from './compare-snapshots.ts'
import { ComparedButton } from './compared-button.tsx'
import { openFiles } from './open-snapshot.tsx'
import { SnapshotComparison } from './snapshot-comparison.tsx'
import { type SnapshotFile, showSnapshots, useSnapshotFiles } from './snapshot-files.ts'
import { SnapshotView } from './snapshot-view.tsx'

type Opened = Output<'snapshots.open'>

interface Outcome {
  file: SnapshotFile
  opened: Opened | null
  problem: unknown
}

const banners: Record<Opened['state'], { tone: 'green' | 'amber' | 'red'; word: string }> = {
  valid: { tone: 'green', word: 'Valid.' },
  expired: { tone: 'amber', word: 'Expired.' },
  altered: { tone: 'red', word: 'Altered.' },
  unreadable: { tone: 'red', word: 'Not a snapshot.' },
  newer: { tone: 'amber', word: 'From a newer Provost.' },
  locked: { tone: 'amber', word: 'Encrypted.' },
}

async function open(file: SnapshotFile, passphrase?: string): Promise<Outcome> {
  const from = file.content === undefined ? { handed: true as const } : { content: file.content ?? '' }
  try {
    const more = passphrase === undefined ? {} : { passphrase }
    return { file, opened: await call('snapshots.open', { ...from, ...more }), problem: null }
  } catch (problem) {
    return { file, opened: null, problem }
  }
}

/** Takes snapshots that are dropped anywhere on the window. */
function useDrops(): void {
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      const dropped = [...(event.dataTransfer?.files ?? [])].filter(({ name }) => /\.provost$/i.test(name))
      if (dropped.length === 0) return
      event.preventDefault()
      void openFiles(dropped)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [])
}

const scheme = 'data-mantine-color-scheme'
/** Paper is white: what is printed in the dark theme is printed in the light one. */
function usePrintedLight(): void {
  useEffect(() => {
    const { documentElement: root } = document
    const before = () => {
      const shown = root.getAttribute(scheme) ?? 'light'
      root.setAttribute(scheme, 'light')
      window.addEventListener('afterprint', () => root.setAttribute(scheme, shown), { once: true })
    }
    window.addEventListener('beforeprint', before)
    return () => window.removeEventListener('beforeprint', before)
  }, [])
}

/** Shows the snapshots that are chosen, dropped anywhere, or handed over by the system. */
export function SnapshotWindow() {
  const files = useSnapshotFiles()
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const handed = useRead('snapshots.handed', {}).data
  useDrops()
  usePrintedLight()
  useEffect(() => {
    if (handed?.name && handed.number > 0) showSnapshots([{ name: handed.name }])
  }, [handed?.name, handed?.number])
  useEffect(() => {
    let gone = false
    setOutcomes([])
    void Promise.all(files.map((file) => open(file))).then((next) => {
      if (!gone) setOutcomes(next)
    })
    return () => {
      gone = true
    }
  }, [files])
  const unlock = async (at: number, passphrase: string) => {
    const outcome = outcomes[at]
    if (outcome === undefined) return
    const next = await open(outcome.file, passphrase)
    setOutcomes(outcomes.map((each, index) => (index === at ? next : each)))
  }
  const several = outcomes.length > 1
  const bodies = outcomes.flatMap(({ opened }) =>
    opened?.body ? [{ body: opened.body, signedBy: opened.signedBy }] : [],
  )
  return (
    <Modal
      className={styles.printed}
      opened={outcomes.length > 0}
      onClose={() => showSnapshots([])}
      size={1100}
      title={several ? `${outcomes.length} snapshots of scores` : 'Snapshot of scores'}
    >
      <div className={styles.stack}>
        {outcomes.map(({ file, opened, problem }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: files of one name may be opened together, and do not move
          <div key={`${at} ${file.name}`} className={styles.stack}>
            {problem !== null && <FailureState compact failure={failureOf(problem)} />}
            {opened && (
              <Banner
                name={several ? file.name : null}
                opened={opened}
                onPassphrase={(given) => void unlock(at, given)}
              />
            )}
          </div>
        ))}
        {bodies.length > 0 && <PrintButton />}
        {several && bodies.length > 1 && <SnapshotComparison comparison={compareSnapshots(bodies)} />}
        {!several && bodies[0] && <SnapshotView body={bodies[0].body} />}
      </div>
    </Modal>
  )
}

const PrintButton = () => (
  <Button
    variant="default"
    size="xs"
    style={{ justifySelf: 'end' }}
    leftSection={<IconPrinter size={15} stroke={1.7} />}
    onClick={() => window.print()}
  >
    Print
  </Button>
)

/** Whether to believe a snapshot, before anything of it is read. */
function Banner({
  name,
  opened,
  onPassphrase,
}: {
  name: string | null
  opened: Opened
  onPassphrase: (passphrase: string) => void
}) {
  const { state, reason, signedBy, own, expires, body } = opened
  const [passphrase, setPassphrase] = useState('')
  const { tone, word } = banners[state]
  const [known, setKnown] = useState(opened.known)
  const unknown = state === 'valid' && !own && known === null
  return (
    <>
      <div
        className={styles.banner}
        data-tone={unknown || (state === 'valid' && reason !== null) ? 'amber' : tone}
        role={tone === 'red' ? 'alert' : 'status'}
      >
        <span>
          {name !== null && `${name}: `}
          <strong>{word}</strong> {unknown && 'Signed by a key that nobody compared here.'} {reason}
          {body && ` Made ${shortDay(body.created)} by ${body.tenant}.`}
          {state === 'valid' && expires && ` Good until ${shortDay(expires)}.`}
        </span>
        {signedBy && state !== 'altered' && (
          <span>
            {own
              ? 'Signed by this workstation: '
              : known === null
                ? 'Signed by '
                : `Signed by the key of ${known.label}, compared on ${shortDay(known.compared)}: `}
            <code>{signedBy}</code>
            {!own && known === null && '. Compare it with the one that the admin tells you another way. '}
            {!own && body && (
              <ComparedButton
                fingerprint={signedBy}
                label={known?.label ?? body.tenant}
                known={known !== null}
                onKnown={setKnown}
              />
            )}
          </span>
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
    </>
  )
}
