import { Button } from '@mantine/core'
import { IconFileAlert } from '@tabler/icons-react'
import { useState } from 'react'
import type { Input, Output } from '../../../contract/calls.ts'
import type { JoinerVerdict } from '../../../contract/joiners.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { ColumnQuestions } from '../../features/people-list/column-questions.tsx'
import { Intake } from '../../features/people-list/intake.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { useAddress } from '../../lib/address.ts'
import { readJoinersSearch } from '../../lib/addresses.ts'
import { failureOf } from '../../lib/application/client.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import { count, people, plural } from '../../lib/words/format.ts'
import { FailureState } from '../../ui/states.tsx'
import { seatNote, verdictOrder, verdictWords } from './joiner-words.ts'
import styles from './joiners.module.css'
import { ManyTable } from './many-table.tsx'

const part = 100

const separators: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', ',': 'commas', '|': 'bars' }
/** How a list was read: a line each, records with named fields, or columns with something between them. */
const formOf = ({ delimiter, header }: Pick<Output<'joiners.rows'>, 'delimiter' | 'header'>): string => {
  if (delimiter === null) return header ? 'records with named fields' : 'lines'
  return `${separators[delimiter] ?? `“${delimiter}”`}, ${header ? 'with' : 'without'} a header`
}

/** Many joiners from a file or a paste: checked, mended in place, then planned. */
export function Many() {
  const [search, go] = useAddress(readJoinersSearch)
  return search.list === undefined ? (
    <div className={styles.page}>
      <section className={styles.card} aria-label="A list of joiners">
        <Intake
          draft="joiners"
          label="Paste a table or addresses, or choose a CSV file"
          placeholder={'E-mail, Name, Department, Groups\nnoor.haddad@example.com, Noor Haddad, Sales, CRM; VPN'}
          button={(lines) => (lines === '' ? 'Check the list' : `Check ${lines}`)}
          onSource={async ({ text, file }) => {
            const given = text === undefined ? (file === undefined ? {} : { file }) : { text }
            const { list } = await act('joiners.check', { ...given, limit: 1 })
            go({ part: 'many', list })
          }}
          upload={(input) => act('joiners.upload', input)}
        />
      </section>
    </div>
  ) : (
    <Checked list={search.list} onAnother={() => go({ part: 'many' })} />
  )
}

function Checked({ list, onAnother }: { list: string; onAnother: () => void }) {
  const may = useMay()
  const [verdict, setVerdict] = useState<JoinerVerdict | 'dropped' | null>(null)
  const [shown, setShown] = useState(part)
  const [enable, setEnable] = useState<ReadonlySet<number>>(new Set())
  const question: Input<'joiners.rows'> = {
    list,
    limit: Math.min(shown, 500),
    ...(verdict === 'dropped'
      ? { dropped: true }
      : { dropped: false, ...(verdict === null ? {} : { verdicts: [verdict] }) }),
  }
  const read = useRead('joiners.rows', question, { keep: true })
  const settings = useRead('joiners.settings', {}).data
  const fix = useAction(
    (change: Omit<Input<'joiners.fix'>, 'list'>) => act('joiners.fix', { list, limit: 0, ...change }),
    {
      failed: 'The list is as before',
      inTurn: true,
    },
  )
  const plan = useAction(
    async () => {
      const made = await act('joiners.plan', { list, enable: [...enable], limit: 0 })
      showPlan({
        plan: made.plan,
        title: made.title,
        note: ({ counts: planned }) =>
          `${seatNote(settings, planned.change)}LastPass mails an invitation to each${enable.size > 0 ? ' who is added; accounts that are enabled again keep their master password' : ''}. Who does not answer is listed under Joiners, Invited.`,
      })
    },
    { failed: 'Nothing was planned' },
  )
  const write = useAction(
    async () => {
      const { path, rows } = await act('joiners.export', { list })
      if (path !== null) toastDone(`${plural(rows, 'row', 'rows')} in ${path}`, 'The list was exported')
    },
    { failed: 'Nothing was exported' },
  )
  const errors = useAction(() => act('joiners.errors', { list }), { failed: 'The file was not written' })
  if (read.error)
    return (
      <FailureState
        failure={failureOf(read.error)}
        action={
          <Button variant="default" onClick={onAnother}>
            Read another list
          </Button>
        }
      />
    )
  const data: Output<'joiners.rows'> | undefined = read.data
  if (!data) return null
  const { counts, dropped } = data
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0)
  const ready = counts.add + enable.size
  const guessed = data.columns.filter((column) => column.guessed).length
  const seats = settings?.seats ?? null
  const after = (settings?.seatsUsed ?? 0) + ready
  return (
    <>
      <div className={styles.bar}>
        <span>
          {plural(all + dropped, 'row', 'rows')} · {formOf(data)} · {data.encoding}
        </span>
        <Button variant="subtle" size="compact-sm" onClick={onAnother}>
          Another list
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconFileAlert size={15} stroke={1.7} />}
          loading={errors.pending}
          disabled={all + dropped === counts.add}
          onClick={() => void errors.run()}
        >
          Write the error file
        </Button>
        {may('joiners.export') && (
          <Button variant="default" size="compact-sm" loading={write.pending} onClick={() => void write.run()}>
            Export {plural(all + dropped, 'row', 'rows')}
          </Button>
        )}
      </div>
      <ColumnQuestions
        asked={data.asked}
        use="joiners"
        onAnswer={async (answers) => {
          await act('joiners.fix', { list, limit: 0, answers })
        }}
      />
      {data.notes.map((note) => (
        <p key={note} className={`${styles.bar} ${styles.asks}`}>
          {note}
        </p>
      ))}
      <fieldset className={styles.bar} aria-label="Rows shown">
        <Button
          variant={verdict === null ? 'light' : 'default'}
          size="compact-sm"
          aria-pressed={verdict === null}
          onClick={() => setVerdict(null)}
        >
          All {count(all)}
        </Button>
        {verdictOrder
          .filter((one) => counts[one] > 0)
          .map((one) => (
            <Button
              key={one}
              variant={verdict === one ? 'light' : 'default'}
              size="compact-sm"
              aria-pressed={verdict === one}
              onClick={() => setVerdict(one)}
            >
              {verdictWords[one].many} {count(counts[one])}
            </Button>
          ))}
        {dropped > 0 && (
          <Button
            variant={verdict === 'dropped' ? 'light' : 'default'}
            size="compact-sm"
            aria-pressed={verdict === 'dropped'}
            onClick={() => setVerdict('dropped')}
          >
            Dropped {count(dropped)}
          </Button>
        )}
        <span className={styles.quiet}>Press a cell to change it. F8: next to fix.</span>
      </fieldset>
      <ManyTable
        data={data}
        busy={fix.pending}
        enable={enable}
        onEnable={(row) => {
          const next = new Set(enable)
          if (!next.delete(row)) next.add(row)
          setEnable(next)
        }}
        onFix={(change) => fix.run(change)}
      />
      {data.total > data.rows.length && (
        <div className={styles.bar}>
          <span>
            {count(data.rows.length)} of {count(data.total)} shown
          </span>
          {shown < 500 ? (
            <Button variant="default" size="compact-sm" onClick={() => setShown(500)}>
              Show up to 500
            </Button>
          ) : (
            <span className={styles.quiet}>Narrow by what is to be fixed, or write the error file.</span>
          )}
        </div>
      )}
      <div className={styles.barFoot}>
        {guessed > 0 && (
          <span>
            {plural(guessed, 'column was', 'columns were')} guessed. What you choose is remembered by its header.
          </span>
        )}
        {seats !== null && (
          <span className={after > seats ? styles.asks : styles.quiet}>
            Seats: {count(after)} of {count(seats)}
            {after > seats ? `, ${count(after - seats)} too many` : ''}
          </span>
        )}
        <Button disabled={ready === 0} loading={plan.pending} onClick={() => void plan.run()}>
          Preview: add {people(ready)}
        </Button>
      </div>
    </>
  )
}
