import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconDownload, IconShieldCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import type { JournalLine } from '../../../contract/change.ts'
import { TwoLines } from '../../features/changes/who.tsx'
import { useMay } from '../../features/session/seat.ts'
import { useAddress } from '../../lib/address.ts'
import { readChangesSearch } from '../../lib/addresses.ts'
import { call } from '../../lib/application/client.ts'
import { usePages } from '../../lib/application/pages.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { absolute, count, dayAndTime, plural } from '../../lib/words/format.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import listBar from '../../ui/screen/list-bar.module.css'
import { EmptyState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { ListTable } from '../../ui/table/list-table.tsx'
import styles from './changes.module.css'
import { changeWords, kindNames, lineWords } from './journal-words.ts'

/** When a line was written, in full. A damaged one does not say. */
const whenOf = ({ kind, time }: JournalLine): string => (kind === 'damaged' ? 'not known' : absolute(time))

const columns: readonly Column<JournalLine>[] = [
  { id: 'seq', header: 'Line', width: 70, shown: true, pinned: true, align: 'end', text: (row) => count(row.seq) },
  {
    id: 'time',
    header: 'When',
    width: 150,
    shown: true,
    text: whenOf,
    cell: (row) => (row.kind === 'damaged' ? whenOf(row) : dayAndTime(row.time)),
  },
  { id: 'kind', header: 'Kind', width: 136, shown: true, text: (row) => kindNames[row.kind] ?? row.kind },
  {
    id: 'change',
    header: 'Change',
    grow: 1,
    width: 330,
    least: 312,
    shown: true,
    text: changeWords,
    cell: (row) => <TwoLines>{changeWords(row)}</TwoLines>,
  },
  {
    id: 'outcome',
    header: 'What it says',
    grow: 1,
    width: 340,
    least: 300,
    shown: true,
    text: lineWords,
    cell: (row) => <TwoLines>{lineWords(row)}</TwoLines>,
  },
  { id: 'hash', header: 'Hash', width: 110, shown: true, yields: 1, text: (row) => row.hash },
]
const said = (total: number) => plural(total, 'line', 'lines')

/** The record of everything that was ever sent: append-only, each line sealed to the one before. */
export function Journal() {
  const [username, setUsername] = useState('')
  const [kind, setKind] = useState('')
  const [{ line }] = useAddress(readChangesSearch)
  const [opened, setOpened] = useState<JournalLine | null>(null)
  // Lines are numbered without a gap, so that the one of a number stands so far from the first.
  const asked = useRead(
    'journal.page',
    { offset: Math.max(0, (line ?? 1) - 1), limit: 1 },
    { enabled: line !== undefined },
  ).data
  const named = asked?.rows[0]?.seq === line ? asked?.rows[0] : undefined
  const [goTo, setGoTo] = useState<{ row: number } | null>(null)
  const question = useMemo(
    () => ({
      newestFirst: true,
      ...(username.trim() ? { username: username.trim().slice(0, 320) } : {}),
      ...(kind ? { kind } : {}),
    }),
    [username, kind],
  )
  const pages = usePages('journal.page', question)
  const whole = question.username === undefined && question.kind === undefined
  const { total } = pages
  const shown = useRef<number | null>(null)
  useEffect(() => {
    if (named === undefined || total === null || shown.current === named.seq) return
    shown.current = named.seq
    setOpened(named)
    if (whole) setGoTo({ row: total - named.seq })
  }, [named, total, whole])
  return (
    <>
      <div className={listBar.bar}>
        <TextInput
          data-search
          className={styles.filter}
          placeholder="Address of one person"
          aria-label="Only lines about this address"
          maxLength={320}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="Only lines of this kind"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={[
            { value: '', label: 'Every kind' },
            ...Object.entries(kindNames).map(([value, label]) => ({ value, label })),
          ]}
        />
        {pages.total !== null && <span className={`${styles.note} numbers`}>{said(pages.total)}, newest first</span>}
        <JournalButtons />
      </div>
      <ListTable<JournalLine>
        name="journal"
        label="Journal"
        counted={said}
        columns={columns}
        pages={pages}
        rowId={(row) => String(row.seq)}
        listKey={JSON.stringify(question)}
        twoLines
        opened={opened ? String(opened.seq) : null}
        onOpen={setOpened}
        onClose={() => setOpened(null)}
        goTo={goTo}
        empty={
          <EmptyState title={username || kind ? 'No such line' : 'The journal is empty'}>
            {username || kind
              ? 'Lines are found by the whole address, and by their kind.'
              : 'Before anything is sent, a line says so; after it, another says how it ended.'}
          </EmptyState>
        }
      />
      {opened && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long line is scrolled by keyboard
        <section className={styles.line} aria-label={`Line ${count(opened.seq)}`} tabIndex={0}>
          <p>
            <strong>
              Line {count(opened.seq)}, {kindNames[opened.kind] ?? opened.kind}
            </strong>{' '}
            · {whenOf(opened)}
            {opened.change && ` · ${changeWords(opened)}`}
          </p>
          <p>{lineWords(opened)}</p>
          <EventsOf line={opened} />
          <pre>{JSON.stringify(opened.data, null, 2)}</pre>
          <p className={styles.note}>
            Hash {opened.hash} · line before {opened.previous}
          </p>
        </section>
      )}
    </>
  )
}

/** Seconds around a line in which LastPass may have logged the same, as main joins them. */
const around = { before: 120, after: 300 }

/** Leads from a line about somebody to what LastPass logged of them about that time. */
function EventsOf({ line }: { line: JournalLine }) {
  const may = useMay()
  const at = Date.parse(line.time)
  if (line.change === null || !Number.isFinite(at) || !may('audit.page')) return null
  const search = {
    about: { kind: 'person' as const, name: line.change.username },
    from: new Date(at - around.before * 1000).toISOString(),
    to: new Date(at + around.after * 1000).toISOString(),
    own: 'shown' as const,
  }
  return (
    <p>
      <Link to="/audit" search={search}>
        Show LastPass’ events of this person, 2 minutes before to 5 after
      </Link>
    </p>
  )
}

function JournalButtons() {
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

/** What a broken journal is still good for, and what to do now. */
function brokenNext(sound: number, exports: boolean): string {
  const rest =
    sound === 0
      ? 'None of its lines proves anything by itself.'
      : `${sound === 1 ? 'Line 1 is as it was' : `Lines 1 to ${count(sound)} are as they were`} written; nothing after proves anything by itself.`
  const keep = exports
    ? 'Export the journal as it is and keep it'
    : 'Tell an admin, who can export the journal as it is'
  return `${rest} ${keep}, compare it with an earlier export, and take LastPass’ own log for what was done.`
}

function Verified({ verified }: { verified: Output<'journal.verify'> }) {
  const exports = useMay()('journal.export')
  return (
    <div className={styles.verified} data-broken={!verified.intact || undefined} role="status">
      {verified.intact ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
      {verified.intact ? (
        <span>
          <strong>Intact.</strong> {plural(verified.entries, 'line', 'lines')}, none altered, removed or reordered.
        </span>
      ) : verified.lost?.restBrokenAt === null && verified.brokenAt === 1 ? (
        <span>
          <strong>Not provable up to line {count(verified.lost.lines)}.</strong> {verified.reason}
        </span>
      ) : (
        <span>
          <strong>Not intact{verified.brokenAt === null ? '' : ` at line ${count(verified.brokenAt)}`}.</strong>{' '}
          {verified.reason} {brokenNext(verified.entries, exports)}
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
