import { Button } from '@mantine/core'
import { act } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { people, plural } from '../../../lib/words/format.ts'

/** The button that begins a campaign for some people: what they can reach now is kept, and handed to the folders' administrators. */
export function BeginCampaign({ usernames }: { usernames: readonly string[] }) {
  const begin = useAction(
    async () => {
      const made = await act('leavers.beginCampaign', { usernames: [...usernames] })
      const left = new Map<string, number>()
      for (const { reason } of made.leftOut) left.set(reason, (left.get(reason) ?? 0) + 1)
      toastDone(
        [
          `${plural(made.passwords, 'password', 'passwords')} of ${people(made.people)} to change.`,
          ...[...left].map(([reason, many]) => (usernames.length === 1 ? reason : `${people(many)}: ${reason}`)),
        ].join(' '),
        made.people > 0 ? 'The campaign began' : 'No campaign began',
      )
    },
    { failed: 'No campaign began' },
  )
  return (
    <Button
      variant="default"
      loading={begin.pending}
      title="Keeps what they can reach now, and hands it to the administrators of the folders"
      onClick={() => void begin.run()}
    >
      Begin a campaign for {people(usernames.length)}
    </Button>
  )
}
