import { Button, Modal, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import type { HistoryCheck } from '../../../../contract/calls/score-history.ts'
import type { KnownKey } from '../../../../contract/scores/snapshot.ts'
import { ComparedButton } from '../../../features/scores/snapshots/compared-button.tsx'
import { call, failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { absolute, count, people, plural, shortDay } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'

type Joins = NonNullable<HistoryCheck['joins']>

/** What would be joined, in sentences. */
export function joinsWords({ days, from, to, both, people: all, unseen, departments, groups }: Joins): string[] {
  return [
    `${plural(days, 'day', 'days')} from ${shortDay(from)} to ${shortDay(to)} would be joined: ${people(all)} in ${plural(departments, 'department', 'departments')} and ${plural(groups, 'group', 'groups')}.`,
    unseen === 0
      ? 'All of them are known here.'
      : `${count(unseen)} of them ${unseen === 1 ? 'was' : 'were'} never seen here, and only count on those days.`,
    both === 0 ? '' : `${plural(both, 'day is', 'days are')} kept here too: what was kept here stays as it is.`,
  ].filter(Boolean)
}

/** Shows what a file of another workstation would add, asks for its passphrase, and joins it. */
export function JoinHistory({ name, file, onClose }: { name: string; file: string; onClose: () => void }) {
  const first = useRead('scores.checkHistory', { file })
  const [opened, setOpened] = useState<HistoryCheck | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const check = opened ?? first.data
  const look = useAction(async () => setOpened(await call('scores.checkHistory', { file, passphrase })))
  const join = useAction(async () => {
    const { days } = await act('scores.joinHistory', { file, passphrase, plan: check?.plan ?? '' })
    toastDone(`${plural(days, 'day was', 'days were')} joined, and noted in the journal.`)
    onClose()
  })
  const failure = look.failure ?? join.failure ?? (first.error ? failureOf(first.error) : null)
  return (
    <Modal opened onClose={onClose} title="Join the history of another workstation" size={620}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          void (check?.state === 'joinable' ? join.run() : look.run())
        }}
      >
        <p style={{ overflowWrap: 'anywhere' }}>{name}</p>
        {check?.signedBy && <Signed key={check.signedBy} check={check} signedBy={check.signedBy} />}
        {check?.state === 'refused' && (
          <p role="alert">
            <strong>It cannot be joined.</strong> {check.reason}
          </p>
        )}
        {check?.state === 'locked' && (
          <PasswordInput
            data-autofocus
            label="Passphrase"
            description="The one that the file was exported with."
            error={opened?.state === 'locked' ? opened.reason : null}
            autoComplete="off"
            maxLength={200}
            value={passphrase}
            onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
          />
        )}
        {check?.joins && (
          <div role="status">
            {joinsWords(check.joins).map((words) => (
              <p key={words}>{words}</p>
            ))}
          </div>
        )}
        {failure && <FailureState compact failure={failure} />}
        <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
          <Button variant="default" onClick={onClose}>
            {check?.state === 'refused' ? 'Close' : 'Cancel'}
          </Button>
          {check?.state === 'locked' && (
            <Button type="submit" loading={look.pending} disabled={passphrase === ''}>
              Show what would be joined
            </Button>
          )}
          {check?.joins && (
            <Button type="submit" data-autofocus loading={join.pending}>
              {`Join ${plural(check.joins.days, 'day', 'days')}`}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  )
}

/** Who wrote the file, and whether its key was compared here. */
function Signed({ check, signedBy }: { check: HistoryCheck; signedBy: string }) {
  const [known, setKnown] = useState<KnownKey | null>(check.known)
  return (
    <div>
      <p>
        {check.by !== null && check.created !== null && `Written by ${check.by} on ${absolute(check.created)}. `}
        {check.own
          ? 'Signed by this workstation: '
          : known === null
            ? 'Signed by a key that nobody compared here: '
            : `Signed by the key of ${known.label}, compared on ${shortDay(known.compared)}: `}
        <code>{signedBy}</code>
        {!check.own && known === null && '. Compare it with the one that is shown at the other workstation.'}
      </p>
      {!check.own && (
        <ComparedButton
          fingerprint={signedBy}
          label={known?.label ?? check.by ?? ''}
          known={known !== null}
          onKnown={setKnown}
        />
      )}
    </div>
  )
}
