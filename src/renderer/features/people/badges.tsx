import type { Status } from '../../../contract/model.ts'
import * as format from '../../lib/words/format.ts'
import { Badge } from '../../ui/badge.tsx'
import styles from './badges.module.css'
import { type ScoreBands, scoreBand } from './scores.ts'
import { statusWords } from './words.ts'

/** A person's status in its word and colour. */
export function StatusBadge({ status }: { status: Status }) {
  const words = statusWords[status]
  return <Badge tone={words.tone}>{words.label}</Badge>
}

/** A security score: the number, and the word for its band. */
export function Score({ score, bands }: { score: number | null; bands: ScoreBands }) {
  const band = scoreBand(score, bands)
  if (score === null) return <span className={styles.faint}>{band.word}</span>
  return (
    <span className={styles.score} data-tone={band.tone}>
      <span className={styles.scoreWord}>{band.word}</span>
      <span className="numbers">{format.score(score)}</span>
    </span>
  )
}
