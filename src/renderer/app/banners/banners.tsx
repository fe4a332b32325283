import { Button } from '@mantine/core'
import { useState } from 'react'
import type { AppState } from '../../../contract/calls/app.ts'
import { useAppState, useTenant } from '../../features/session/open-company.ts'
import { refresh, useAsked } from '../../features/session/refresh.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { failureSaid } from '../../lib/words/failure-words.ts'
import { absolute, count, plural } from '../../lib/words/format.ts'
import { Banner } from './banner.tsx'
import { UnreadDraft } from './draft-banner.tsx'
import { Credential, OldHash, SeatProblem } from './right-banners.tsx'
import { UnsentJobs } from './unsent-banner.tsx'

/** What a person has to know before trusting the screen; nothing when all is well. */
export function Banners() {
  const state = useAppState().data
  const tenant = useTenant()
  if (!state) return null
  return (
    <>
      {state.storeProblems.map((problem) => (
        <StoreProblem
          key={problem.message}
          problem={problem}
          rereads={problem.keptAs !== null && problem === state.storeProblems.findLast(({ keptAs }) => keptAs !== null)}
        />
      ))}
      {state.clockProblem !== null && <ClockProblem key={state.clockProblem} problem={state.clockProblem} />}
      <SeatProblem />
      {tenant && <Credential />}
      {tenant && <Answer />}
      {tenant && <Missing />}
      {tenant && <UnsentJobs />}
      {tenant && <UnreadDraft />}
      <OldHash />
      {!state.keychain.available && (
        <NoKeychain reason={state.keychain.reason} kept={state.tenants.some(({ sessionOnly }) => !sessionOnly)} />
      )}
    </>
  )
}

/** `rereads`: reading anew is offered here, once for all problems. */
function StoreProblem({ problem, rereads }: { problem: AppState['storeProblems'][number]; rereads: boolean }) {
  const ready = useTenant()?.credential === 'ready'
  const may = useMay()
  const [seen, setSeen] = useState<string | null>(null)
  const accept = useAction(async () => void (await act('journal.acceptLoss', {})), {
    failed: 'The loss was not accepted',
  })
  if (seen === problem.message) return null
  const said = failureSaid({ code: 'storage', message: problem.message })
  return (
    <Banner
      tone="red"
      actions={
        problem.kind === 'unwritable' ? undefined : (
          <>
            {problem.pending && may('journal.acceptLoss') && (
              <Button variant="default" loading={accept.pending} onClick={() => void accept.run()}>
                Accept the loss and allow changes
              </Button>
            )}
            {rereads && ready && may('directory.sync') && (
              <Button variant="default" onClick={() => void refresh()}>
                Read everything again
              </Button>
            )}
            {!problem.pending && (
              <Button variant="subtle" color="gray" onClick={() => setSeen(problem.message)}>
                Hide
              </Button>
            )}
          </>
        )
      }
    >
      <strong>{said.what}</strong> {said.next} {!said.next.includes(unaffected) && unaffected}{' '}
      {problem.keptAs && <>The old file was kept as {problem.keptAs}.</>}
    </Banner>
  )
}

const unaffected = 'LastPass is not affected.'

function ClockProblem({ problem }: { problem: string }) {
  const [seen, setSeen] = useState(false)
  if (seen) return null
  const [what, ...next] = problem.split(/(?<=\.) /)
  return (
    <Banner
      tone="amber"
      actions={
        <Button variant="subtle" color="gray" onClick={() => setSeen(true)}>
          Hide
        </Button>
      }
    >
      <strong>{what}</strong> {next.join(' ')}
    </Banner>
  )
}

/** `kept`: companies are known whose keys are in the keychain. */
function NoKeychain({ reason, kept }: { reason: string | null; kept: boolean }) {
  const [seen, setSeen] = useState(false)
  if (seen) return null
  return (
    <Banner
      tone="amber"
      actions={
        <Button variant="default" onClick={() => setSeen(true)}>
          Hide until the next start
        </Button>
      }
    >
      <strong>Provost cannot use this computer’s keychain.</strong> {reason} Nothing secret is written to disk: what you
      enter and read now is gone when Provost closes.
      {kept && ' Companies that were kept before can be opened once there is a keychain again.'}
    </Banner>
  )
}

/** What LastPass did not give with an otherwise good refresh. */
function Missing() {
  const status = useRead('directory.status', {}).data
  const [hidden, setHidden] = useState<string | null>(null)
  if (!status || status.syncing || status.asOf === null || hidden === status.asOf) return null
  return status.missing.map(({ what, asOf, reason }) => (
    <Banner
      key={what}
      tone="amber"
      actions={
        <Button variant="subtle" color="gray" onClick={() => setHidden(status.asOf)}>
          Hide
        </Button>
      }
    >
      <strong>{asOf === null ? 'Shared folders are not known.' : `Shared folders are as of ${absolute(asOf)}.`}</strong>{' '}
      People and groups were refreshed. {reason}
    </Banner>
  ))
}

function Answer() {
  const may = useMay()
  const tenant = useTenant()
  const status = useRead('directory.status', {}).data
  const asked = useAsked()
  const [hidden, setHidden] = useState<string | null>(null)
  if (!status || status.syncing) return null
  const suspicious = status.suspicious
  // Kept aside until an answer is another one, or somebody refreshes; the top bar's details still say so.
  if (suspicious && hidden === `${suspicious.since} ${asked}`) return null
  if (suspicious) {
    const { before, now, known } = suspicious
    if (before === null || now === null || known === null)
      return (
        <Banner tone="amber">
          <strong>LastPass answered with suspiciously few people, or with others.</strong> Nothing was changed. An admin
          can look into it; a later, complete answer is taken over automatically.
        </Banner>
      )
    const missing = before - known
    const others = now - known
    return (
      <Banner
        tone="amber"
        actions={
          may('directory.sync') && (
            <>
              <Button variant="default" onClick={() => setHidden(`${suspicious.since} ${asked}`)}>
                Keep what I have
              </Button>
              <Button
                variant="default"
                onClick={() => void refresh({ acceptFewer: true })}
                title={`${plural(missing, 'account', 'accounts')} will be listed as gone. Nothing changes in LastPass.`}
              >
                Apply anyway: list {plural(missing, 'account', 'accounts')} as gone
              </Button>
            </>
          )
        }
      >
        <strong>
          LastPass answered with {plural(now, 'account', 'accounts')}; before there were {count(before)}, invitations
          not counted.
        </strong>{' '}
        {others > 0 &&
          `Of those, ${count(known)} ${known === 1 ? 'is' : 'are'} still there: this may be another company’s answer. `}
        Nothing was changed. The answer may be incomplete.
      </Banner>
    )
  }
  const attempt = status.lastAttempt
  const failure = attempt?.failure
  // These have a banner, a screen or a word in the top bar of their own.
  if (
    !attempt ||
    !failure ||
    // Something else that was asked since has reached LastPass.
    (failure.code === 'offline' && status.online) ||
    ['cancelled', 'credential-refused', 'not-connected', 'suspicious'].includes(failure.code) ||
    hidden === attempt.time
  )
    return null
  const said = failureSaid(failure)
  const cut = tenant?.cutOff && failure.code === 'offline' ? tenant.id : null
  return (
    <Banner
      tone={failure.code === 'offline' ? 'slate' : 'amber'}
      actions={
        <>
          {cut !== null && may('tenants.update') && (
            <Button
              variant="default"
              onClick={() => void act('tenants.update', { id: cut, cutOff: false }).then(() => refresh())}
            >
              Put the line back
            </Button>
          )}
          {may('directory.sync') && (
            <Button variant="default" onClick={() => void refresh()}>
              Try again
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={() => setHidden(attempt.time)}>
            Hide
          </Button>
        </>
      }
    >
      <strong>{said.what}</strong>{' '}
      {cut !== null
        ? 'Its line was cut in Settings, for training.'
        : failure.code === 'offline' && status.asOf === null
          ? 'Nothing of this company has been read yet. Check the connection, then try again.'
          : said.next}
    </Banner>
  )
}
