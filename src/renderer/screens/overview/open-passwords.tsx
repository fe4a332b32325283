import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { count } from '../../lib/words/format.ts'
import styles from './overview.module.css'

const title = 'Leavers’ passwords not changed'

/** The line of passwords that leavers could use and nobody has changed in 30 days. `passwords`: of all campaigns that go on. */
export function OpenPasswords({ overdue, passwords }: { overdue: number; passwords: number }) {
  const navigate = useNavigate()
  return (
    <li>
      <strong className="numbers">{count(overdue)}</strong>
      <span>
        <span className={styles.what}>{title}</span>
        <span className={styles.note}>of {count(passwords)}, open for over 30 days</span>
      </span>
      <Button
        variant="default"
        size="compact-xs"
        onClick={() => void navigate({ to: '/leavers', search: { part: 'passwords', progress: 'overdue' } })}
        aria-label={`Show ${count(overdue)}: ${title}`}
      >
        Show {count(overdue)}
      </Button>
      <span />
    </li>
  )
}
