import { Drawer } from '@mantine/core'
import { showJob, useJobShown } from '../open-dialogs.ts'
import { JobDetail } from './job-detail.tsx'

/** One job, beside whatever screen is open. */
export function JobDrawer() {
  const job = useJobShown()
  return (
    <Drawer
      opened={job !== null}
      onClose={() => showJob(null)}
      position="right"
      size={740}
      title="Job"
      transitionProps={{ duration: 120 }}
      overlayProps={{ color: 'var(--scrim)', backgroundOpacity: 0.5 }}
    >
      {job !== null && <JobDetail key={job} id={job} />}
    </Drawer>
  )
}
