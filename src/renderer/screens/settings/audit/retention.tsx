import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useAct, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { count, plural, shortDay } from '../../../lib/words/format.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'

const year = 365
const usual = [1, 2, 3, 5, 7, 10].map((years) => years * year)
const daysText = (days: number) =>
  days % year === 0 ? plural(days / year, 'year', 'years') : plural(days, 'day', 'days')

/** How long events are kept; what a choice would remove is counted before it is made. */
export function Retention({
  settings: { keepDays, removedBefore },
  mayEdit,
}: {
  settings: Output<'audit.settings'>
  mayEdit: boolean
}) {
  const [chosen, setChosen] = useState(keepDays)
  const changed = chosen !== keepDays
  const preview = useRead(
    'audit.previewRetention',
    { keepDays: chosen ?? 1 },
    { enabled: changed && chosen !== null && mayEdit },
  )
  const save = useAct('audit.setRetention')
  const choices = [...new Set([...usual, ...(keepDays === null ? [] : [keepDays])])].toSorted((a, b) => a - b)
  const going = chosen === null ? 0 : preview.data?.events
  return (
    <section className={sections.section}>
      <h3>How long events are kept</h3>
      <p className={sections.note}>
        LastPass keeps events for about two years: what is removed here and older than that cannot be fetched again.
        {removedBefore !== null && ` What was before ${shortDay(removedBefore)} has been removed.`}
      </p>
      <NativeSelect
        label="Keep events"
        disabled={!mayEdit}
        value={chosen === null ? '' : String(chosen)}
        data={[
          { value: '', label: 'For ever' },
          ...choices.map((days) => ({ value: String(days), label: `For ${daysText(days)}` })),
        ]}
        onChange={(event) => setChosen(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
      />
      {changed && chosen !== null && preview.data && (
        <p role="status">
          {going === 0
            ? `Nothing is older than ${shortDay(preview.data.before)} now; from then on events of that age are removed.`
            : `${count(going ?? 0)} events from before ${shortDay(preview.data.before)} are removed now, and later ones once they are that old. This cannot be undone.`}
        </p>
      )}
      {(preview.error ?? save.error) && <FailureState failure={failureOf(preview.error ?? save.error)} compact />}
      {mayEdit && changed && going !== undefined && (
        <div className={sections.actions}>
          <Button
            {...(going > 0 ? { color: 'red' } : {})}
            loading={save.isPending}
            onClick={() =>
              save.mutate(
                { keepDays: chosen, events: going },
                { onSuccess: () => toastDone('Kept, and noted in the journal.') },
              )
            }
          >
            {going > 0 ? `Remove ${plural(going, 'event', 'events')}, and keep this choice` : 'Keep this choice'}
          </Button>
          <Button variant="default" onClick={() => setChosen(keepDays)}>
            Leave it as it is
          </Button>
        </div>
      )}
    </section>
  )
}
