import { bandNames } from '../../../contract/scores/scores.ts'
import { count } from '../../lib/words/format.ts'
import styles from './score-charts.module.css'

/** How many people are in each band of scores; those without one have a hatched bar of their own. */
export function BandBars({ bands, without }: { bands: readonly number[]; without: number | null }) {
  const scored = bands.reduce((sum, each) => sum + each, 0)
  const most = Math.max(1, ...bands, without ?? 0)
  const rows = [
    ...bandNames.map((name, band) => ({ name, people: bands[band] ?? 0, mark: String(band), share: scored })),
    ...(without === null ? [] : [{ name: 'none yet', people: without, mark: 'none', share: 0 }]),
  ]
  return (
    <ul className={`${styles.bars} numbers`} aria-label="Scores of people">
      {rows.map(({ name, people, mark, share }) => (
        <li key={name} className={styles.barRow}>
          <span>
            {name}
            <span className="unseen">{`: ${count(people)} people`}</span>
          </span>
          <span className={styles.bar} aria-hidden>
            <span
              className={styles.fill}
              data-band={mark}
              style={{ display: 'block', width: `${(people / most) * 100}%` }}
            />
          </span>
          <strong className={styles.number} aria-hidden>
            {count(people)}
          </strong>
          {/* Of nobody there is no percentage. */}
          <span className={styles.share} aria-hidden>
            {share === 0 ? '' : `${Math.round((people / share) * 100)} %`}
          </span>
        </li>
      ))}
    </ul>
  )
}
