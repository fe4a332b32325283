import type { AuditCategory } from '../../../contract/audit/audit.ts'
import { categoryNames } from './categories.ts'
import styles from './category.module.css'

/** Twelve units square, one shape a category: colour alone does not tell eight things apart. */
const shapes: Record<AuditCategory, string> = {
  login: 'M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  vault: 'M1.5 1.5h9v9h-9z',
  folder: 'M6 .2L11.8 6L6 11.8L.2 6z',
  lifecycle: 'M4.4 1h3.2v3.4H11v3.2H7.6V11H4.4V7.6H1V4.4h3.4z',
  admin: 'M6 .8L11.6 11H.4z',
  policy: 'M3.2 1h5.6L11.8 6L8.8 11H3.2L.2 6z',
  api: 'M1 1h10v10H1zM4 4v4h4V4z',
  other: 'M.5 4.5h11v3H.5z',
}

/** A category's mark: its colour and its shape. */
export const CategoryMark = ({ category }: { category: AuditCategory }) => (
  <svg className={styles.mark} viewBox="0 0 12 12" data-category={category} aria-hidden>
    <path d={shapes[category]} fillRule="evenodd" />
  </svg>
)

/** A category by mark and word. */
export const CategoryBadge = ({ category }: { category: AuditCategory }) => (
  <span className={styles.badge}>
    <CategoryMark category={category} />
    <span>{categoryNames[category]}</span>
  </span>
)
