import { bandNames } from '../../../contract/scores/scores.ts'
import { count } from '../../lib/words/format.ts'
import styles from './score-charts.module.css'

/** How people's scores are spread over the four bands, as one strip whose parts add up to all of them; nothing for nobody. */
export function BandStrip({ bands }: { bands: readonly number[] }) {
  if (bands.every((people) => people === 0)) return null
  const words = bandNames.map((name, band) => `${name}: ${count(bands[band] ?? 0)}`).join(', ')
  return (
    <span className={styles.strip} role="img" aria-label={`Scores ${words}`} title={words}>
      {bands.map((people, band) =>
        people === 0 ? null : (
          <span key={bandNames[band]} className={styles.fill} data-band={band} style={{ flexGrow: people }} />
        ),
      )}
    </span>
  )
}
