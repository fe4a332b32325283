import { Button, NativeSelect } from '@mantine/core'
import type { Output } from '../../../contract/calls.ts'
import type { Tenant } from '../../../contract/model.ts'
import { EnterHash } from '../../features/connection/enter-hash.tsx'
import { useTenant } from '../../features/session/open-company.ts'
import { refresh } from '../../features/session/refresh.ts'
import { failureOf } from '../../lib/application/client.ts'
import { useAct, useRead } from '../../lib/application/queries.ts'
import { useNow } from '../../lib/now.ts'
import { ago, dayAndTime, listed, plural } from '../../lib/words/format.ts'
import sections from '../../ui/sheets/sections.module.css'
import { FailureState } from '../../ui/states.tsx'
import styles from './change-hash.module.css'
import { HashUses } from './hash-uses.tsx'

type State = Output<'hash.state'>

const reminders = [90, 180, 365]

/** Changing the provisioning hash of the open company, from the list of what uses it to the last tool that works again. */
export function ChangeHash() {
  const tenant = useTenant()
  const connected = tenant !== null && tenant.kind !== 'demo'
  const read = useRead('hash.state', {}, { enabled: connected })
  if (!connected)
    return (
      <p className={sections.note}>
        {tenant === null
          ? 'It belongs to a company; none is open.'
          : 'The made-up company has no provisioning hash that could be changed. Open a connected company.'}
      </p>
    )
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} compact />
  if (!read.data) return null
  const state = read.data
  return (
    <>
      <p>
        A reset in LastPass ends the present hash everywhere, at once: every tool and workstation that has it fails
        until it has the new one. So write down who uses it, prepare, then change it.
      </p>
      <Age state={state} />
      <ol className={styles.steps}>
        <Step number={1} title="What uses the hash" done={state.change !== null}>
          <p className={sections.note}>
            LastPass does not tell. Workstations with a seat file made here are listed automatically; directory sync,
            reports and scripts have to be written down.
          </p>
          <HashUses state={state} />
        </Step>
        <Prepare state={state} />
        {state.change && <Reset entered={state.change.entered} />}
        {state.change && <Enter tenant={tenant} state={state} entered={state.change.entered} />}
        {state.change && <Finish state={state} entered={state.change.entered} />}
      </ol>
    </>
  )
}

function Step({
  number,
  title,
  done,
  children,
}: {
  number: number
  title: string
  done: boolean
  children: React.ReactNode
}) {
  return (
    <li className={sections.section} data-done={done || undefined}>
      <header>
        <span className={styles.number} aria-hidden>
          {number}
        </span>
        <h3>{title}</h3>
        {done && <span className={sections.note}>done</span>}
      </header>
      {children}
    </li>
  )
}

/** How old the hash is, and when somebody wants to hear of it. */
function Age({ state }: { state: State }) {
  const now = useNow()
  const remind = useAct('hash.remind')
  const days = [...new Set([...reminders, ...(state.remindDays === null ? [] : [state.remindDays])])]
  return (
    <section className={sections.section} aria-label="Age of the hash">
      <p>
        {state.entered === null
          ? 'When the present hash was entered here is not known: Provost kept no record of it then.'
          : `The present hash was entered here on ${dayAndTime(state.entered)}, ${ago(state.entered, now)}.`}
      </p>
      <div className={styles.remind}>
        <NativeSelect
          label="Remind admins on this workstation to change it"
          description={
            state.entered === null && state.remindDays !== null
              ? 'Counted from when a hash is entered here next.'
              : undefined
          }
          value={String(state.remindDays ?? '')}
          onChange={(event) => {
            const { value } = event.currentTarget
            remind.mutate({ days: value === '' ? null : Number(value) })
          }}
          data={[
            { value: '', label: 'Never' },
            ...days
              .toSorted((a, b) => a - b)
              .map((each) => ({ value: String(each), label: `After ${plural(each, 'day', 'days')}` })),
          ]}
        />
      </div>
      {remind.error && <FailureState failure={failureOf(remind.error)} compact />}
    </section>
  )
}

function Prepare({ state }: { state: State }) {
  const begin = useAct('hash.begin')
  const end = useAct('hash.end')
  const unsent = useRead('jobs.unsent', {}).data?.jobs ?? []
  const { change } = state
  return (
    <Step number={2} title="Prepare" done={change !== null}>
      <ul className={styles.list}>
        <li>Choose a time at which the tools above may fail for a while, and tell whoever looks after them.</li>
        <li>Make sure that you can get to each place where the hash is entered, and that a super admin is at hand.</li>
        <li>Agree on how the new hash travels: through a vault, never by mail.</li>
        <li>Have a passphrase ready for the seat files; each workstation needs a new one.</li>
        {unsent.length > 0 && (
          <li>
            <strong>
              {plural(unsent.length, 'job is', 'jobs are')} under way or waiting here. Let{' '}
              {unsent.length === 1 ? 'it' : 'them'} end first: a request that is refused in the middle has to be looked
              at again.
            </strong>
          </li>
        )}
      </ul>
      {change === null ? (
        <div className={sections.actions}>
          <Button loading={begin.isPending} onClick={() => begin.mutate({})}>
            Begin the change
          </Button>
        </div>
      ) : (
        change.entered === null && (
          <div className={sections.actions}>
            <span className={`${sections.note} ${styles.begun}`}>
              Begun {dayAndTime(change.begun)}. Nothing was changed by that.
            </span>
            <Button variant="subtle" color="gray" loading={end.isPending} onClick={() => end.mutate({})}>
              Call the change off
            </Button>
          </div>
        )
      )}
      {(begin.error ?? end.error) && <FailureState failure={failureOf(begin.error ?? end.error)} compact />}
    </Step>
  )
}

function Reset({ entered }: { entered: string | null }) {
  const open = useAct('app.openPage')
  return (
    <Step number={3} title="Reset it in LastPass" done={entered !== null}>
      <p>
        Log in to the admin console as a super admin and reset the provisioning hash under Advanced, Enterprise API.
        From that moment the old one counts nowhere. The new one is shown once: copy it into your company’s vault first.
      </p>
      <div className={sections.actions}>
        <Button variant="default" onClick={() => open.mutate({ page: 'enterprise-api' })}>
          Open Enterprise API in the admin console
        </Button>
        <Button variant="subtle" onClick={() => open.mutate({ page: 'create-hash-help' })}>
          LastPass’ own help
        </Button>
      </div>
      {open.error && <FailureState failure={failureOf(open.error)} compact />}
    </Step>
  )
}

function Enter({ tenant, state, entered }: { tenant: Tenant; state: State; entered: string | null }) {
  return (
    <Step number={4} title="Enter the new one here" done={entered !== null}>
      {entered === null ? (
        <>
          <p>
            It is checked by a call that only reads, for account number {tenant.cid} at {tenant.baseUrl}. Then it is
            written over the old one in this computer’s keychain, and read back.
          </p>
          <EnterHash tenant={tenant} button="Check and keep the new hash" onDone={() => void refresh()} />
        </>
      ) : (
        <p>
          Entered on {dayAndTime(entered)} and checked. The keychain of this computer has the new one alone.
          {state.uses.length === 0 && ' Nothing else is written down as using it.'}
        </p>
      )}
    </Step>
  )
}

function Finish({ state, entered }: { state: State; entered: string | null }) {
  const end = useAct('hash.end')
  const left = state.uses.filter(({ works }) => works === null)
  if (entered === null) return null
  return (
    <Step number={5} title="Bring it to the others" done={left.length === 0}>
      <p className={sections.note}>
        Give each its hash, or its seat file, and try it. Tick it in the list above once you have seen it work.
      </p>
      <p>
        {left.length === 0
          ? 'All that is written down works again.'
          : `${plural(left.length, 'one is', 'are')} not ticked yet: ${listed(left.map(({ name }) => name))}.`}
      </p>
      <div className={sections.actions}>
        <Button
          variant={left.length === 0 ? 'filled' : 'default'}
          loading={end.isPending}
          onClick={() => end.mutate({})}
        >
          {left.length === 0 ? 'End the change' : `End the change with ${left.length} not ticked`}
        </Button>
      </div>
      {end.error && <FailureState failure={failureOf(end.error)} compact />}
    </Step>
  )
}
