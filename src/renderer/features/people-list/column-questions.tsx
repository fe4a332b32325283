import { Button } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { failureOf } from '../../lib/application/client.ts'
import { isFocusLost } from '../../lib/focus.ts'
import { toastFailure } from '../../lib/toast.ts'
import { count, plural } from '../../lib/words/format.ts'
import { useLive } from '../../ui/live.tsx'
import styles from './column-questions.module.css'
import { type Answers, answersOf } from './sources.ts'
import texts from './texts.module.css'

type Asked = NonNullable<Output<'leavers.matched'>['table']>['asked'][number]
type Answer = Answers[number]['answer']

/** What the rows with ticked values are, and all others then. */
const words = {
  leavers: {
    which: 'Which of these leave?',
    meant: 'leave',
    not: 'do not',
    who: 'leaves',
    until: 'taken',
    take: 'Take',
    others: 'leave out',
  },
  joiners: {
    which: 'Which of these join?',
    meant: 'join',
    not: 'do not',
    who: 'joins',
    until: 'ready to be invited',
    take: 'Check',
    others: 'leave out',
  },
  staff: {
    which: 'Which of these are staff?',
    meant: 'are staff',
    not: 'are not',
    who: 'is staff',
    until: 'said to be staff or to have left',
    take: 'Count',
    others: 'count as left',
  },
  members: {
    which: 'Which of these belong to the group?',
    meant: 'belong to it',
    not: 'do not',
    who: 'belongs to it',
    until: 'added',
    take: 'Take',
    others: 'leave out',
  },
  removed: {
    which: 'Which of these are to be taken out?',
    meant: 'are taken out',
    not: 'are not',
    who: 'is taken out',
    until: 'taken out',
    take: 'Take',
    others: 'leave out',
  },
} as const

interface ColumnQuestionsProps {
  asked: readonly Asked[]
  use: keyof typeof words
  /** Where the columns are, for a screen with several lists. */
  where?: string
  /** A question that comes takes the focus from where it was asked for. */
  takesFocus?: boolean
  onAnswer: (answers: Answers) => Promise<void>
  /** Gives the focus to what comes next, once nothing is asked any more. */
  onDone?: () => void
}

/**
 * Columns of a table that may say who is meant, and that nobody understands: one question each for the whole table, one after the other.
 * What was answered stands below, and can be changed.
 */
export function ColumnQuestions({
  asked,
  use,
  where = '',
  takesFocus = false,
  onAnswer,
  onDone,
}: ColumnQuestionsProps) {
  const [busy, setBusy] = useState(false)
  const [changing, setChanging] = useState<number | null>(null)
  const open = asked.find(({ index, answer }) => index === changing || answer === undefined)
  const waiting = asked.filter(({ index, answer }) => answer === undefined && index !== open?.index).length
  const say = useLive()
  const wasOpen = useRef(false)
  useEffect(() => {
    if (open === undefined && wasOpen.current && isFocusLost()) onDone?.()
    wasOpen.current = open !== undefined
  })
  const answer = async (column: Asked, given: Answer) => {
    setBusy(true)
    try {
      await onAnswer([
        ...answersOf(asked.filter(({ index }) => index !== column.index)),
        { column: column.index, answer: given },
      ])
      setChanging(null)
      say(`Column ${column.name}: ${saidOf(given, use)}.`)
    } catch (error) {
      toastFailure('The answer was not taken', failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (asked.length === 0) return null
  return (
    <section className={styles.questions} aria-label={`Columns${where} that may say who is meant`}>
      {open && (
        <Question
          key={open.index}
          column={open}
          use={use}
          busy={busy}
          waiting={waiting}
          takesFocus={takesFocus}
          onAnswer={(given) => void answer(open, given)}
        />
      )}
      {asked
        .filter(({ index, answer }) => answer !== undefined && index !== open?.index)
        .map((column) => (
          <p key={column.index} className={styles.answered}>
            <span>
              Column “{column.name}”: {saidOf(column.answer ?? 'nothing', use)}.
            </span>
            <Button
              variant="default"
              size="compact-xs"
              disabled={busy}
              aria-label={`Change what column ${column.name} says`}
              onClick={() => setChanging(column.index)}
            >
              Change
            </Button>
          </p>
        ))}
    </section>
  )
}

const mostNamed = 3
const nameOf = (value: string): string => (value === '' ? 'nothing' : `“${value}”`)

/** "those with “A” or “B” leave, the others do not". */
function saidOf(answer: Answer, use: keyof typeof words): string {
  if (answer === 'nothing') return `it says nothing about who ${words[use].who}`
  const some = answer.slice(0, mostNamed).map(nameOf)
  const more = answer.length - mostNamed
  if (more > 0) some.push(plural(more, 'other value', 'other values'))
  return `those with ${some.join(' or ')} ${words[use].meant}, the others ${words[use].not}`
}

interface QuestionProps {
  column: Asked
  use: keyof typeof words
  busy: boolean
  /** How many more columns are asked about then. */
  waiting: number
  takesFocus: boolean
  onAnswer: (answer: Answer) => void
}

function Question({ column, use, busy, waiting, takesFocus, onAnswer }: QuestionProps) {
  const before = Array.isArray(column.answer) ? column.answer : []
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(before))
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (takesFocus || isFocusLost()) first.current?.focus()
  }, [takesFocus])
  const toggle = (value: string) => {
    const next = new Set(ticked)
    if (!next.delete(value)) next.add(value)
    setTicked(next)
  }
  const { values, moreRows } = column
  const meant = values.reduce((sum, { value, rows }) => sum + (ticked.has(value) ? rows : 0), 0)
  const others = values.reduce((sum, { rows }) => sum + rows, moreRows) - meant
  const take = () => onAnswer(values.flatMap(({ value }) => (ticked.has(value) ? [value] : [])))
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || busy) return
    const value = /^[1-9]$/.test(event.key) ? values[Number(event.key) - 1]?.value : undefined
    const isField = event.target instanceof HTMLInputElement
    if (value !== undefined) toggle(value)
    else if (event.key === 'Enter' && isField && ticked.size > 0) take()
    else if (event.key.toLowerCase() === 'n') onAnswer('nothing')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const { which, take: verb, others: rest, until } = words[use]
  return (
    <fieldset className={styles.question} disabled={busy} onKeyDown={onKey}>
      <legend>
        Column “{column.name}” may say who is meant. {which}
      </legend>
      <ul className={styles.values}>
        {values.map(({ value, rows }, at) => (
          <li key={value}>
            <label>
              <input
                ref={at === 0 ? first : undefined}
                type="checkbox"
                checked={ticked.has(value)}
                onChange={() => toggle(value)}
              />
              {at < 9 && <kbd>{at + 1}</kbd>}
              {value === '' ? <em>empty</em> : <bdi>{value}</bdi>}
              <span className={texts.note}>{plural(rows, 'row', 'rows')}</span>
            </label>
          </li>
        ))}
      </ul>
      {moreRows > 0 && (
        <p className={texts.note}>
          {plural(moreRows, 'row says', 'rows say')} something else, and counts as not ticked.
        </p>
      )}
      <div className={styles.buttons}>
        <Button size="xs" disabled={ticked.size === 0} title="Enter" onClick={take}>
          {ticked.size === 0
            ? 'Tick at least one'
            : `${verb} ${plural(meant, 'row', 'rows')}${others > 0 ? `, ${rest} ${count(others)}` : ''}`}
        </Button>
        <Button size="xs" variant="default" title="N" onClick={() => onAnswer('nothing')}>
          It says nothing about that
        </Button>
        <span className={texts.note}>
          <kbd>1</kbd>–<kbd>9</kbd> tick <kbd>Enter</kbd> takes what is ticked <kbd>N</kbd> says nothing about that.
          Until then nobody on the list is {until}.
          {waiting > 0 && ` ${plural(waiting, 'more column is', 'more columns are')} asked about then.`}
        </span>
      </div>
    </fieldset>
  )
}
