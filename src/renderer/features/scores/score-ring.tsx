import { Ring } from '../../ui/charts/ring.tsx'
import { scoreBand } from '../people/scores.ts'

/** An average as a ring with the word of its band; `withheld`: it is there and not told. */
export function ScoreRing({
  value,
  target,
  withheld = false,
}: {
  value: number | null
  target: number | null
  withheld?: boolean
}) {
  const { word, tone } = scoreBand(value)
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
