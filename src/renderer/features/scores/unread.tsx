import { failureOf } from '../../lib/application/client.ts'
import { FailureState } from '../../ui/states.tsx'

/** In place of a part that could not be read: why; nothing where no read failed. */
export function Unread({ reads }: { reads: readonly { error: unknown }[] }) {
  const failed = reads.find(({ error }) => error !== null)
  return failed === undefined ? null : <FailureState failure={failureOf(failed.error)} compact />
}
