import { Button, Modal } from '@mantine/core'
import { IconIdBadge2, IconPlugConnected } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { canGiveUp, GiveUp } from '../../features/seat/give-up.tsx'
import { ImportSeat } from '../../features/seat/import-seat.tsx'
import { seatWords } from '../../features/seat/seat-words.ts'
import { useAppState } from '../../features/session/open-company.ts'
import { useMay, useSeat } from '../../features/session/use-seat.ts'
import choice from './choice.module.css'

/** How a company of one's own comes to this workstation: by its hash, or by a seat file; as far as its seat allows. */
export function OwnCompany() {
  const state = useSeat().data
  const may = useMay()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'import' | 'give' | null>(null)
  if (!state) return null
  const connects = may('tenants.connect')
  return (
    <section className={choice.choice}>
      {connects ? <Connects /> : <Narrow state={state} />}
      <div className={choice.ways}>
        {connects && <Button onClick={() => void navigate({ to: '/connect' })}>Connect a company</Button>}
        <Button variant={connects ? 'subtle' : 'filled'} onClick={() => setDialog('import')}>
          {connects ? 'I was given a seat file' : 'Use a seat file'}
        </Button>
        {canGiveUp(state) && (
          <Button variant={connects ? 'subtle' : 'default'} onClick={() => setDialog('give')}>
            Give the seat back
          </Button>
        )}
      </div>
      <Modal opened={dialog === 'import'} onClose={() => setDialog(null)} title="Use a seat file on this workstation">
        <ImportSeat onDone={() => void navigate({ to: '/', search: {} })} />
      </Modal>
      <Modal opened={dialog === 'give'} onClose={() => setDialog(null)} title="Give the seat back">
        <GiveUp onDone={() => setDialog(null)} />
      </Modal>
    </section>
  )
}

function Connects() {
  const keychain = useAppState().data?.keychain
  return (
    <>
      <IconPlugConnected size={26} stroke={1.5} aria-hidden />
      <h2>Connect your company</h2>
      <p>
        You need the account number (CID) and the provisioning hash from the admin console. Both are checked by a real
        call before anything is kept; the hash{' '}
        {keychain?.available === false
          ? 'is held in memory until Provost closes'
          : 'goes into this computer’s keychain'}{' '}
        and is sent to LastPass only.
      </p>
    </>
  )
}

/** A seat that connects no company: which it is, who says so, and what can be done. */
function Narrow({ state }: { state: Output<'seats.state'> }) {
  const companies = useAppState().data?.tenants.filter(({ kind }) => kind === 'lastpass').length ?? 0
  const { label } = seatWords[state.seat]
  return (
    <>
      <IconIdBadge2 size={26} stroke={1.5} aria-hidden />
      <h2>
        {state.by === 'lost'
          ? 'This workstation’s seat cannot be used'
          : `This workstation has a ${label.toLowerCase()}`}
      </h2>
      {state.by === 'lost' ? (
        <p>{state.message}</p>
      ) : (
        <p>
          {state.file
            ? `A seat file for “${state.file.label}” limits it${companies === 0 ? ', and the company that came with the file is not on this computer' : ''}. `
            : 'The policy of this machine limits it. '}
          Only an admin seat connects a company. A seat file brings its company with it
          {canGiveUp(state) ? '; or give the seat back, and the workstation is as new.' : ': ask an admin for one.'}
        </p>
      )}
    </>
  )
}
