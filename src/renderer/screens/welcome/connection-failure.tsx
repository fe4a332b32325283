import { Button } from '@mantine/core'
import type { Failure, FailureCode } from '../../../contract/failure.ts'
import { useAct } from '../../lib/queries.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './welcome.module.css'

/** What to do next, by what went wrong while connecting. */
const steps: Partial<Record<FailureCode, string[]>> = {
  'credential-refused': [
    'LastPass does not say which of the two is wrong: compare the account number digit by digit.',
    'If somebody reset the hash, the old one stopped working at that moment. Copy the newest.',
    'The hash is shown once. If nobody kept it, it has to be reset, and every integration needs the new one.',
  ],
  offline: [
    'Check that this computer is connected, and that lastpass.com opens in a browser.',
    'A company proxy or firewall can stand in between; Provost uses the system’s proxy settings.',
  ],
  'unexpected-answer': [
    'Check the service address under Advanced.',
    'A proxy or a sign-in page can answer in LastPass’ place: open lastpass.com in a browser once.',
    'The Enterprise API comes with LastPass Business. Other plans do not have it.',
  ],
  'service-refused': [
    'The Enterprise API comes with LastPass Business. Other plans do not have it.',
    'LastPass’ own words are under Details.',
  ],
  'rate-limited': ['LastPass asked to slow down. Wait a minute, then check again.'],
}

/** A failed attempt to connect: nothing was kept, and what to try. */
export function ConnectionFailure({ failure }: { failure: Failure }) {
  const open = useAct('app.openPage')
  const next = steps[failure.code]
  return (
    <div className={styles.failure}>
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
      />
      {next && (
        <ul>
          {next.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      )}
      <p>Nothing was kept.</p>
    </div>
  )
}
