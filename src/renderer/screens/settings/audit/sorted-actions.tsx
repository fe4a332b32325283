import { Button } from '@mantine/core'
import type { Output } from '../../../../contract/calls.ts'
import { categoryNames } from '../../../features/audit/categories.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useAct } from '../../../lib/application/queries.ts'
import { inOrder } from '../../../lib/words/format.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'

/** The actions that an admin sorted into categories of their own choice, each with the way back. */
export function SortedActions({
  settings: { categories },
  mayEdit,
}: {
  settings: Output<'audit.settings'>
  mayEdit: boolean
}) {
  const save = useAct('audit.categorise')
  return (
    <section className={sections.section} aria-label="Categories of actions">
      <h3>Categories of actions</h3>
      <p className={sections.note}>
        Provost sorts the actions that it knows into categories. An event that is opened in Audit has the way to sort
        its action into another one.{categories.length === 0 && ' No action is sorted otherwise.'}
      </p>
      {categories.map(({ action, category, usual }) => (
        <div key={action} className={sections.actions}>
          <span>
            “{inOrder(action)}” is counted as <strong>{categoryNames[category]}</strong>, usually as{' '}
            {categoryNames[usual]}
          </span>
          {mayEdit && (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={`Sort ${action} as usual`}
              disabled={save.isPending}
              onClick={() => save.mutate({ action, category: null })}
            >
              Sort as usual
            </Button>
          )}
        </div>
      ))}
      {save.error && <FailureState failure={failureOf(save.error)} compact />}
    </section>
  )
}
