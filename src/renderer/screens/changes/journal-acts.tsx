import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconDownload, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { call } from '../../lib/application/client.ts'
import { act } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { count, plural } from '../../lib/words/format.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import styles from './changes.module.css'
import { brokenWords } from './verify-words.ts'

/** Verifies and exports the journal, and says what came of it. */
export function JournalActs() {
  const may = useMay()
  const [verified, setVerified] = useState<Output<'journal.verify'> | null>(null)
  const [exported, setExported] = useState<{ file: string | null; anchor: string | null } | null>(null)
  const verify = useAction(async () => setVerified(await call('journal.verify', {})), {
    failed: 'The journal could not be verified',
  })
  const save = useAction(
    async () => {
      const done = await act('journal.export', {})
      if (done.saved) setExported({ file: done.file, anchor: done.anchor })
    },
    { failed: 'Nothing was exported' },
  )
  return (
    <>
      <div data-end>
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={15} stroke={1.8} />}
          loading={verify.pending}
          onClick={() => void verify.run()}
        >
          Verify every line
        </Button>
        {may('journal.export') && (
          <Button
            variant="default"
            leftSection={<IconDownload size={15} stroke={1.8} />}
            loading={save.pending}
            title="Writes the journal with its anchor, the last line’s hash"
            onClick={() => void save.run()}
          >
            Export the journal
          </Button>
        )}
      </div>
      {verified && <Verified verified={verified} />}
      {exported && (
        <div className={styles.verified} role="status">
          <IconDownload size={16} aria-hidden />
          <span>
            <strong>Exported{exported.file ? ` to ${exported.file}` : ''}.</strong> Keep the anchor elsewhere: with it{' '}
            <code>provost journal-check FILE ANCHOR</code> tells later, without a connection, whether a line was
            altered.
          </span>
          {exported.anchor && (
            <span>
              Anchor <code>{exported.anchor}</code> <CopyButton text={exported.anchor} what="anchor" />
            </span>
          )}
        </div>
      )}
    </>
  )
}

function Verified({ verified }: { verified: Output<'journal.verify'> }) {
  const broken = brokenWords(verified, useMay()('journal.export'))
  return (
    <div className={styles.verified} data-broken={!verified.intact || undefined} role="status">
      {verified.intact ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
      {verified.intact ? (
        <span>
          <strong>Intact.</strong> {plural(verified.entries, 'line', 'lines')}, none altered, removed or reordered.
        </span>
      ) : (
        <span>
          <strong>{broken.title}</strong> {broken.text}
        </span>
      )}
      {verified.anchor && (
        <span>
          {verified.intact ? 'Anchor' : `Anchor of line ${count(verified.entries)}`} <code>{verified.anchor}</code>{' '}
          <CopyButton text={verified.anchor} what="anchor" />
        </span>
      )}
    </div>
  )
}
