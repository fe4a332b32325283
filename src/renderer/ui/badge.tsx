import type { ReactNode } from 'react'
import { inOrder } from '../lib/words/format.ts'
import styles from './ui.module.css'

/** A colour with a meaning: good, to look at, bad, new, at rest, at work. */
export type Tone = 'green' | 'amber' | 'red' | 'violet' | 'slate' | 'blue'

/** A word with its colour; never a colour alone. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      <span className={styles.dot} aria-hidden />
      {typeof children === 'string' ? inOrder(children) : children}
    </span>
  )
}
