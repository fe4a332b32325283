import { Button } from '@mantine/core'
import { useMay } from '../../../features/session/use-seat.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { inOrder } from '../../../lib/words/format.ts'
import { ScreenHead } from '../../../ui/screen/screen-head.tsx'
import { FailureState } from '../../../ui/states.tsx'
import type { PartProps } from '../screen-part.ts'
import { Rotation } from './rotation.tsx'

/** What one person can reach through shared folders, to be read; the plan to let them leave is one step further. */
export function Reach({ list, go }: Pick<PartProps, 'go'> & { list: string }) {
  const may = useMay()
  const read = useRead('leavers.matched', { list, offset: 0, limit: 1 })
  if (read.error)
    return (
      <>
        <ScreenHead title="What somebody can reach" />
        <FailureState
          failure={failureOf(read.error)}
          action={
            <Button variant="default" onClick={() => go({})}>
              Go to Leavers
            </Button>
          }
        />
      </>
    )
  const row = read.data?.rows[0]
  if (!row) return null
  const name = inOrder(row.fullname?.trim() || row.username || row.given)
  return (
    <>
      <ScreenHead title={`What ${name} can reach`} count={row.fullname?.trim() ? row.username : null}>
        {may('leavers.start') && row.result === 'matched' && (
          <Button variant="default" onClick={() => go({ list })}>
            Plan the leaving of {name}
          </Button>
        )}
      </ScreenHead>
      <Rotation usernames={row.username === null ? [] : [row.username]} />
    </>
  )
}
