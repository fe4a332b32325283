import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck, IconDownload, IconShieldCheck } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import type { JournalLine } from '../../../contract/change.ts'
import { useAppState } from '../../app/companies.ts'
import { changeTitle, outcomeWords } from '../../changes/words.ts'
import { call, failureOf } from '../../lib/client.ts'
import { absolute, count, dayAndTime, plural } from '../../lib/format.ts'
import { useColumns } from '../../lib/list-columns.ts'
import { usePages } from '../../lib/pages.ts'
import { act } from '../../lib/queries.ts'
import { useSettings } from '../../lib/settings.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import styles from './changes.module.css'

const kindNames: Record<string, string> = {
  intent: 'Intent',
  answer: 'Answer',
  outcome: 'Outcome',
  apply: 'Plan sent',
  done: 'Job over',
  guards: 'Safety settings',
  writing: 'Changes enabled',
  export: 'Journal exported',
  request: 'Request',
  note: 'Note',
  resolve: 'Conflict decided',
  recovery: 'After a restart',
  approval: 'Approval',
  rejection: 'Rejection',
}
const outcomeOf = (line: JournalLine): string => {
  const { outcome, message, text, title } = line.data as Record<string, unknown>
  const known = typeof outcome === 'string' && outcome in outcomeWords
  const parts = [
    known ? outcomeWords[outcome as keyof typeof outcomeWords].label : outcome,
    message,
    text,
    line.change ? null : title,
  ]
  return parts.filter((part): part is string => typeof part === 'string').join('. ')
}

const columns: readonly Column<JournalLine>[] = [
  { id: 'seq', header: 'Line', width: 70, shown: true, pinned: true, align: 'end', text: (row) => count(row.seq) },
  {
    id: 'time',
    header: 'When',
    width: 150,
    shown: true,
    text: (row) => absolute(row.time),
    cell: (row) => dayAndTime(row.time),
  },
  { id: 'kind', header: 'Kind', width: 120, shown: true, text: (row) => kindNames[row.kind] ?? row.kind },
  {
    id: 'change',
    header: 'Change',
    width: 280,
    shown: true,
    text: (row) => (row.change ? changeTitle(row.change) : ''),
  },
  { id: 'outcome', header: 'What it says', width: 290, shown: true, text: outcomeOf },
  { id: 'hash', header: 'Hash', width: 110, shown: true, text: (row) => row.hash },
]
const none: never[] = []
const said = (total: number) => plural(total, 'line', 'lines')

/** The record of everything that was ever sent: append-only, each line sealed to the one before. */
export function Journal() {
  const [username, setUsername] = useState('')
  const [opened, setOpened] = useState<JournalLine | null>(null)
  const { settings } = useSettings()
  const { places, onPlaces, onReset } = useColumns('journal', columns)
  const question = useMemo(
    () => ({ newestFirst: true, ...(username.trim() ? { username: username.trim().slice(0, 320) } : {}) }),
    [username],
  )
  const pages = usePages('journal.page', question)
  return (
    <>
      <div className={styles.bar}>
        <TextInput
          data-search
          className={styles.filter}
          placeholder="Address of one person"
          aria-label="Only lines about this address"
          maxLength={320}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        {pages.total !== null && <span className={`${styles.note} numbers`}>{said(pages.total)}, newest first</span>}
        <JournalButtons />
      </div>
      {pages.failure ? (
        <FailureState failure={pages.failure} onRetry={pages.retry} />
      ) : (
        <DataTable<JournalLine>
          label="Journal"
          counted={said}
          columns={columns}
          places={places}
          onPlaces={onPlaces}
          onResetColumns={onReset}
          pages={pages}
          rowId={(row) => String(row.seq)}
          sort={none}
          onSort={() => undefined}
          listKey={JSON.stringify(question)}
          density={settings.density}
          opened={opened ? String(opened.seq) : null}
          onOpen={setOpened}
          onClose={() => setOpened(null)}
          empty={
            <EmptyState title={username ? 'No line is about this address' : 'The journal is empty'}>
              {username
                ? 'It looks for the whole address.'
                : 'Before anything is sent, a line says so; after it, another says how it ended.'}
            </EmptyState>
          }
        />
      )}
      {opened && (
        <div className={styles.line}>
          <p>
            <strong>
              Line {count(opened.seq)}, {kindNames[opened.kind] ?? opened.kind}
            </strong>{' '}
            · {absolute(opened.time)}
            {opened.change && ` · ${changeTitle(opened.change)}`}
          </p>
          <pre>{JSON.stringify(opened.data, null, 2)}</pre>
          <p className={styles.note}>
            Hash {opened.hash} · line before {opened.previous}
          </p>
        </div>
      )}
    </>
  )
}

function JournalButtons() {
  const seat = useAppState().data?.seat
  const [verified, setVerified] = useState<Output<'journal.verify'> | null>(null)
  const [busy, setBusy] = useState(false)
  const failed = (title: string, error: unknown) =>
    notifications.show({ color: 'red', title, message: failureOf(error).message, autoClose: 10_000 })
  const verify = async () => {
    setBusy(true)
    try {
      setVerified(await call('journal.verify', {}))
    } catch (error) {
      failed('The journal could not be verified', error)
    } finally {
      setBusy(false)
    }
  }
  const save = async () => {
    try {
      const done = await act('journal.export', {})
      if (done.saved) notifications.show({ title: 'Journal exported', message: done.file ?? '' })
    } catch (error) {
      failed('Nothing was exported', error)
    }
  }
  return (
    <>
      <div data-end>
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={15} stroke={1.8} />}
          loading={busy}
          onClick={() => void verify()}
        >
          Verify every line
        </Button>
        {seat === 'admin' && (
          <Button
            variant="default"
            leftSection={<IconDownload size={15} stroke={1.8} />}
            title="Writes the journal with its anchor, the last line’s hash"
            onClick={() => void save()}
          >
            Export the journal
          </Button>
        )}
      </div>
      {verified && <Verified verified={verified} />}
    </>
  )
}

function Verified({ verified }: { verified: Output<'journal.verify'> }) {
  return (
    <div className={styles.verified} data-broken={!verified.intact || undefined} role="status">
      {verified.intact ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
      {verified.intact ? (
        <span>
          <strong>Intact.</strong> {plural(verified.entries, 'line', 'lines')}, none altered, removed or reordered.
        </span>
      ) : (
        <span>
          <strong>Not intact{verified.brokenAt === null ? '' : ` at line ${count(verified.brokenAt)}`}.</strong>{' '}
          {verified.reason}
        </span>
      )}
      {verified.anchor && (
        <span>
          Anchor <code>{verified.anchor}</code> <CopyButton text={verified.anchor} what="anchor" />
        </span>
      )}
    </div>
  )
}
