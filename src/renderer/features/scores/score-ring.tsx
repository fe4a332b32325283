import { Ring } from '../../ui/charts/ring.tsx'
import { type ScoreBands, scoreBand } from '../people/scores.ts'

/** An average as a ring with the word of its band; `withheld`: it is there and not told. */
export function ScoreRing({
  value,
  target,
  bands,
  withheld = false,
}: {
  value: number | null
  target: number | null
  bands: ScoreBands
  withheld?: boolean
}) {
  const { word, tone } = scoreBand(value, bands)
  const known = tone === 'red' || tone === 'amber' || tone === 'green'
  return (
    <Ring
      value={value}
      word={withheld ? 'withheld' : word}
      tone={known && !withheld ? tone : 'slate'}
      target={target}
    />
  )
}
