import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { PlanRow } from '../../../../contract/change.ts'
import { act } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { inOrder } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import { FailureState } from '../../../ui/states.tsx'
import { rowTitle } from '../kind-words.ts'
import written from '../row-words.module.css'
import texts from '../texts.module.css'
import { nameOf, WhoLine } from '../who.tsx'
import { impactWords, rowWords, undoWords } from '../words.ts'
import { planInstead } from './plan-instead.ts'
import styles from './plan-rows.module.css'

/** Whether a row can be left out of its plan, or was and can be taken back. */
export const canLeaveOut = ({ verdict, leftOut }: PlanRow): boolean => verdict === 'change' || leftOut !== undefined

interface RowInWordsProps {
  plan: string
  row: PlanRow
  /** No row is left out of this plan. */
  fixed: boolean
  /** It is to be left out: why is asked at once. */
  asking?: boolean
  /** It was left out, or taken back. */
  onLeft?: () => void
}

/** One row in full, with what can be done about it. */
export function RowInWords({ plan, row, fixed, asking = false, onLeft }: RowInWordsProps) {
  const words = rowWords(row)
  const instead = useAction(async () => planInstead(plan, row))
  return (
    <article className={written.row}>
      <header>
        <WhoLine row={row} />
        <Badge tone={words.tone}>{words.label}</Badge>
      </header>
      <p>{rowTitle(row.change, row.fullname)}</p>
      {row.differences.length > 0 && (
        <dl>
          {row.differences.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd>
                <span className={styles.before}>{inOrder(before)}</span>
                <span aria-hidden> → </span>
                <span className="unseen"> becomes </span>
                <span className={styles.after}>{inOrder(after)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {row.reason && <p>{row.reason}</p>}
      {row.instead?.kind === 'enable' && (
        <p>
          <Button variant="default" size="compact-sm" loading={instead.pending} onClick={() => void instead.run()}>
            Enable {nameOf(row)} instead
          </Button>
        </p>
      )}
      {instead.failure && <FailureState failure={instead.failure} compact />}
      {row.warning && <p className={texts.warn}>{row.warning}</p>}
      {row.notes?.map(({ code, message }) => (
        <p key={code} className={impactWords[code].grave ? texts.warn : undefined}>
          {message}
        </p>
      ))}
      {row.verdict === 'change' && (
        <p className={texts.quiet}>
          {row.undo === null ? '' : `Undo: ${undoWords(row.undo).toLowerCase()}. `}
          {row.undoNote ?? (row.undo === null ? 'There is no undo.' : '')}
        </p>
      )}
      {!fixed && canLeaveOut(row) && <LeaveOut plan={plan} row={row} asking={asking} onLeft={onLeft} />}
    </article>
  )
}

/** Why the row before was left out: often the next one is for the same reason. */
let lastReason = ''

/** Leaves one row out of the plan with a reason, or takes it back. */
function LeaveOut({ plan, row, asking, onLeft }: Pick<RowInWordsProps, 'plan' | 'row' | 'asking' | 'onLeft'>) {
  const [open, setOpen] = useState(asking === true && row.leftOut === undefined)
  const leave = useAction(async (reason: string | null) => {
    await act('changes.leaveOut', { plan, rows: [row.row], reason, limit: 0 })
    if (reason !== null) lastReason = reason
    setOpen(false)
    onLeft?.()
  })
  const name = nameOf(row)
  return (
    <>
      {leave.failure && <FailureState failure={leave.failure} compact />}
      {row.leftOut !== undefined ? (
        <Button
          variant="default"
          size="compact-sm"
          data-autofocus={asking || undefined}
          autoFocus={asking}
          loading={leave.pending}
          onClick={() => void leave.run(null)}
        >
          Take {name} back into the plan
        </Button>
      ) : open ? (
        <TextInput
          size="xs"
          autoFocus
          label={`Why ${name} is left out`}
          description="Enter leaves them out; the plan and the journal keep the reason."
          maxLength={500}
          defaultValue={lastReason}
          onFocus={(event) => event.currentTarget.select()}
          onKeyDown={(event) => {
            const reason = event.currentTarget.value.trim()
            if (event.key === 'Escape') setOpen(false)
            if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && reason !== '') {
              event.preventDefault()
              void leave.run(reason)
            }
            if (event.key === 'Escape' || event.key === 'Enter') event.stopPropagation()
          }}
        />
      ) : (
        <p>
          <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
            Leave {name} out
          </Button>
        </p>
      )}
    </>
  )
}
