import { Button, Modal, TextInput } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { scoreDefinitions } from '../../../contract/score-definitions.ts'
import { upload } from '../../features/people-list/sources.ts'
import { explained, NumberCard } from '../../features/scores/number-card.tsx'
import scores from '../../features/scores/scores.module.css'
import { useMay } from '../../features/session/seat.ts'
import { count, plural, shortDay } from '../../lib/format.ts'
import { act, useRead } from '../../lib/queries.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import { Explain } from '../../ui/explain.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { FailureState } from '../../ui/states.tsx'

/** Weak and reused passwords, which the API does not tell: from the admin console's report, or where to find it. */
export function ReportCard() {
  const may = useMay()
  const report = useRead('scores.lists', {}).data?.report
  if (report === undefined) return null
  return report === null ? (
    <section className={scores.card} aria-label={scoreDefinitions.weak.name}>
      <header>
        {scoreDefinitions.weak.name}
        <Explain
          what={scoreDefinitions.weak.name}
          explanation={explained(scoreDefinitions.weak, 'No report was imported.')}
        />
      </header>
      <span className={scores.note}>
        Not told by the API. LastPass’ admin console has a security report under Reporting; save it as CSV.
      </span>
      {may('scores.importReport') && <ImportReport words="Import it" />}
    </section>
  ) : (
    <NumberCard
      definition={scoreDefinitions.weak}
      value={report.weakColumn === null ? 'not told' : count(report.withWeak)}
      of={`of ${count(report.people)}`}
      tone={report.withWeak > 0 ? 'red' : undefined}
      note={reportWords(report)}
      to={undefined}
      computed={`Report of ${shortDay(report.made)}. ${leftAside(report)}`}
    >
      {may('scores.importReport') && <ImportReport words="Import a newer one" />}
    </NumberCard>
  )
}

type Report = NonNullable<Output<'scores.lists'>['report']>

const reportWords = ({ made, weak, reused, weakColumn, reusedColumn }: Report): string =>
  [
    weakColumn === null ? null : `${count(weak)} weak`,
    reusedColumn === null ? null : `${count(reused)} reused`,
    `report of ${shortDay(made)}`,
  ]
    .filter((part) => part !== null)
    .join(' · ')

const leftAside = ({ unknown, doubled, unread }: Report): string =>
  [
    unknown > 0 ? `${plural(unknown, 'person', 'people')} of it could not be joined with one account at hand.` : '',
    doubled > 0 ? `${plural(doubled, 'address stands', 'addresses stand')} in it with different counts.` : '',
    unread > 0 ? `${plural(unread, 'row', 'rows')} could not be read.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')

/** The day of an instant on this computer's calendar. */
const dayOf = (time: number): string => {
  const date = new Date(time)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

/** Chooses the report's file, asks of which day it is, and imports it. */
function ImportReport({ words }: { words: string }) {
  const [file, setFile] = useState<File | null>(null)
  const [made, setMade] = useState('')
  const isDay = /^\d{4}-\d\d-\d\d$/.test(made) && !Number.isNaN(Date.parse(made))
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
            error={isDay ? null : 'Write the day as 2027-03-31.'}
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
