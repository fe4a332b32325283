import type { AuditCategory } from '../../../contract/audit/audit.ts'
import { categoryAbout, categoryNames, categoryOrder } from '../../features/audit/categories.ts'
import { CategoryMark } from '../../features/audit/category-mark.tsx'
import { count } from '../../lib/words/format.ts'
import styles from './cards.module.css'

/** How many events each category has: the legend of the bars, and the filter by category. Shift adds one. */
export function SummaryCards({
  counts,
  chosen,
  onChoose,
}: {
  /** Under the filter without its categories; undefined: not known yet. */
  counts: Record<AuditCategory, number> | undefined
  chosen: readonly AuditCategory[] | undefined
  onChoose: (categories: AuditCategory[] | undefined) => void
}) {
  const total = counts === undefined ? null : categoryOrder.reduce((sum, one) => sum + counts[one], 0)
  const press = (category: AuditCategory, add: boolean) => {
    const now = chosen ?? []
    if (!add) return onChoose(now.length === 1 && now[0] === category ? undefined : [category])
    const next = now.includes(category) ? now.filter((one) => one !== category) : [...now, category]
    onChoose(next.length === 0 ? undefined : next)
  }
  return (
    <fieldset className={styles.cards} aria-label="Categories">
      <button type="button" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        <span className={styles.word}>
          <span>All categories</span>
        </span>
        <strong className="numbers">{total === null ? '…' : count(total)}</strong>
      </button>
      {categoryOrder.map((category) => (
        <button
          key={category}
          type="button"
          aria-pressed={chosen?.includes(category) ?? false}
          title={`${categoryAbout[category]} Press to show it alone, with Shift to add it.`}
          onClick={(event) => press(category, event.shiftKey)}
        >
          <span className={styles.word}>
            <CategoryMark category={category} />
            <span>{categoryNames[category]}</span>
          </span>
          <strong className="numbers" data-none={counts?.[category] === 0 || undefined}>
            {counts === undefined ? '…' : counts[category] === 0 ? 'none' : count(counts[category])}
          </strong>
        </button>
      ))}
    </fieldset>
  )
}
