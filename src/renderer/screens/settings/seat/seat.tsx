import type { Output } from '../../../../contract/calls.ts'
import type { ChangeKind } from '../../../../contract/change.ts'
import { changeKinds } from '../../../../contract/lists.ts'
import { kindWords } from '../../../features/changes/kind-words.ts'
import { canGiveUp, GiveUp } from '../../../features/seat/give-up.tsx'
import { ImportSeat } from '../../../features/seat/import-seat.tsx'
import { seatWords } from '../../../features/seat/seat-words.ts'
import { useMay, useSeat } from '../../../features/session/use-seat.ts'
import { useAddress } from '../../../lib/address.ts'
import { readSettingsSearch } from '../../../lib/addresses.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { absolute, plural } from '../../../lib/words/format.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'
import { MakeSeat } from './make-seat.tsx'

type State = Output<'seats.state'>

const byWords: Record<State['by'], string> = {
  open: 'Nobody has limited this workstation.',
  file: 'A seat file limits this workstation.',
  policy: 'The policy of this machine limits this workstation.',
  lost: 'It ended, or its record is gone.',
}

/** Who limits this workstation. A policy that leaves the seat's name as it is may still narrow it. */
function saidBy({ by, policy }: State): string {
  if (policy.problem !== null) return 'The policy of this machine cannot be trusted.'
  return by === 'open' && policy.fixed.length > 0
    ? 'The policy of this machine fixes what is listed below.'
    : byWords[by]
}

/** What this workstation may do, who says so, and how other workstations get a seat. */
export function Seat() {
  const read = useSeat()
  const may = useMay()
  const [{ seatFor }] = useAddress(readSettingsSearch)
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} compact />
  if (!read.data) return null
  const state = read.data
  return (
    <>
      <Now state={state} />
      {may('seats.make') && <MakeSeat fingerprint={state.fingerprint} own={state.limits} label={seatFor ?? ''} />}
      <section className={sections.section}>
        <h3>Use a seat file here</h3>
        <p className={sections.note}>
          The file puts the company’s credential into this computer’s keychain and limits what can be done from here.
        </p>
        <ImportSeat />
      </section>
      {canGiveUp(state) && (
        <section className={sections.section}>
          <h3>Give the seat back</h3>
          <GiveUp />
        </section>
      )}
    </>
  )
}

/** A policy's seat and kinds of change by the names that they have here. */
function fixedValue(part: string, value: string): string {
  if (part === 'seat') return seatWords[value as State['seat']].label.toLowerCase()
  if (part !== 'kinds' || value === 'none') return value
  return value
    .split(', ')
    .map((kind) => kindWords[kind as ChangeKind].short.toLowerCase())
    .join(', ')
}

function Now({ state }: { state: State }) {
  const { limits, policy } = state
  const lost = state.by === 'lost'
  const everything = state.seat !== 'admin' || limits.kinds.length === changeKinds.length
  return (
    <section className={sections.section} aria-label="This workstation’s seat">
      <header>
        <h3>{lost ? 'No seat that can be used' : seatWords[state.seat].label}</h3>
        <span className={sections.note}>{saidBy(state)}</span>
      </header>
      <p>
        {lost
          ? 'Shows nobody’s account and changes nothing until there is a new seat file.'
          : everything
            ? seatWords[state.seat].meaning
            : 'Sees everything; sends only the changes listed.'}
      </p>
      {lost && state.message && <p>{state.message}</p>}
      <dl className={sections.facts}>
        <div>
          <dt>Changes that can be sent</dt>
          <dd>
            {limits.kinds.length === 0
              ? 'none'
              : limits.kinds.map((kind) => kindWords[kind].short.toLowerCase()).join(', ')}
          </dd>
        </div>
        <div>
          <dt>Lists of everyone to files</dt>
          <dd>{limits.exports ? 'yes' : 'no'}</dd>
        </div>
        {limits.cap !== null && (
          <div>
            <dt>The typed count</dt>
            <dd>is asked for above {plural(limits.cap, 'change', 'changes')} in one plan that take something away</dd>
          </div>
        )}
        {state.until && (
          <div>
            <dt>Ends</dt>
            <dd>{absolute(state.until)}</dd>
          </div>
        )}
        {state.file && (
          <div>
            <dt>Seat file</dt>
            <dd>
              “{state.file.label}”, imported {absolute(state.file.imported)}, signed by {state.file.signer}
            </dd>
          </div>
        )}
        {state.fingerprint && (
          <div>
            <dt>This workstation signs with</dt>
            <dd>
              <code>{state.fingerprint}</code> <CopyButton text={state.fingerprint} what="fingerprint" />
            </dd>
          </div>
        )}
        <div>
          <dt>Policy of this machine</dt>
          <dd>
            {policy.found ? 'found at ' : 'none at '}
            <code>{policy.path}</code>
          </dd>
        </div>
      </dl>
      {policy.fixed.length > 0 && (
        <>
          <h4>Fixed by the policy</h4>
          <dl className={sections.facts}>
            {policy.fixed.map(({ part, name, value }) => (
              <div key={part}>
                <dt>{name}</dt>
                <dd>{fixedValue(part, value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {policy.problem && <FailureState failure={{ code: 'not-allowed', message: policy.problem }} compact />}
      <p className={sections.note}>
        A seat narrows what this program offers and does. Somebody who can read this account’s keychain can go around
        it: keep workstations apart from each other by the operating system as well.
      </p>
    </section>
  )
}
