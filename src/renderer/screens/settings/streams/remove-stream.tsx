import { Button, Modal } from '@mantine/core'
import { failureOf } from '../../../lib/application/client.ts'
import { useAct } from '../../../lib/application/queries.ts'
import { plural } from '../../../lib/words/format.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'
import type { StreamView } from './stream-words.ts'

/** Ends a stream for good, after its consequence was said. */
export function RemoveStream({ stream, onClose }: { stream: StreamView; onClose: () => void }) {
  const remove = useAct('streams.remove')
  const { id, name, waiting, receiver } = stream
  return (
    <Modal opened onClose={onClose} title={`Remove the stream “${name}”`}>
      <div className={sections.form}>
        <p>
          No more events go there
          {waiting !== null && waiting > 0
            ? `; ${plural(waiting, 'event that waits is', 'events that wait are')} not sent`
            : ''}
          . What was sent stays with the receiver
          {receiver.kind === 'file' ? ', and the file stays where it is' : ''}. The secret is removed from the keychain.
          A stream that is added later does not know what this one has sent.
        </p>
        {remove.error && <FailureState failure={failureOf(remove.error)} compact />}
        <div className={sections.actions}>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate({ id }, { onSuccess: onClose })}>
            Remove 1 stream
          </Button>
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
        </div>
      </div>
    </Modal>
  )
}
