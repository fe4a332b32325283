import { Button, Modal, TextInput } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { upload } from '../../features/people-list/sources.ts'
import { act } from '../../lib/application/queries.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import { plural } from '../../lib/words/format.ts'
import { dayProblem, isWrittenDay } from '../../lib/words/written-day.ts'
import { FileButton } from '../../ui/file-button.tsx'
import { FailureState } from '../../ui/states.tsx'

/** The day of an instant on this computer's calendar. */
const dayOf = (time: number): string => {
  const date = new Date(time)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

/** Chooses the report's file, asks of which day it is, and imports it. */
export function ImportReport({ words }: { words: string }) {
  const [file, setFile] = useState<File | null>(null)
  const [made, setMade] = useState('')
  const isDay = isWrittenDay(made)
  const take = useAction(async () => {
    if (file === null) return
    const name = await upload(new Uint8Array(await file.arrayBuffer()), (part) => act('scores.uploadReport', part))
    const { report } = await act('scores.importReport', { file: name, made })
    setFile(null)
    toastDone(`The counts of ${plural(report?.people ?? 0, 'person', 'people')} were taken over.`)
  })
  return (
    <>
      <FileButton
        field="Security report"
        accept=".csv,.txt,text/csv"
        icon={<IconFileImport size={15} stroke={1.7} />}
        title="The admin console’s security report as CSV"
        onFile={(chosen) => {
          take.clear()
          setMade(dayOf(chosen.lastModified))
          setFile(chosen)
        }}
      >
        {words}
      </FileButton>
      <Modal opened={file !== null} onClose={() => setFile(null)} title="Import the security report">
        <form
          style={{ display: 'grid', gap: 12 }}
          onSubmit={(event) => {
            event.preventDefault()
            if (isDay) void take.run()
          }}
        >
          <p>
            {file?.name}: the counts of weak and reused passwords are taken by address. Other columns are left aside,
            and an earlier report is replaced.
          </p>
          <TextInput
            data-autofocus
            label="Made on"
            description="The file’s own date stands here; correct it where it was copied later."
            value={made}
            error={dayProblem(made)}
            onChange={({ currentTarget }) => setMade(currentTarget.value.trim())}
          />
          {take.failure && <FailureState compact failure={take.failure} />}
          <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
            <Button variant="default" onClick={() => setFile(null)}>
              Cancel
            </Button>
            <Button type="submit" loading={take.pending} disabled={!isDay}>
              Import the report
            </Button>
          </div>
        </form>
      </Modal>
    </>
  )
}
