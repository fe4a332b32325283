import { IconFileCertificate } from '@tabler/icons-react'
import { longestSnapshot } from '../../../../contract/scores/scores.ts'
import { FileButton } from '../../../ui/file-button.tsx'
import { type SnapshotFile, showSnapshots } from './snapshot-files.ts'

/** So many are compared at once. */
const mostFiles = 24

/** Reads files of snapshots and shows them; of what is too large nothing is read. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const read = files.slice(0, mostFiles).map(
    async (file): Promise<SnapshotFile> => ({
      name: file.name,
      content: file.size > longestSnapshot ? null : await file.text(),
    }),
  )
  showSnapshots(await Promise.all(read))
}

/** Chooses a snapshot, or several of one series; no connection is made and nothing is kept. */
export function OpenSnapshot() {
  return (
    <FileButton
      field="Snapshot file"
      accept=".provost"
      several
      icon={<IconFileCertificate size={16} stroke={1.7} />}
      title="A .provost file that an admin gave you, or several to compare; they may be dropped anywhere too"
      onFile={(_, files) => void openFiles(files)}
    >
      Open a snapshot
    </FileButton>
  )
}
