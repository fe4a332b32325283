import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { memo, Suspense } from 'react'
import type { AttentionLine } from '../../../../contract/calls/scores.ts'
import { latePart } from '../../../lib/late-parts.ts'
import { count } from '../../../lib/words/format.ts'
import { Explain } from '../../../ui/explain.tsx'
import styles from '../overview.module.css'
import { attentionRows } from './attention-rows.ts'

const AttentionActs = latePart(() => import('./attention-acts.tsx'), 'AttentionActs')

/** A line of what needs attention: how many, of what, the list of exactly them, and what can be done for all. */
export const PeopleLine = memo(function PeopleLine({ line, threshold }: { line: AttentionLine; threshold: number }) {
  const navigate = useNavigate()
  const { id, count: many, of } = line
  const row = attentionRows[id]
  const users = row.users?.(threshold)
  const open = () => {
    if (users !== undefined) void navigate({ to: '/users', search: users })
    else void navigate({ to: '/folders', search: { risk: row.folders } })
  }
  return (
    <li>
      <strong className="numbers">{count(many)}</strong>
      <span>
        <span className={styles.what}>
          {row.title}
          <Explain what={row.title.toLowerCase()} explanation={row.explanation(line)} />
        </span>
        <span className={styles.note}>{row.note(count(of), line)}</span>
      </span>
      <Button variant="default" size="compact-xs" onClick={open} aria-label={`Show ${count(many)}: ${row.title}`}>
        Show {count(many)}
      </Button>
      <Suspense fallback={<span />}>{users && <AttentionActs row={row} users={users} many={many} />}</Suspense>
    </li>
  )
})
