import type { Status } from '../../../contract/model.ts'
import * as format from '../../lib/words/format.ts'
import { Badge } from '../../ui/badge.tsx'
import styles from './badges.module.css'
import { scoreBand } from './scores.ts'
import { statusWords } from './words.ts'

/** A person's status in its word and colour. */
export function StatusBadge({ status }: { status: Status }) {
  const words = statusWords[status]
  return <Badge tone={words.tone}>{words.label}</Badge>
}

/** A security score: the number, and the word for its band. */
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
