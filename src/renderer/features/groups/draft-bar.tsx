import { Button } from '@mantine/core'
import { IconClockHour4 } from '@tabler/icons-react'
import { failureOf } from '../../lib/application/client.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { plural } from '../../lib/words/format.ts'
import { FailureState } from '../../ui/states.tsx'
import { showPlan } from '../changes/open-dialogs.ts'
import { type Draft, discardDraft, useDraft } from './draft.ts'
import styles from './draft-bar.module.css'

/** "3 changes in 2 people: 2 added, 1 removed": a draft in words. */
export function draftWords(draft: Draft): string {
  const items = [...draft.values()]
  const people = new Set(items.map(({ username }) => username.toLowerCase())).size
  const added = items.filter(({ member }) => member).length
  const parts = [added > 0 && `${added} added`, items.length > added && `${items.length - added} removed`]
  return `${plural(items.length, 'change', 'changes')} in ${plural(people, 'person', 'people')}: ${parts.filter(Boolean).join(', ')}`
}

/** Previews the draft as one plan; once it is sent, the draft is empty. */
export async function previewDraft(): Promise<void> {
  const { plan, title } = await act('groups.planDraft', { limit: 0 })
  showPlan({ plan, title, onSent: discardDraft })
}

/** The memberships that are drafted: kept until they are discarded or applied, wherever they were drafted. */
export function DraftBar({ keys = false }: { keys?: boolean }) {
  const draft = useDraft()
  const preview = useAction(previewDraft)
  const standing = useRead('groups.draft', {}, { enabled: draft.size > 0 }).data?.items ?? []
  if (draft.size === 0) return null
  const odd = standing.filter((item) => item.standing !== 'clean')
  return (
    <section className={styles.bar} aria-label="Drafted memberships">
      <IconClockHour4 size={16} stroke={1.8} aria-hidden />
      <strong className="numbers">{draftWords(draft)}</strong>
      {odd.length > 0 && (
        <span
          className={styles.odd}
          title={odd.map(({ username, group, standing: how }) => `${username}, ${group}: ${oddWords[how]}`).join('\n')}
        >
          {plural(odd.length, 'one has', 'have')} changed in LastPass meanwhile and will be left out
        </span>
      )}
      <Button variant="subtle" color="gray" onClick={discardDraft}>
        Discard
      </Button>
      <Button loading={preview.pending} onClick={() => void preview.run()}>
        Preview {plural(draft.size, 'change', 'changes')}
      </Button>
      {preview.failure && <FailureState failure={failureOf(preview.failure)} compact />}
      {keys && (
        <span className={styles.keys}>
          <kbd>Space</kbd> tick <kbd>Ctrl Z</kbd> undo the last <kbd>Ctrl Enter</kbd> preview
        </span>
      )}
    </section>
  )
}

const oddWords: Readonly<Record<string, string>> = {
  clean: '',
  done: 'is so already',
  gone: 'nobody has this address any more',
  moved: 'the address is another account’s now',
}
