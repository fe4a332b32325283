import { Button, Checkbox, MultiSelect, NativeSelect, NumberInput, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ScheduleState, SnapshotSchedule } from '../../../../contract/calls/snapshot-schedule.ts'
import type { SnapshotPeople } from '../../../../contract/scores/snapshot.ts'
import { MinimumField } from '../../../features/scores/snapshots/minimum-field.tsx'
import { peopleChoices } from '../../../features/scores/snapshots/people-choices.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { plural, shortDay } from '../../../lib/words/format.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'

const rhythms = [
  { value: 'week', label: 'Each week' },
  { value: 'month', label: 'Each month' },
]

/** Snapshots that this workstation writes by itself: what of, how often, into which folder. */
export function ScheduleForm() {
  const state = useRead('snapshots.schedule', {})
  if (state.error) return <FailureState failure={failureOf(state.error)} compact />
  if (!state.data) return null
  return <Schedule key={JSON.stringify(state.data.schedule)} state={state.data} />
}

/** What was written last, what is due next, and what stands in the way. */
function Standing({ state: { schedule, next, last, problem } }: { state: ScheduleState }) {
  if (schedule === null) return null
  return (
    <>
      <p role="status">
        <bdi>{schedule.folder}</bdi>
        {next !== null && ` · the next is due on ${shortDay(next)}`}
        {last !== null &&
          ` · ${last.file} was written${last.late > 0 ? ` ${plural(last.late, 'day', 'days')} late, because Provost did not run on ${shortDay(last.due)} or could not write then` : ''}${last.missed > 0 ? `; ${plural(last.missed, 'earlier one is', 'earlier ones are')} left out` : ''}`}
      </p>
      {last?.withheld && <p className={sections.note}>{`Its numbers are ${last.withheld}.`}</p>}
      {problem !== null && (
        <FailureState failure={{ code: 'storage', message: `${problem} It will be tried again every hour.` }} compact />
      )}
    </>
  )
}

function Schedule({ state }: { state: ScheduleState }) {
  const { schedule } = state
  const [every, setEvery] = useState<SnapshotSchedule['every']>(schedule?.every ?? 'week')
  const [people, setPeople] = useState<SnapshotPeople>(schedule?.people ?? 'hidden')
  const [departments, setDepartments] = useState(schedule?.departments ?? [])
  const [groups, setGroups] = useState(schedule?.groups ?? [])
  const [expires, setExpires] = useState(schedule?.expires ?? 30)
  const [least, setLeast] = useState(schedule?.minimumGroup ?? 5)
  const [sealed, setSealed] = useState(schedule?.sealed ?? false)
  const [passphrase, setPassphrase] = useState('')
  const departmentNames = useRead('scores.scopes', { kind: 'department', days: 1 }).data?.rows
  const groupNames = useRead('scores.scopes', { kind: 'group', days: 1 }).data?.rows
  const kept = sealed && schedule?.sealed === true && passphrase === ''
  const short = sealed && !kept && passphrase.length < 8
  const save = useAction(async (chooseFolder: boolean) => {
    const next = await act('snapshots.setSchedule', {
      ...{ every, people, departments, groups, expires, chooseFolder, minimumGroup: least },
      ...(kept ? {} : { passphrase: sealed ? passphrase : null }),
    })
    setPassphrase('')
    if (next.schedule !== null) toastDone('Kept, and noted in the journal.')
  })
  const stop = useAction(() => act('snapshots.stopSchedule', {}))
  const failure = save.failure ?? stop.failure
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!short) void save.run(false)
  }
  return (
    <form className={sections.section} onSubmit={submit} aria-label="Automatic snapshots">
      <h3>Automatic snapshots</h3>
      <p className={sections.note}>
        While Provost runs on this workstation it writes a signed snapshot into a folder, for instance one that is
        shared with managers. One that was missed is written at the next start.
        {schedule === null && ' None are written now.'}
      </p>
      <Standing state={state} />
      <div className={sections.fields}>
        <NativeSelect
          label="How often"
          data={rhythms}
          value={every}
          onChange={(event) => setEvery(event.currentTarget.value as SnapshotSchedule['every'])}
        />
        <NativeSelect
          label="People"
          data={peopleChoices}
          value={people}
          onChange={(event) => setPeople(event.currentTarget.value as SnapshotPeople)}
        />
        <MultiSelect
          label="Departments"
          placeholder={departments.length + groups.length === 0 ? 'the whole company' : undefined}
          searchable
          clearable
          limit={100}
          maxValues={100}
          data={namesOf(departmentNames, departments)}
          value={departments}
          onChange={setDepartments}
        />
        <MultiSelect
          label="Groups"
          placeholder={departments.length + groups.length === 0 ? 'the whole company' : undefined}
          searchable
          clearable
          limit={100}
          maxValues={100}
          data={namesOf(groupNames, groups)}
          value={groups}
          onChange={setGroups}
        />
        <NumberInput
          label="Days after which each expires"
          min={1}
          max={3650}
          value={expires}
          onChange={(value) => setExpires(Math.min(3650, Math.max(1, Number(value) || 1)))}
        />
        {people !== 'named' && <MinimumField value={least} onChange={setLeast} />}
        <div>
          <Checkbox
            label="Encrypt each with a passphrase"
            checked={sealed}
            onChange={({ currentTarget }) => setSealed(currentTarget.checked)}
          />
          {sealed && (
            <PasswordInput
              aria-label="Passphrase of the snapshots"
              description={
                schedule?.sealed
                  ? 'The keychain has one; leave this empty to go on with it.'
                  : 'At least 8 characters. It is kept in the keychain of this workstation.'
              }
              autoComplete="off"
              maxLength={200}
              value={passphrase}
              onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
            />
          )}
        </div>
      </div>
      {failure && <FailureState failure={failure} compact />}
      <div className={sections.actions}>
        <Button type="submit" loading={save.pending} disabled={short}>
          {schedule === null ? 'Choose a folder and begin' : 'Keep these choices'}
        </Button>
        {schedule !== null && (
          <>
            <Button variant="default" disabled={short} onClick={() => void save.run(true)}>
              Choose another folder
            </Button>
            <Button variant="default" loading={stop.pending} onClick={() => void stop.run()}>
              Stop automatic snapshots
            </Button>
          </>
        )}
      </div>
    </form>
  )
}

/** Those there are, and those that were chosen and are no more. */
const namesOf = (rows: readonly { name: string }[] | undefined, chosen: readonly string[]): string[] =>
  [...new Set([...(rows ?? []).map(({ name }) => name), ...chosen])].sort((a, b) => a.localeCompare(b))
