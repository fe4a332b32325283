import { IconFileUpload } from '@tabler/icons-react'
import { bytes } from '../../lib/words/format.ts'
import { FileButton } from '../../ui/file-button.tsx'

/** 5 MB: what main takes of one file. */
const mostFileBytes = 5 * 1024 * 1024

/** Why a file is not taken as a list, as a sentence; null: it is. */
export const whyTooLong = ({ name, size }: File): string | null =>
  size <= mostFileBytes ? null : `“${name}” has ${bytes(size)}; a list has at most ${bytes(mostFileBytes)}.`

/** Chooses a file with a list of people. */
export const ListFileButton = ({ onFile }: { onFile: (file: File) => void }) => (
  <FileButton
    field="List file"
    icon={<IconFileUpload size={15} stroke={1.7} />}
    accept=".csv,.tsv,.txt,text/csv,text/plain"
    onFile={onFile}
  >
    Choose a CSV or text file
  </FileButton>
)
