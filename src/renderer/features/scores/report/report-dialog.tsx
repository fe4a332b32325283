import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { dateLanguages } from '../../../../contract/lists.ts'
import { act } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { dayProblem, isWrittenDay } from '../../../lib/words/written-day.ts'
import { FailureState } from '../../../ui/states.tsx'
import { useScopeChoices } from '../scope-choices.ts'
import styles from '../scores.module.css'
import { useToday } from '../today.ts'
import { dayBefore } from '../trend/trend-box.tsx'

/** What a language is called in itself, and a day in it. */
const languages = dateLanguages.map((value) => ({
  value,
  label: `${new Intl.DisplayNames([value], { type: 'language' }).of(value)}: ${new Intl.DateTimeFormat(value, { dateStyle: 'medium', timeZone: 'UTC' }).format(0)}`,
}))

/** Asks for period, scope and language of dates, and writes the report for a board as PDF. */
export function ReportDialog({ onClose }: { onClose: () => void }) {
  const today = useToday()
  const [from, setFrom] = useState(dayBefore(today, 90))
  const [to, setTo] = useState(dayBefore(today, 0))
  const [scope, setScope] = useState<string | null>(null)
  const [dates, setDates] = useState<(typeof dateLanguages)[number]>('en-GB')
  const [names, setNames] = useState(true)
  const scopes = useScopeChoices(30)
  const write = useAction(async () => {
    const [kind = '', ...rest] = scope?.split(':') ?? []
    const { saved, file } = await act('scores.report', {
      from,
      to,
      dates,
      names,
      ...(scope === null ? {} : { [kind]: rest.join(':') }),
    })
    if (!saved) return
    toastDone(`${file ?? 'The report'} was written.`)
    onClose()
  })
  return (
    <Modal opened onClose={onClose} size={560} title="Report of security scores">
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void write.run()
        }}
      >
        <p>
          A PDF of one page or a few: score, trend, distribution, departments, who moved most, what was done, and what
          the numbers mean. They are the numbers of these screens.
        </p>
        <div className={styles.pair}>
          <TextInput
            data-autofocus
            label="From"
            value={from}
            error={dayProblem(from)}
            onChange={({ currentTarget }) => setFrom(currentTarget.value.trim())}
          />
          <TextInput
            label="To"
            value={to}
            error={dayProblem(to)}
            onChange={({ currentTarget }) => setTo(currentTarget.value.trim())}
          />
        </div>
        <Select
          label="What it is about"
          placeholder="The whole company"
          clearable
          searchable
          limit={200}
          data={scopes}
          value={scope}
          onChange={setScope}
        />
        <Select
          label="Dates as in"
          allowDeselect={false}
          data={languages}
          value={dates}
          onChange={(value) => setDates(dateLanguages.find((one) => one === value) ?? 'en-GB')}
        />
        <Checkbox
          label="Name who moved most"
          checked={names}
          onChange={({ currentTarget }) => setNames(currentTarget.checked)}
        />
        {write.failure && <FailureState compact failure={write.failure} />}
        <div className={styles.end}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={write.pending} disabled={!isWrittenDay(from) || !isWrittenDay(to)}>
            Write the report
          </Button>
        </div>
      </form>
    </Modal>
  )
}
