import { Button } from '@mantine/core'
import { goOn, stopJob } from '../../features/changes/job/job-acts.ts'
import { showJob } from '../../features/changes/open-dialogs.ts'
import { useWriting } from '../../features/changes/safe-mode/safe-mode.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { useRead } from '../../lib/application/queries.ts'
import { useNow } from '../../lib/now.ts'
import { plural, stamp } from '../../lib/words/format.ts'
import { Banner } from './banner.tsx'

/** Jobs that rest with changes that were not sent, as after a start: each with the way to send or discard them. */
export function UnsentJobs() {
  const may = useMay()
  const { enabled } = useWriting()
  const now = useNow()
  const jobs = useRead('jobs.unsent', {}, { enabled: may('jobs.unsent') }).data?.jobs ?? []
  const online = useRead('directory.status', {}).data?.online === true
  return jobs
    .filter(({ state }) => state === 'paused')
    .map(({ job, title, note, created, waiting, cutOff }) => {
      const changes = plural(waiting, 'change', 'changes')
      return (
        <Banner
          key={job}
          tone="amber"
          actions={
            <>
              <Button variant="default" onClick={() => void goOn(job, enabled)}>
                {enabled ? `Send ${changes}` : `Enable changes and send ${changes}`}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => void stopJob(job)}>
                Discard {changes}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => showJob(job)}>
                Show
              </Button>
            </>
          }
        >
          <strong>
            {changes} of “{title}” {waiting === 1 ? 'waits' : 'wait'} since {stamp(created, now)}.
          </strong>{' '}
          {note} {cutOff && online && 'LastPass can be reached again.'}
        </Banner>
      )
    })
}
