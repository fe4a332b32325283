import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { draftState, loadDraft, subscribeDraft } from '../../features/groups/draft.ts'
import { useAction } from '../../lib/use-action.ts'
import { failureSaid } from '../../lib/words/failure-words.ts'
import { Banner } from './banner.tsx'

/** These need no word here: nothing is drafted for the seat, or nothing is open. */
const elsewhere = ['not-allowed', 'not-connected', 'cancelled']

/** That the drafted memberships could not be read: without a word, no mark beside anybody would look like nothing drafted. */
export function UnreadDraft() {
  const unread = useSyncExternalStore(subscribeDraft, () => draftState().unread)
  const again = useAction(loadDraft, { failed: 'What was drafted could not be read' })
  if (unread === null || elsewhere.includes(unread.code)) return null
  const said = failureSaid(unread)
  return (
    <Banner
      tone="amber"
      actions={
        <Button variant="default" loading={again.pending} onClick={() => void again.run()}>
          Try again
        </Button>
      }
    >
      <strong>What was drafted for the members of groups could not be read.</strong> Marks of drafts are missing.{' '}
      {said.what} {said.next}
    </Banner>
  )
}
