import { Button } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { MatchResult, MatchRow } from '../../../../contract/calls/leavers/leavers.ts'
import { matchResults } from '../../../../contract/lists.ts'
import { kindWords } from '../../../features/changes/kind-words.ts'
import { showPlan } from '../../../features/changes/open-dialogs.ts'
import { useWriting } from '../../../features/changes/safe-mode/safe-mode.tsx'
import { resultWords } from '../../../features/people-list/labels.ts'
import texts from '../../../features/people-list/texts.module.css'
import { usePages } from '../../../lib/application/pages.ts'
import { isFocusLost } from '../../../lib/focus.ts'
import { toastFailure } from '../../../lib/toast.ts'
import { count, plural } from '../../../lib/words/format.ts'
import { useLive } from '../../../ui/live.tsx'
import listBar from '../../../ui/screen/list-bar.module.css'
import choices from '../../../ui/sheets/choices.module.css'
import { EmptyState } from '../../../ui/states.tsx'
import { ListTable } from '../../../ui/table/list-table.tsx'
import under from '../list/under-list.module.css'
import { namesWith } from '../list/use-matched.ts'
import { MatchChoice } from './match-choice.tsx'
import { matchColumns } from './match-columns.tsx'
import { SureRows, sureWords, useSureRows } from './sure-rows.tsx'
import { focusList, useDeciding } from './use-deciding.ts'

interface MatchTableProps {
  list: string
  counts: Record<MatchResult, number>
  result: MatchResult | undefined
  onResult: (result: MatchResult | undefined) => void
}

/** Every row of the list with what was found for it; those that need a person are decided below the table. */
export function MatchTable({ list, counts, result, onResult }: MatchTableProps) {
  const [opened, setOpened] = useState<number | null>(null)
  const question = useMemo(() => ({ list, ...(result ? { results: [result] } : {}) }), [list, result])
  const pages = usePages('leavers.matched', question)
  const rows = [...Array(Math.min(pages.total ?? 0, 2000)).keys()]
  const row = opened === null ? undefined : rows.map((at) => pages.row(at)).find((one) => one?.row === opened)
  const placeOf = (wanted: number | null) => rows.find((each) => pages.row(each)?.row === wanted) ?? 0
  const at = placeOf(opened)
  const say = useLive()
  const { kinds } = useWriting()
  const withdraw = async () => {
    try {
      const usernames = await namesWith(list, 'invited')
      showPlan({ changes: usernames.map((username) => ({ kind: 'uninvite', username })) })
    } catch (error) {
      toastFailure('The list could not be read', error)
    }
  }
  const take = useRef<(row: MatchRow, username: string) => void>(() => undefined)
  const columns = useMemo(() => matchColumns((one, username) => take.current(one, username)), [])
  const [looking, setLooking] = useState(false)
  const sure = useSureRows(list, counts.choose)
  const deciding = useDeciding({
    list,
    result,
    onShow: setOpened,
    onLook: () => {
      if (sure.length > 0) setLooking(true)
      else say('There is no row left that exactly one person fits.')
    },
  })
  const { begin } = deciding
  take.current = (one, username) => void deciding.choose(one, username, placeOf(one.row))
  /** The list had the focus: where what had it is drawn anew, the list gets it back. */
  const had = useRef(false)
  useEffect(() => {
    if (had.current && isFocusLost()) focusList()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list; what is decided later leads on by itself
  useEffect(() => {
    if (counts.choose > 0) void begin().catch(() => undefined)
  }, [list])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears where the focus is, and takes none
    <div
      className={under.matches}
      data-matches
      onFocus={() => {
        had.current = true
      }}
      onBlur={({ relatedTarget }) => {
        had.current = relatedTarget === null && had.current
      }}
    >
      <div className={listBar.bar}>
        <fieldset className={choices.choices} aria-label="Rows by result">
          {[undefined, ...matchResults.filter((one) => counts[one] > 0)].map((one) => (
            <button key={one ?? 'all'} type="button" aria-pressed={result === one} onClick={() => onResult(one)}>
              {one ? resultWords[one].label : 'All'}{' '}
              <span className="numbers">
                {count(one ? counts[one] : Object.values(counts).reduce((sum, number) => sum + number, 0))}
              </span>
            </button>
          ))}
          {sure.length > 0 && (
            <Button variant="subtle" size="compact-xs" onClick={() => setLooking(true)}>
              Look at {sureWords(sure)}
            </Button>
          )}
          {counts.invited > 0 && kinds.has('uninvite') && (
            <Button variant="subtle" size="compact-xs" onClick={() => void withdraw()}>
              {kindWords.uninvite.many(counts.invited)}
            </Button>
          )}
        </fieldset>
      </div>
      <ListTable<MatchRow>
        name="match"
        label="The list"
        counted={(total) => plural(total, 'row', 'rows')}
        columns={columns}
        pages={pages}
        rowId={(one) => String(one.row)}
        listKey={JSON.stringify(question)}
        twoLines
        goTo={deciding.goTo}
        onKey={deciding.onKey}
        opened={opened === null ? null : String(opened)}
        onOpen={(one) => setOpened(one.row)}
        onClose={() => setOpened(null)}
        empty={<EmptyState title="No such row" />}
      />
      {(counts.choose > 0 || row !== undefined) && <KeysLine />}
      {row && (
        <MatchChoice
          row={row}
          onChoose={(username) => deciding.choose(row, username, result === undefined ? row.row : at)}
          onClose={() => setOpened(null)}
        />
      )}
      {looking && (
        <SureRows
          rows={sure}
          onClose={() => setLooking(false)}
          onTake={(taken) => void deciding.chooseTogether(taken).then((did) => did && setLooking(false))}
        />
      )}
    </div>
  )
}

/** The keys with which a list is decided, while it has the focus. */
function KeysLine() {
  return (
    <p className={`${texts.note} ${under.keys}`}>
      <kbd>Enter</kbd> takes who is proposed and goes on <kbd>1</kbd>–<kbd>9</kbd> choose <kbd>S</kbd> leaves out{' '}
      <kbd>U</kbd> takes back <kbd>A</kbd> looks at several together
    </p>
  )
}
