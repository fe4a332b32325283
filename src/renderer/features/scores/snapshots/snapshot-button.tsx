import { Button } from '@mantine/core'
import { IconFileCertificate } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { latePart } from '../../../lib/late-parts.ts'

const SnapshotDialog = latePart(() => import('./snapshot-dialog.tsx'), 'SnapshotDialog')

/** Opens the dialog that writes a snapshot for a manager. */
export function SnapshotButton() {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileCertificate size={16} stroke={1.7} />}
        onClick={() => setOpened(true)}
      >
        Snapshot for a manager
      </Button>
      <Suspense fallback={null}>{opened && <SnapshotDialog onClose={() => setOpened(false)} />}</Suspense>
    </>
  )
}
