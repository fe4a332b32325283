// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose lines are chosen by keys is a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which line is active
import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { DraftedMark } from '../../../features/groups/drafted-mark.tsx'
import { StatusBadge } from '../../../features/people/badges.tsx'
import { rightWords, throughWords } from '../../../features/people/rights.ts'
import { noLoginWords } from '../../../features/people/words.ts'
import { useNow } from '../../../lib/now.ts'
import { ago, inOrder } from '../../../lib/words/format.ts'
import { Address } from '../../../ui/address.tsx'
import styles from './reviews.module.css'

type Line = Output<'reviews.get'>['rows'][number]
type Decision = Line['decision']
export const decisionWords = { keep: '= Keep', remove: '− Remove', open: 'To decide' } as const

interface ReviewTableProps {
  label: string
  rows: readonly Line[]
  /** False: it was signed off, and is only read. */
  open: boolean
  onDecide: (line: number, decision: Decision, reason: string) => void
}

/** The lines of a review: arrows move, K keeps, R asks why and removes, U takes the decision back. */
export function ReviewTable({ label, rows, open, onDecide }: ReviewTableProps) {
  const [at, setAt] = useState(0)
  const [asking, setAsking] = useState(false)
  const [last, setLast] = useState('')
  const room = useRef<HTMLTableElement>(null)
  const now = useNow()
  const here = Math.min(at, Math.max(0, rows.length - 1))
  useEffect(() => {
    room.current?.querySelector(`[data-line="${here}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [here])
  const move = (to: number) => {
    setAsking(false)
    setAt(Math.max(0, Math.min(rows.length - 1, to)))
  }
  const decide = (decision: Decision, reason: string) => {
    const line = rows[here]
    if (line === undefined) return
    setAsking(false)
    onDecide(line.line, decision, reason)
    if (decision !== null) setAt(Math.min(rows.length - 1, here + 1))
    room.current?.focus()
  }
  const onKey = (event: KeyboardEvent) => {
    if (asking || event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Record<string, number> = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + 15,
      PageUp: here - 15,
      Home: 0,
      End: rows.length - 1,
    }
    const step = steps[event.key]
    const key = event.key.toLowerCase()
    if (step === undefined && !(open && ['k', 'r', 'u'].includes(key))) return
    event.preventDefault()
    event.stopPropagation()
    if (step !== undefined) return move(step)
    if (key === 'k') return decide('keep', rows[here]?.decision === 'keep' ? rows[here].reason : '')
    if (key === 'u') return decide(null, '')
    setAsking(true)
  }
  return (
    <div className={styles.room}>
      <table
        ref={room}
        className={styles.table}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows.length}
        aria-activedescendant={rows.length === 0 ? undefined : `review-line-${here}`}
        onKeyDown={onKey}
      >
        <thead>
          <tr>
            {['Person', 'User name', 'Status', 'Last login', 'Access', 'Decision', 'Reason'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((line, index) => (
            <tr
              key={line.line}
              id={`review-line-${index}`}
              data-line={index}
              data-here={index === here || undefined}
              aria-selected={index === here}
              onPointerDown={() => index !== here && move(index)}
            >
              <td title={line.fullname}>
                <DraftedMark username={line.username}>
                  <bdi>{inOrder(line.fullname) || 'no name'}</bdi>
                </DraftedMark>
              </td>
              <td>
                <Address address={line.username} />
              </td>
              <td>
                <StatusBadge status={line.status} />
              </td>
              <td>{line.lastLogin === null ? noLoginWords(line) : ago(line.lastLogin, now)}</td>
              <td title={accessWords(line)}>{accessWords(line)}</td>
              <td>
                <span className={styles.decision} data-decision={line.decision ?? 'open'}>
                  {decisionWords[line.decision ?? 'open']}
                </span>
              </td>
              <td title={line.reason}>
                {asking && index === here ? (
                  <TextInput
                    size="xs"
                    autoFocus
                    aria-label={`Why ${line.username} loses it`}
                    placeholder="Why, then Enter"
                    maxLength={500}
                    defaultValue={line.reason || last}
                    onKeyDown={(event) => {
                      const reason = event.currentTarget.value.trim()
                      if (event.key === 'Escape') setAsking(false)
                      if (event.key === 'Escape') room.current?.focus()
                      if (event.key === 'Enter' && reason !== '') {
                        setLast(reason)
                        decide('remove', reason)
                      }
                      if (event.key === 'Escape' || event.key === 'Enter') event.stopPropagation()
                    }}
                  />
                ) : (
                  line.reason
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const accessWords = ({ access, rights, through }: Line): string =>
  rights === null ? access : `${access}: ${[rightWords(rights), throughWords(through)].filter(Boolean).join(', ')}`
