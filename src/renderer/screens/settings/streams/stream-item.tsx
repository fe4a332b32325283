import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReceiverKind } from '../../../../contract/streams.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useAct } from '../../../lib/application/queries.ts'
import { useNow } from '../../../lib/now.ts'
import { dayAndTime, inOrder, stamp } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import sections from '../../../ui/sheets/sections.module.css'
import verbatim from '../../../ui/sheets/verbatim.module.css'
import { FailureState } from '../../../ui/states.tsx'
import { RemoveStream } from './remove-stream.tsx'
import { StreamForm } from './stream-form.tsx'
import {
  contentWords,
  lagWords,
  placeWords,
  receiverNames,
  type StreamView,
  sentWords,
  stateWords,
} from './stream-words.ts'
import styles from './streams.module.css'

/** One stream: where it goes, how far it is, what went wrong, and what can be done with it. */
export function StreamItem({
  stream,
  allowed,
  hosts,
}: {
  stream: StreamView
  allowed: readonly ReceiverKind[]
  hosts: readonly string[] | null
}) {
  const now = useNow()
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null)
  const pause = useAct('streams.pause')
  const retry = useAct('streams.retry')
  const test = useAct('streams.test')
  const { id, name, state, problem, retryAt, receiver } = stream
  const { label, tone } = stateWords[state]
  const failed = pause.error ?? retry.error ?? test.error
  return (
    <article className={styles.stream} aria-label={name}>
      <header>
        <h4>
          <bdi>{inOrder(name)}</bdi>
        </h4>
        <Badge tone={tone}>{label}</Badge>
        <span className={sections.note}>{receiverNames[receiver.kind]}</span>
      </header>
      <dl className={styles.facts}>
        <dt>To</dt>
        <dd>
          <bdi>{placeWords(stream)}</bdi>
          {receiver.kind !== 'file' && receiver.authority !== null && (
            <div className={sections.note}>trusts {receiver.authority.names.join(', ')} alone</div>
          )}
        </dd>
        <dt>Events</dt>
        <dd>{contentWords(stream)}</dd>
        <dt>Waiting</dt>
        <dd data-testid="lag">{lagWords(stream, now)}</dd>
        <dt>Sent</dt>
        <dd data-testid="sent">{sentWords(stream, now)}</dd>
      </dl>
      {problem !== null && (
        <div className={styles.problem} role="status" data-tone={state === 'stopped' ? 'red' : 'amber'}>
          <p>
            {problem.message}{' '}
            <span className={sections.note}>
              {dayAndTime(problem.at)}
              {retryAt !== null && `; it is tried again at ${stamp(retryAt, now)}`}
            </span>
          </p>
          {problem.details !== null && problem.details !== '' && (
            <details>
              <summary>Details</summary>
              <pre className={verbatim.verbatim}>{problem.details}</pre>
            </details>
          )}
        </div>
      )}
      {test.data && (
        <p role="status">
          {test.data.problem === null
            ? `The test event was taken. Look for ${test.data.key} where it should arrive.`
            : `The test event was not taken. ${test.data.problem}`}
        </p>
      )}
      {failed && <FailureState failure={failureOf(failed)} compact />}
      <div className={sections.actions}>
        {retryAt !== null && (
          <Button size="compact-sm" loading={retry.isPending} onClick={() => retry.mutate({ id })}>
            Try now
          </Button>
        )}
        <Button
          variant="default"
          size="compact-sm"
          loading={test.isPending}
          disabled={state === 'forbidden'}
          onClick={() => test.mutate({ id })}
        >
          Send one test event
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          loading={pause.isPending}
          onClick={() => pause.mutate({ id, paused: state !== 'paused' })}
        >
          {state === 'paused' ? 'Go on' : 'Pause'}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => setOpen(open === 'edit' ? null : 'edit')}>
          Edit
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setOpen('remove')}>
          Remove
        </Button>
      </div>
      {open === 'edit' && <StreamForm stream={stream} allowed={allowed} hosts={hosts} onDone={() => setOpen(null)} />}
      {open === 'remove' && <RemoveStream stream={stream} onClose={() => setOpen(null)} />}
    </article>
  )
}
