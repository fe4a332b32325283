import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { ColumnQuestions } from '../../features/people-list/column-questions.tsx'
import { type Answers, answersOf, mostText, upload } from '../../features/people-list/sources.ts'
import { act } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { count, plural } from '../../lib/words/format.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './groups.module.css'
import { PeopleFile, TakeOver } from './take-over.tsx'

/** A file's name may be as long as it likes; the button is not. */
const short = (words: string): string => (words.length > 40 ? `${words.slice(0, 39)}…` : words)

type Mode = 'add' | 'remove' | 'exact'
const modes: readonly { value: Mode; label: string; means: string }[] = [
  { value: 'add', label: 'Add only', means: 'Who is listed is put in. Nobody is removed.' },
  { value: 'remove', label: 'Remove only', means: 'Who is listed is taken out. Nobody is added.' },
  { value: 'exact', label: 'Exact', means: 'Who is missing is put in, who is not listed is taken out.' },
]

/** Lines of a paste: one person each; several addresses of a line are parted. */
const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n|;|,(?=[^,]*@)/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')

type Asked = Output<'groups.plan'>['asked']
type Source = keyof Asked
const sources: readonly { source: Source; where: string }[] = [
  { source: 'text', where: ' of what was pasted' },
  { source: 'file', where: ' of the file' },
]
const nothingAsked: Asked = { text: [], file: [] }
const isOpen = ({ text, file }: Asked): boolean => [...text, ...file].some(({ answer }) => answer === undefined)

/** Makes a group like a list that is pasted, typed, taken over or read from a file: previewed, sent by nobody before. */
export function SyncGroup({ name }: { name: string }) {
  const [text, setText] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [mode, setMode] = useState<Mode>('add')
  const lines = linesOf(text)
  // Of a table, what parts its cells parts no lines.
  const written = text.split('\n').filter((line) => line.trim() !== '').length
  const isEmpty = lines.length === 0 && file === null
  /** Columns of what was read that may say who is meant: of another list, or for another use, there are others. */
  const [asked, setAsked] = useState(nothingAsked)
  const forget = () => setAsked(nothingAsked)
  const preview = async (answers: Record<Source, Answers>) => {
    const bytes = file === null ? null : new Uint8Array(await file.arrayBuffer())
    const made = await act('groups.plan', {
      name,
      usernames: lines,
      ...(text.length <= mostText && lines.length > 0 ? { text } : {}),
      ...(bytes === null ? {} : { file: await upload(bytes, (part) => act('groups.upload', part)) }),
      answers,
      mode,
      limit: 0,
    })
    setAsked(made.asked)
    if (isOpen(made.asked)) return
    const { before } = made.members
    showPlan({
      plan: made.plan,
      title: made.title,
      note: ({ memberships = [] }) => {
        const own = memberships.find(({ group }) => group === name)
        const after = before + (own?.added ?? 0) - (own?.removed ?? 0)
        const stays = `${plural(made.stays, 'person stays', 'people stay')} as they are and ${made.stays === 1 ? 'is' : 'are'} not listed.`
        return [
          `Members: ${count(before)} now, ${count(after)} afterwards.`,
          ...(made.stays > 0 ? [stays] : []),
          ...made.notes,
        ].join(' ')
      },
      onSent: () => {
        setText('')
        setFile(null)
        forget()
      },
    })
  }
  const answered = { text: answersOf(asked.text), file: answersOf(asked.file) }
  const plan = useAction(() => preview(answered))
  const add = (usernames: readonly string[]) => {
    forget()
    setText((before) => `${before.trimEnd()}\n${usernames.join('\n')}`.trimStart())
  }
  const { means } = modes.find(({ value }) => value === mode) ?? { means: '' }
  const what = [
    ...(lines.length > 0 || file === null ? [plural(written, 'line', 'lines')] : []),
    ...(file === null ? [] : [file.name]),
  ]
  return (
    <form
      className={styles.sync}
      onSubmit={(event) => {
        event.preventDefault()
        void plan.run()
      }}
    >
      <Textarea
        label="People"
        description="Paste a table, addresses, one per line, or part of a mail. A name alone is never taken for a person."
        autosize
        minRows={3}
        maxRows={10}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          forget()
          setText(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isEmpty) return
          event.preventDefault()
          void plan.run()
        }}
      />
      <TakeOver onPeople={add} />
      <PeopleFile
        file={file}
        onFile={(chosen) => {
          forget()
          setFile(chosen)
        }}
      />
      <SegmentedControl
        aria-label="How far"
        value={mode}
        onChange={(value) => {
          forget()
          setMode(value as Mode)
        }}
        data={modes.map(({ value, label }) => ({ value, label }))}
      />
      <p className={styles.quiet}>{means}</p>
      {sources.map(({ source, where }) => (
        <ColumnQuestions
          key={source}
          asked={asked[source]}
          use={mode === 'remove' ? 'removed' : 'members'}
          where={where}
          takesFocus
          onAnswer={(answers) => preview({ ...answered, [source]: answers })}
        />
      ))}
      {plan.failure && <FailureState failure={plan.failure} compact />}
      <Button type="submit" loading={plan.pending} disabled={isEmpty && mode !== 'exact'}>
        Preview {what.map(short).join(' and ')} for {name.length > 40 ? 'this group' : `“${name.trim()}”`}
      </Button>
    </form>
  )
}
