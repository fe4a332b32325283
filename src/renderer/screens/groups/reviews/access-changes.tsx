import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { DraftedMark } from '../../../features/groups/drafted-mark.tsx'
import { GroupPicker } from '../../../features/groups/group-picker.tsx'
import { rightWords, throughWords } from '../../../features/people/rights.ts'
import { FindPerson } from '../../../features/people-list/find-person.tsx'
import { useMay } from '../../../features/session/use-seat.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, dayAndTime, inOrder, plural } from '../../../lib/words/format.ts'
import { Address } from '../../../ui/address.tsx'
import { ScreenHead } from '../../../ui/screen/screen-head.tsx'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import styles from './reviews.module.css'

type Row = Output<'access.diff'>['rows'][number]
type Whom = 'everyone' | 'person' | 'group'
/** Rows that are drawn at once. */
const together = 200
const day = 86_400_000
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)
const rights = (access: Row['before']): string =>
  access === null ? 'none' : [rightWords(access), throughWords(access.through)].filter(Boolean).join(', ')

/** Who could use which shared folder on one day, and on another: what differs, by person and folder. */
export function AccessChanges({ onBack }: { onBack: () => void }) {
  const [from, setFrom] = useState(() => dayOf(Date.now() - 30 * day))
  const [to, setTo] = useState(() => dayOf(Date.now()))
  const [whom, setWhom] = useState<Whom>('everyone')
  const [person, setPerson] = useState<string | null>(null)
  const [group, setGroup] = useState<string | null>(null)
  const [offset, setOffset] = useState(0)
  const may = useMay()
  const ready = from !== '' && to !== '' && from <= to
  const asked = {
    // From the first day's beginning to the last day's end, as UTC counts days.
    from: `${from}T00:00:00.000Z`,
    to: `${to}T23:59:59.999Z`,
    ...(whom === 'person' && person !== null ? { username: person } : {}),
    ...(whom === 'group' && group !== null ? { group } : {}),
  }
  const chosen = whom === 'everyone' || (whom === 'person' ? person !== null : group !== null)
  const answered = ready && chosen
  const read = useRead('access.diff', { ...asked, offset, limit: together }, { enabled: answered, keep: true })
  const write = useAction(
    async () => {
      const { path, rows } = await act('access.export', asked)
      if (path !== null) toastDone(`${plural(rows, 'change', 'changes')} in ${path}`, 'The changes were exported')
    },
    { failed: 'Nothing was exported' },
  )
  const rows = read.data?.rows ?? []
  // What was read before says nothing of somebody who is still to be chosen.
  const total = answered ? (read.data?.total ?? null) : null
  return (
    <div className={styles.screen}>
      <ScreenHead title="What changed in access" count={total === null ? null : plural(total, 'change', 'changes')}>
        <Button variant="default" leftSection={<IconArrowLeft size={15} stroke={1.7} />} onClick={onBack}>
          All groups
        </Button>
        {may('access.export') && (
          <Button variant="default" disabled={!total} loading={write.pending} onClick={() => void write.run()}>
            Export{total === null ? '' : ` ${plural(total, 'change', 'changes')}`}
          </Button>
        )}
      </ScreenHead>
      <div className={styles.bar}>
        <TextInput
          type="date"
          aria-label="First day"
          max={to}
          value={from}
          onChange={(event) => {
            setFrom(event.currentTarget.value)
            setOffset(0)
          }}
        />
        <span aria-hidden>to</span>
        <TextInput
          type="date"
          aria-label="Last day"
          min={from}
          value={to}
          onChange={(event) => {
            setTo(event.currentTarget.value)
            setOffset(0)
          }}
        />
        <SegmentedControl
          aria-label="Of whom"
          value={whom}
          onChange={(value) => {
            setWhom(value as Whom)
            setOffset(0)
          }}
          data={[
            { value: 'everyone', label: 'Everyone' },
            { value: 'person', label: 'One person' },
            { value: 'group', label: 'One group' },
          ]}
        />
        {whom === 'person' && <FindPerson label="Person" chosen={person} onChoose={setPerson} />}
        {whom === 'group' && (
          <GroupPicker
            label="Group"
            groups={group === null ? [] : [group]}
            onGroups={(groups) => setGroup(groups.at(-1) ?? null)}
          />
        )}
        <span className={`${styles.quiet} ${styles.end}`}>
          {read.data?.knownSince
            ? `Known from ${dayAndTime(read.data.knownSince)}${read.data.knownUntil ? ` to ${dayAndTime(read.data.knownUntil)}` : ''}`
            : read.data
              ? 'Nothing is known yet: no refresh has read the shared folders'
              : ''}
        </span>
      </div>
      {read.error ? (
        <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
      ) : !ready ? (
        <EmptyState title="Choose two days">The first one must not be after the last one.</EmptyState>
      ) : !chosen ? (
        <EmptyState title={whom === 'person' ? 'Choose a person' : 'Choose a group'} />
      ) : read.data && rows.length === 0 ? (
        <EmptyState title="No access changed">
          No refresh between these days saw somebody get or lose access to a shared folder, or keep it with other
          rights.
        </EmptyState>
      ) : (
        <div className={styles.room}>
          <table className={styles.table} aria-label="Changes of access">
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">User name</th>
                <th scope="col">Shared folder</th>
                <th scope="col">Before</th>
                <th scope="col">Afterwards</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.username} ${row.folder}`}>
                  <td title={row.fullname}>
                    <DraftedMark username={row.username}>
                      <bdi>{inOrder(row.fullname) || 'no name'}</bdi>
                    </DraftedMark>
                  </td>
                  <td>
                    <Address address={row.username} />
                  </td>
                  <td title={row.name}>
                    <bdi>{row.name}</bdi>
                  </td>
                  <td title={rights(row.before)}>{rights(row.before)}</td>
                  <td title={rights(row.after)}>{rights(row.after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total !== null && total > together && (
        <footer className={styles.foot}>
          <Button
            variant="default"
            size="compact-sm"
            disabled={offset === 0}
            onClick={() => setOffset(Math.max(0, offset - together))}
          >
            Changes before
          </Button>
          <span className="numbers">
            {count(offset + 1)} to {count(Math.min(total, offset + together))} of {count(total)}
          </span>
          <Button
            variant="default"
            size="compact-sm"
            disabled={offset + together >= total}
            onClick={() => setOffset(offset + together)}
          >
            Next changes
          </Button>
        </footer>
      )}
    </div>
  )
}
