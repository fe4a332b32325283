import { Button } from '@mantine/core'
import type { KnownKey } from '../../../../contract/scores/snapshot.ts'
import { act } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'

/** Remembers that the key of a snapshot was compared by eye, or forgets it. */
export function ComparedButton({
  fingerprint,
  label,
  known,
  onKnown,
}: {
  fingerprint: string
  label: string
  known: boolean
  onKnown: (known: KnownKey | null) => void
}) {
  const compared = useAction(
    async () => {
      const given = {
        fingerprint,
        label: label.trim() || 'a company without a name',
        ...(known ? { forget: true as const } : {}),
      }
      onKnown((await act('snapshots.compared', given)).known)
    },
    { failed: 'The key was not remembered' },
  )
  return (
    <Button variant="default" size="compact-xs" loading={compared.pending} onClick={() => void compared.run()}>
      {known ? 'Forget this key' : 'I have compared it'}
    </Button>
  )
}
