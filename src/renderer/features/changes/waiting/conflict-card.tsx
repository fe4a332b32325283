import { useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { inOrder, plural } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import choices from '../../../ui/sheets/choices.module.css'
import { changeTitle } from '../kind-words.ts'
import { whoWords } from '../who.tsx'
import { standingWords } from '../words.ts'
import styles from './conflict-card.module.css'

type Compared = Output<'changes.compare'>['rows'][number]
export type Choice = 'mine' | 'theirs' | 'skip'

const offered: readonly { choice: Choice; label: string; meaning: string }[] = [
  { choice: 'mine', label: 'Keep mine', meaning: 'The change is sent, on the state of now.' },
  { choice: 'theirs', label: 'Keep LastPass’', meaning: 'The change is dropped; what LastPass has stays.' },
  {
    choice: 'skip',
    label: 'Skip',
    meaning: 'Nothing is decided about this person; the change is left out of this plan.',
  },
]

interface ConflictCardProps {
  row: Compared
  choice: Choice | null
  /** How many further rows met the same drift. */
  similar: number
  onChoose: (choice: Choice, similar: boolean) => void
}

/** One change that met another one: what you saw, what LastPass has now, what yours would make of it. */
export function ConflictCard({ row, choice, similar, onChoose }: ConflictCardProps) {
  const [all, setAll] = useState(false)
  return (
    <article className={styles.conflict} aria-label={`Conflict: ${whoWords(row.change.username, row.fullname)}`}>
      <header>
        <strong>{changeTitle(row.change, row.fullname)}</strong>
        <Badge tone={standingWords.drifted.tone}>{standingWords.drifted.label}</Badge>
      </header>
      <p>{inOrder(row.message)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">When you planned it</th>
            <th scope="col">LastPass now</th>
            <th scope="col">With your change</th>
          </tr>
        </thead>
        <tbody>
          {row.fields.map(({ field, base, now, mine }) => (
            <tr key={field} data-drifted={base !== now || undefined}>
              <th scope="row">{field}</th>
              <td>{inOrder(base) || '–'}</td>
              <td>{inOrder(now) || '–'}</td>
              {/* What the change does not alter stays as LastPass has it, not as it was once seen. */}
              <td>{base === mine ? 'left as it is' : inOrder(mine) || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <fieldset className={choices.choices}>
        <legend className="unseen">Decide for {whoWords(row.change.username, row.fullname)}</legend>
        {offered.map((one) => (
          <button
            key={one.choice}
            type="button"
            aria-pressed={choice === one.choice}
            title={one.meaning}
            onClick={() => onChoose(one.choice, all)}
          >
            {one.label}
          </button>
        ))}
        {similar > 0 && (
          <label>
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
            Also for {plural(similar, 'similar one', 'similar ones')}
          </label>
        )}
      </fieldset>
    </article>
  )
}
