import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import texts from '../../../features/people-list/texts.module.css'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, dayAndTime, inOrder, people, plural } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import styles from './campaign.module.css'
import type { By } from './campaign-columns.tsx'

type Password = Output<'leavers.campaignPasswords'>['rows'][number]

/** So many passwords at a time. */
const together = 100

/** The passwords of a folder or an administrator, ticked off for everybody who left. */
export function PasswordList({ by, id }: { by: By; id: string }) {
  const [most, setMost] = useState(together)
  const read = useRead('leavers.campaignPasswords', { by, id, limit: Math.min(500, most) }, { keep: true })
  const tick = useAction(
    ({ folder, site }: Password, done: boolean) =>
      act('leavers.tickPasswords', { passwords: [{ folder, site }], done }),
    { failed: 'The tick was not kept', inTurn: true },
  )
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} compact />
  if (!read.data) return null
  const { rows, total } = read.data
  return (
    <>
      <ul className={styles.passwords} aria-label="Passwords">
        {rows.map((row) => {
          const box = `${row.folder} ${row.site}`
          return (
            <li key={box} data-done={row.open === 0 || undefined}>
              <input
                type="checkbox"
                id={box}
                checked={row.open === 0}
                ref={(element) => {
                  if (element) element.indeterminate = row.open > 0 && row.open < row.leaverCount
                }}
                onChange={(event) => void tick.run(row, event.currentTarget.checked)}
              />
              <label htmlFor={box}>{row.site}</label>
              <p className={texts.note}>
                <bdi>{inOrder(row.folderName)}</bdi>, after{' '}
                {row.leaverCount === 1 ? row.leavers[0] : people(row.leaverCount)}
                {row.open > 0 && row.open < row.leaverCount && `, open for ${count(row.open)}`}
              </p>
              <p className={texts.note}>{changedWords(row)}</p>
            </li>
          )
        })}
      </ul>
      {total > rows.length && (
        <div className={texts.pad}>
          {rows.length < 500 ? (
            <Button variant="subtle" onClick={() => setMost((before) => before + together)}>
              Show {count(Math.min(together, total - rows.length))} more of{' '}
              {plural(total - rows.length, 'password', 'passwords')}
            </Button>
          ) : (
            <p className={texts.note}>
              The first {count(rows.length)} of {count(total)}. The exported list has them all.
            </p>
          )}
        </div>
      )}
    </>
  )
}

function changedWords({ ticked, open, offered }: Password): string {
  if (ticked?.event) return `Changed by ${ticked.by} on ${dayAndTime(ticked.time)}, as LastPass logged it`
  if (ticked) return `Ticked off by ${ticked.by} on ${dayAndTime(ticked.time)}${ticked.note ? `: ${ticked.note}` : ''}`
  if (open === 0) return ''
  return offered
    ? 'Perhaps changed: an event names an item of this folder by its number only. Tick it off if it is this one.'
    : 'No event shows a change.'
}
