import { Button } from '@mantine/core'
import { count } from '../../../lib/words/format.ts'
import { Explain, type Explanation } from '../../../ui/explain.tsx'
import styles from '../overview.module.css'

/** A line of what needs attention that is about no list of people: how many, of what, and the way to them. */
export function AttentionItem({
  many,
  title,
  note,
  explanation,
  onOpen,
}: {
  many: number
  title: string
  note: string
  explanation: Explanation
  onOpen: () => void
}) {
  return (
    <li>
      <strong className="numbers">{count(many)}</strong>
      <span>
        <span className={styles.what}>
          {title}
          <Explain what={title.toLowerCase()} explanation={explanation} />
        </span>
        <span className={styles.note}>{note}</span>
      </span>
      <Button variant="default" size="compact-xs" onClick={onOpen} aria-label={`Show ${count(many)}: ${title}`}>
        Show {count(many)}
      </Button>
      <span />
    </li>
  )
}
