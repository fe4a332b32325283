import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../../../features/session/use-seat.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { listed } from '../../../lib/words/format.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'
import { StreamForm } from './stream-form.tsx'
import { StreamItem } from './stream-item.tsx'
import { receiverNames } from './stream-words.ts'

/** Where the company's events go by themselves: to a file, or to a system that watches many sources. */
export function Streams() {
  const may = useMay()('streams.add')
  const read = useRead('streams.list', {}, { enabled: may })
  const [adding, setAdding] = useState(false)
  if (!may) return null
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} compact />
  if (!read.data) return null
  const { streams, allowed, hosts } = read.data
  return (
    <section className={sections.section} aria-label="Streams">
      <h3>Streams</h3>
      <p className={sections.note}>
        Events are sent automatically, also those that LastPass lists late, each at least once and always under the same
        key. Nothing is sent while Provost is closed; it catches up when it is opened again.
      </p>
      {streams.length === 0 && !adding && <p>No event leaves this computer.</p>}
      {streams.map((stream) => (
        <StreamItem key={stream.id} stream={stream} allowed={allowed} hosts={hosts} />
      ))}
      {allowed.length === 0 ? (
        <p>The policy of this computer does not allow streams.</p>
      ) : adding ? (
        <StreamForm stream={null} allowed={allowed} hosts={hosts} onDone={() => setAdding(false)} />
      ) : (
        streams.length < 8 && (
          <div className={sections.actions}>
            <Button variant="default" onClick={() => setAdding(true)}>
              Add a stream
            </Button>
            {allowed.length < Object.keys(receiverNames).length && (
              <span className={sections.note}>
                The policy of this computer allows {listed(allowed.map((kind) => receiverNames[kind]))} only.
              </span>
            )}
          </div>
        )
      )}
    </section>
  )
}
