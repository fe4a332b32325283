import type { Status } from '../../contract/model.ts'
import { scoreBand } from '../features/people/scores.ts'
import { statusWords, type Tone } from '../features/people/words.ts'
import * as format from '../lib/format.ts'
import styles from './ui.module.css'

/** A word with its colour; never a colour alone. */
export function Badge({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      <span className={styles.dot} aria-hidden />
      {children}
    </span>
  )
}

/** A person's status in its word and colour. */
export function StatusBadge({ status }: { status: Status }) {
  const words = statusWords[status]
  return <Badge tone={words.tone}>{words.label}</Badge>
}

/** A security score: the number, the word for its band, and a small bar. */
export function Score({ score, words = true }: { score: number | null; words?: boolean }) {
  const band = scoreBand(score)
  if (score === null) return <span className={styles.faint}>{words ? band.word : '–'}</span>
  return (
    <span className={styles.score} data-tone={band.tone}>
      <span className={styles.scoreWord}>{words ? band.word : null}</span>
      <span className="numbers">{format.score(score)}</span>
    </span>
  )
}
