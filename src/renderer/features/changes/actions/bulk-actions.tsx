import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useAction } from '../../../lib/use-action.ts'
import { kindWords } from '../kind-words.ts'
import { showPlan } from '../open-dialogs.ts'
import { useWriting } from '../safe-mode/safe-mode.tsx'
import { ActionMenu } from './actions.tsx'
import { mostInPlan, type Offer, offersForMany } from './available-actions.ts'

/** What can be done to the people selected; the list is taken as it is when an act is chosen, and not after. */
export function BulkActions({
  selected,
  addresses,
  before,
  after,
}: {
  selected: number
  addresses: () => Promise<string[]>
  /** What else the menu has where there is no room for it elsewhere. */
  before?: ReactNode
  after?: ReactNode
}) {
  const { kinds } = useWriting()
  const [first, ...rest] = offersForMany(kinds)
  const further = Boolean(before || after)
  const choose = useAction(
    async (offer: Offer) => {
      const usernames = await addresses()
      showPlan({ changes: usernames.map((username) => offer.change(username, '')) })
    },
    { failed: 'The selection could not be read' },
  )
  if (!first && !further) return null
  const tooMany = selected > mostInPlan
  return (
    <>
      {first && (
        <Button
          loading={choose.pending}
          disabled={tooMany}
          title={
            tooMany ? 'One plan holds at most 10,000 people' : `${kindWords[first.kind].consequence} Opens a preview.`
          }
          onClick={() => void choose.run(first)}
        >
          {kindWords[first.kind].many(selected)}
        </Button>
      )}
      {(further || (!tooMany && rest.length > 0)) && (
        <ActionMenu
          offers={tooMany ? [] : rest}
          label="More"
          compact={false}
          before={before}
          after={after}
          onChoose={(offer) => void choose.run(offer)}
        />
      )}
    </>
  )
}
