import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import type { Failure } from '../../../../contract/failure.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, plural } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import { FailureState } from '../../../ui/states.tsx'
import parts from '../dialog-parts.module.css'
import written from '../row-words.module.css'
import texts from '../texts.module.css'
import { whoWords } from '../who.tsx'
import { standingWords } from '../words.ts'
import styles from './compare.module.css'
import { type Choice, ConflictCard } from './conflict-card.tsx'
import { likeness } from './conflicts.ts'

export type Compared = Output<'changes.compare'>['rows'][number]

/** Reads the people of a waiting plan again and asks about those who were changed since: base, now, mine. */
export function Compare({ plan, onDone }: { plan: string; onDone: () => void }) {
  const [rows, setRows] = useState<Compared[] | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [choices, setChoices] = useState<ReadonlyMap<number, Choice>>(new Map())
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads again
  useEffect(() => {
    const controller = new AbortController()
    setFailure(null)
    act('changes.compare', { plan }, controller.signal).then(
      (answer) => {
        setRows(answer.rows)
        if (answer.rows.every((row) => row.kind === 'clean' || row.kind === 'already-done')) onDone()
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setFailure(failureOf(error))
      },
    )
    return () => controller.abort()
  }, [plan, attempt])

  const settle = useAction(async () => {
    if (choices.size > 0)
      await act('changes.resolve', { plan, choices: [...choices].map(([row, choice]) => ({ row, choice })) })
    onDone()
  })

  const failed = failure ?? settle.failure
  if (failed)
    return (
      <FailureState
        failure={failed}
        compact
        onRetry={() => {
          settle.clear()
          setAttempt((now) => now + 1)
        }}
        action={
          <Button variant="default" onClick={onDone}>
            Look at the plan as it is
          </Button>
        }
      />
    )
  if (rows === null)
    return (
      <p className={texts.quiet} role="status">
        Asking LastPass how these people are now
      </p>
    )
  const open = rows.filter((row) => row.kind === 'drifted')
  const impossible = rows.filter((row) => row.kind === 'impossible')
  const others = rows.length - open.length - impossible.length
  const undecided = open.filter((row) => !choices.has(row.row)).length
  const choose = (row: Compared, choice: Choice, similar: boolean) => {
    const next = new Map(choices)
    for (const one of similar ? open.filter((each) => likeness(each) === likeness(row)) : [row])
      next.set(one.row, choice)
    setChoices(next)
  }
  return (
    <>
      <p className={texts.quiet}>
        {open.length > 0 &&
          `${plural(open.length, 'person was', 'people were')} changed by somebody else since this was planned. Decide for each.`}
        {impossible.length > 0 && ` ${plural(impossible.length, 'change is', 'changes are')} no longer possible.`}
        {others > 0 && ` ${count(others)} ${others === 1 ? 'is' : 'are'} as you saw them or already done.`}
      </p>
      <ol className={styles.cards}>
        {open.map((row) => (
          <li key={row.row}>
            <ConflictCard
              row={row}
              choice={choices.get(row.row) ?? null}
              similar={open.filter((each) => each !== row && likeness(each) === likeness(row)).length}
              onChoose={(choice, similar) => choose(row, choice, similar)}
            />
          </li>
        ))}
        {impossible.map((row) => (
          <li key={row.row} className={written.row}>
            <header>
              <strong>{whoWords(row.change.username, row.fullname)}</strong>
              <Badge tone={standingWords.impossible.tone}>{standingWords.impossible.label}</Badge>
            </header>
            <p>{row.message} It is left out.</p>
          </li>
        ))}
      </ol>
      <footer className={parts.footer}>
        <div className={parts.footerActions}>
          <Button disabled={undecided > 0} loading={settle.pending} onClick={() => void settle.run()}>
            {undecided > 0
              ? `${plural(undecided, 'decision', 'decisions')} to go`
              : choices.size > 0
                ? `Take ${plural(choices.size, 'decision', 'decisions')} over into the plan`
                : 'Review what is left of the plan'}
          </Button>
        </div>
      </footer>
    </>
  )
}
