import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Failure, FailureCode } from '../../../contract/failure.ts'
import { useAct } from '../../lib/application/queries.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './connection-failure.module.css'

const compareNumber = 'Compare the account number digit by digit.'
const business = 'The Enterprise API comes with LastPass Business. Other plans do not have it.'

/** What to do next, by what went wrong while connecting. */
const steps: Partial<Record<FailureCode, string[]>> = {
  'credential-refused': [
    compareNumber,
    'Copy the hash again, whole, from where your company keeps it.',
    'Ask the admins whether somebody reset it: the old hash stopped working at that moment. Enter the newest.',
    'Last of all, if nobody kept the hash, it has to be reset: every other integration stops until it has the new one.',
  ],
  offline: [
    'Check that this computer is connected, and that lastpass.com opens in a browser.',
    'A company proxy or firewall can stand in between. Provost uses the system’s proxy settings.',
    'If you changed the service address under Advanced, compare it letter by letter.',
  ],
  'unexpected-answer': [
    'Check the service address under Advanced. The usual one is https://lastpass.com/enterpriseapi.php.',
    'A proxy or a sign-in page can answer in LastPass’ place: open lastpass.com in a browser once.',
    'An error of the service itself usually passes: try again in some minutes.',
    business,
  ],
  'service-refused': [business, 'A hash made by an admin who sees nobody shows nobody: let a super admin make it.'],
  'rate-limited': ['Wait a minute, then check again.'],
}

/** A failed attempt to connect: what happened, that nothing was kept, and what to try; `known`: the account number is not in question. */
export function ConnectionFailure({ failure, known = false }: { failure: Failure; known?: boolean }) {
  const open = useAct('app.openPage')
  const box = useRef<HTMLDivElement>(null)
  const next = steps[failure.code]?.filter((step) => !known || step !== compareNumber)
  // What went wrong may come below what is in view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another failure is the reason to run, not an input
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [failure])
  return (
    <div className={styles.failure} ref={box}>
      <FailureState
        failure={failure}
        compact
        action={
          failure.code === 'credential-refused' ? (
            <Button variant="default" onClick={() => open.mutate({ page: 'enterprise-api' })}>
              Open Enterprise API in the admin console
            </Button>
          ) : undefined
        }
      >
        {next && (
          <>
            <p>Nothing was saved. What to try:</p>
            <ul>
              {next.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ul>
          </>
        )}
      </FailureState>
    </div>
  )
}
