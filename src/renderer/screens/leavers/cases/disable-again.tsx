import { Button } from '@mantine/core'
import { IconUserMinus } from '@tabler/icons-react'
import type { Input } from '../../../../contract/calls.ts'
import { showPlan } from '../../../features/changes/open-dialogs.ts'
import { call } from '../../../lib/application/client.ts'
import { people } from '../../../lib/words/format.ts'
import { useCheck } from './use-check.ts'

/** 60 seconds: the hold and the request; what takes longer is checked by hand. */
const patienceMs = 60_000

/** For people whom somebody or a directory brought back: a plan to disable them once more, and a check once it is over. */
export function DisableAgain({ usernames, which }: { usernames: readonly string[]; which: Input<'leavers.check'> }) {
  const { check } = useCheck()
  const again = () =>
    showPlan({
      changes: usernames.map((username) => ({ kind: 'disable', username })),
      onSent: (job) =>
        void call('jobs.wait', { job, timeoutMs: patienceMs, limit: 0 }).then(
          ({ job: { state } }) => (state === 'done' ? check(which) : undefined),
          () => undefined,
        ),
    })
  return (
    <Button
      leftSection={<IconUserMinus size={15} stroke={1.8} />}
      title="Opens a plan; nothing is sent yet"
      onClick={again}
    >
      {usernames.length === 1 ? 'Disable again' : `Disable ${people(usernames.length)} again`}
    </Button>
  )
}
