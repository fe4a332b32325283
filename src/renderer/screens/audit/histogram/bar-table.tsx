import { categoryNames, categoryOrder } from '../../../features/audit/categories.ts'
import { spanWords } from '../../../features/audit/event-times.ts'
import { count, plural } from '../../../lib/words/format.ts'
import styles from './histogram.module.css'
import type { Bar } from './use-histogram.ts'

/** "25 Nov, 02:00 to 04:00, 93 events: 46 Login, 47 Vault access". */
export function barWords(bar: Bar): string {
  const parts = categoryOrder
    .filter((category) => bar.byCategory[category] > 0)
    .map((category) => `${count(bar.byCategory[category])} ${categoryNames[category]}`)
  const when = spanWords(Date.parse(bar.from), Date.parse(bar.to))
  return `${when}, ${plural(bar.count, 'event', 'events')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
}

/** The bars as a table; those without an event are left out. */
export function BarTable({ bars }: { bars: readonly Bar[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={styles.table} tabIndex={0} aria-label="Bars as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">From, to</th>
            <th scope="col">Events</th>
            {categoryOrder.map((category) => (
              <th key={category} scope="col">
                {categoryNames[category]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars
            .filter((bar) => bar.count > 0)
            .map((bar) => (
              <tr key={bar.from}>
                <th scope="row">{spanWords(Date.parse(bar.from), Date.parse(bar.to))}</th>
                <td>{count(bar.count)}</td>
                {categoryOrder.map((category) => (
                  <td key={category}>{count(bar.byCategory[category])}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}
