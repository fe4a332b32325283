// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose lines are decided by keys is a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which line is active
import { Button, Modal } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { DraftStanding } from '../../../contract/calls/groups.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { count, inOrder, people, plural } from '../../lib/words/format.ts'
import choices from '../../ui/sheets/choices.module.css'
import { FailureState } from '../../ui/states.tsx'
import parts from '../changes/dialog-parts.module.css'
import texts from '../changes/texts.module.css'
import { draftKey, loadDraft } from './draft.ts'
import styles from './draft-conflicts.module.css'
import { baseWords, mineWords, nowWords } from './draft-words.ts'

type Choice = 'mine' | 'theirs'
const offered: readonly { choice: Choice; label: string; key: string; meaning: string }[] = [
  { choice: 'mine', label: 'Keep mine', key: 'm', meaning: 'It stays drafted, on the state of now.' },
  {
    choice: 'theirs',
    label: 'Keep LastPass’',
    key: 'l',
    meaning: 'It is taken off the draft; what LastPass has stays.',
  },
]
/** More lines are not shown at once; those decided make room for the next. */
const mostShown = 300

/** What somebody else changed since memberships were drafted: base, now and mine, each to be decided. */
export function DraftConflicts({ onClose, onDecided }: { onClose: () => void; onDecided: () => void }) {
  const read = useRead('groups.draft', {})
  const [chosen, setChosen] = useState<ReadonlyMap<string, Choice>>(new Map())
  const [at, setAt] = useState(0)
  const grid = useRef<HTMLTableElement>(null)
  const items = read.data?.items ?? []
  const open = items.filter(({ standing }) => standing === 'changed')
  const concerned = new Set(open.map(({ username }) => username.toLowerCase()))
  // What somebody else has done for the same person is the reason, so it stands beside.
  const all = items
    .filter(
      ({ standing, username }) =>
        standing === 'changed' || (standing === 'done' && concerned.has(username.toLowerCase())),
    )
    .toSorted((a, b) => (a.fullname || a.username).localeCompare(b.fullname || b.username))
  const shown = all.slice(0, mostShown)
  const here = Math.min(at, Math.max(0, shown.length - 1))
  const undecided = open.filter((item) => !chosen.has(keyOf(item))).length
  useEffect(() => {
    grid.current?.querySelector(`[data-line="${here}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [here])
  const choose = (some: readonly DraftStanding[], choice: Choice) =>
    setChosen((now) => new Map([...now, ...some.map((item) => [keyOf(item), choice] as const)]))
  const settle = useAction(async () => {
    const { again } = await act('groups.decideDraft', {
      choices: open.flatMap((item) => {
        const choice = chosen.get(keyOf(item))
        return choice === undefined ? [] : [{ username: item.username, group: item.group, state: item.state, choice }]
      }),
    })
    await loadDraft()
    await read.refetch()
    setChosen(new Map())
    if (again === 0) onDecided()
  })
  const onKey = (event: KeyboardEvent) => {
    const take = () => {
      event.preventDefault()
      event.stopPropagation()
    }
    const steps: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: shown.length - 1 }
    const step = steps[event.key]
    const offer = offered.find(({ key }) => key === event.key.toLowerCase())
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      take()
      if (undecided === 0) void settle.run()
    } else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (step !== undefined) {
      take()
      setAt(Math.max(0, Math.min(shown.length - 1, step)))
    } else if (offer !== undefined) {
      take()
      const line = shown[here]
      choose(event.shiftKey ? open : line?.standing === 'changed' ? [line] : [], offer.choice)
      if (!event.shiftKey) setAt(Math.min(shown.length - 1, here + 1))
    }
  }
  return (
    <Modal opened onClose={onClose} size={1120} title="What has changed since this was drafted" yOffset="6dvh">
      {settle.failure ? (
        <FailureState failure={settle.failure} compact />
      ) : (
        <p className={texts.quiet}>
          {people(concerned.size)} {concerned.size === 1 ? 'was' : 'were'} changed by somebody else meanwhile. Decide
          each membership: with LastPass’, it is taken off the draft.
        </p>
      )}
      <div className={styles.all}>
        {offered.map(({ choice, label, key }) => (
          <Button
            key={choice}
            variant="default"
            size="xs"
            rightSection={<kbd>Shift {key.toUpperCase()}</kbd>}
            onClick={() => choose(open, choice)}
          >
            {open.length > 1 ? `${label} for all ${count(open.length)}` : label}
          </Button>
        ))}
        <span className={styles.keys}>
          <kbd>M</kbd> mine <kbd>L</kbd> LastPass’ <kbd>Ctrl Enter</kbd> go on
        </span>
      </div>
      <div className={styles.room}>
        <table
          ref={grid}
          className={styles.table}
          role="grid"
          tabIndex={0}
          data-autofocus
          aria-label="Memberships to decide"
          aria-activedescendant={shown.length === 0 ? undefined : `draft-line-${here}`}
          onKeyDown={onKey}
        >
          <thead>
            <tr>
              {['Person', 'Group', 'When you drafted it', 'LastPass now', 'With your draft', 'Decision'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((item, index) => (
              <tr
                key={keyOf(item)}
                id={`draft-line-${index}`}
                data-line={index}
                data-here={index === here || undefined}
                aria-selected={index === here}
                onPointerDown={() => setAt(index)}
              >
                <th scope="row" title={item.username}>
                  <bdi>{inOrder(item.fullname) || item.username}</bdi>
                </th>
                <td title={item.group}>
                  <bdi>{inOrder(item.group)}</bdi>
                </td>
                <td>{baseWords(item)}</td>
                <td data-drifted={baseWords(item) !== nowWords(item) || undefined}>{nowWords(item)}</td>
                <td>{mineWords(item)}</td>
                <td>
                  {item.standing === 'done' ? (
                    <span className={texts.quiet}>already made</span>
                  ) : (
                    <span className={choices.choices}>
                      {offered.map(({ choice, label, meaning }) => (
                        <button
                          key={choice}
                          type="button"
                          tabIndex={-1}
                          title={meaning}
                          aria-pressed={chosen.get(keyOf(item)) === choice}
                          onClick={() => choose([item], choice)}
                        >
                          {label}
                        </button>
                      ))}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all.length > shown.length && (
        <p className={texts.quiet}>
          The first {count(shown.length)} of {count(all.length)} lines; the buttons above decide all.
        </p>
      )}
      <footer className={parts.footer}>
        <div className={parts.footerActions}>
          <Button disabled={undecided > 0} loading={settle.pending} onClick={() => void settle.run()}>
            {undecided > 0
              ? `${plural(undecided, 'decision', 'decisions')} to go`
              : open.length === 0
                ? 'Preview what is drafted'
                : `Take ${plural(open.length, 'decision', 'decisions')} over and preview`}
          </Button>
        </div>
      </footer>
    </Modal>
  )
}

const keyOf = ({ username, group }: DraftStanding): string => draftKey(username, group)
