import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { OpenSnapshot } from '../../features/scores/snapshots/open-snapshot.tsx'
import { canGiveUp, GiveUp } from '../../features/seat/give-up.tsx'
import { ImportSeat } from '../../features/seat/import-seat.tsx'
import { seatWords } from '../../features/seat/seat-words.ts'
import { useTenant } from '../../features/session/open-company.ts'
import { useSeat } from '../../features/session/use-seat.ts'
import { useRead } from '../../lib/application/queries.ts'
import { useNow } from '../../lib/now.ts'
import { failureSaid } from '../../lib/words/failure-words.ts'
import { absolute, ago, count } from '../../lib/words/format.ts'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import sections from '../../ui/sheets/sections.module.css'

/** The first screen of a seat that sees nobody's account: what it is for, what there is, and where to go from here. */
export function Start() {
  const state = useSeat().data
  if (!state) return null
  return (
    <div className={sections.screen}>
      <ScreenHead title="This seat" />
      <div className={sections.only}>
        {state.by === 'lost' ? <Lost message={state.message ?? ''} /> : <Purpose />}
        <AtHand reads={state.by !== 'lost'} />
      </div>
    </div>
  )
}

/** A seat that ended or whose record is gone shows as little as a manager's, and says how to come by another. */
function Lost({ message }: { message: string }) {
  const said = failureSaid({ code: 'not-allowed', message })
  return (
    <>
      <section className={sections.section} role="alert">
        <h2>{said.what}</h2>
        <p>{said.next}</p>
        <p className={sections.note}>
          Until then nothing can be changed from here, and nobody’s account is shown. What was read before is still on
          this computer.
        </p>
      </section>
      <section className={sections.section}>
        <h3>Use a new seat file</h3>
        <ImportSeat />
      </section>
      <section className={sections.section}>
        <h3>Give the seat back</h3>
        <GiveUp />
      </section>
    </>
  )
}

function Purpose() {
  const state = useSeat().data
  const tenant = useTenant()
  const navigate = useNavigate()
  if (!state) return null
  return (
    <section className={sections.section} aria-label="What this seat is for">
      <header>
        <h2>{seatWords[state.seat].label}</h2>
        {state.file && <span className={sections.note}>for “{state.file.label}”</span>}
      </header>
      <p>
        This seat is for looking at the security scores of {tenant?.label}. It shows nobody’s account and changes
        nothing: Overview tells how it stands, and how departments and groups move.
      </p>
      <p>People, groups, shared folders and changes are shown on a help desk’s or an admin’s workstation.</p>
      <p>A snapshot that an admin gave you can be opened here. Nothing is read from LastPass for it.</p>
      <div className={sections.actions}>
        <OpenSnapshot />
      </div>
      {state.until && <p>The seat ends on {absolute(state.until)}.</p>}
      <div className={sections.actions}>
        <Button variant="default" onClick={() => void navigate({ to: '/settings', search: { part: 'seat' } })}>
          {canGiveUp(state) ? 'About this seat, and giving it back' : 'About this seat'}
        </Button>
      </div>
    </section>
  )
}

/** How much was read, and when; `reads`: there is a credential to read more with. */
function AtHand({ reads }: { reads: boolean }) {
  const status = useRead('directory.status', {}).data
  const now = useNow()
  if (!status) return null
  const { asOf, counts } = status
  return (
    <section className={sections.section} aria-label="What was read">
      <h3>{asOf === null ? 'Nothing has been read from LastPass yet' : `Read from LastPass ${ago(asOf, now)}`}</h3>
      {counts && (
        <dl className={`${sections.facts} numbers`}>
          <Fact term="Accounts" value={counts.users} />
          <Fact term="Invited, no account yet" value={counts.invited} />
          <Fact term="Groups" value={counts.groups} />
          <Fact term="Shared folders" value={counts.folders} />
        </dl>
      )}
      <p className={sections.note}>
        {asOf !== null && `As of ${absolute(asOf)}. `}
        {reads && 'Provost reads automatically, at start and as set under Settings, Refresh.'}
      </p>
    </section>
  )
}

const Fact = ({ term, value }: { term: string; value: number }) => (
  <div>
    <dt>{term}</dt>
    <dd>{count(value)}</dd>
  </div>
)
