import { Button } from '@mantine/core'
import { IconReport } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { latePart } from '../../../lib/late-parts.ts'

const ReportDialog = latePart(() => import('./report-dialog.tsx'), 'ReportDialog')

/** Opens the dialog that writes a report for a board. */
export function ReportButton() {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconReport size={16} stroke={1.7} />} onClick={() => setOpened(true)}>
        Report
      </Button>
      <Suspense fallback={null}>{opened && <ReportDialog onClose={() => setOpened(false)} />}</Suspense>
    </>
  )
}
