import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { AuditCategory } from '../../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../../contract/calls/audit/audit.ts'
import { categoryNames, categoryOrder } from '../../../features/audit/categories.ts'
import { useMay } from '../../../features/session/use-seat.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useAct } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { inOrder } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import styles from './opened.module.css'

/** The category of an event, and the way to sort its action into another one. */
export function CategoryChoice({ event: { action, category } }: { event: AuditEvent }) {
  const may = useMay()
  const [chosen, setChosen] = useState<AuditCategory | null>(null)
  const save = useAct('audit.categorise')
  if (chosen === null)
    return (
      <>
        {categoryNames[category]}
        {may('audit.categorise') && action !== '' && action.length <= 1000 && (
          <button type="button" className={styles.link} onClick={() => setChosen(category)}>
            Sort this action into another category
          </button>
        )}
      </>
    )
  const name = action.length > 60 ? `${action.slice(0, 60)}…` : action
  return (
    <div className={styles.sorting}>
      <NativeSelect
        aria-label="Category of this action"
        value={chosen}
        data={categoryOrder.map((one) => ({ value: one, label: categoryNames[one] }))}
        onChange={(event) => setChosen(event.currentTarget.value as AuditCategory)}
      />
      <p className={styles.quiet}>
        It holds for all events with the action “{inOrder(name)}”, those to come too. What LastPass wrote stays as it
        is; the rules for findings look at actions, not at categories.
      </p>
      {save.error && <FailureState failure={failureOf(save.error)} compact />}
      <span className={styles.choices}>
        <Button
          size="compact-sm"
          loading={save.isPending}
          disabled={chosen === category}
          onClick={() =>
            save.mutate(
              { action, category: chosen },
              {
                onSuccess: () => {
                  setChosen(null)
                  toastDone(`“${name}” is counted as ${categoryNames[chosen]} now. The journal has it.`)
                },
              },
            )
          }
        >
          Sort it into {categoryNames[chosen]}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setChosen(null)}>
          Leave it in {categoryNames[category]}
        </Button>
      </span>
    </div>
  )
}
