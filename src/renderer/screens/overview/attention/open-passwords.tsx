import { useNavigate } from '@tanstack/react-router'
import { count } from '../../../lib/words/format.ts'
import { AttentionItem } from './attention-item.tsx'

/** The line of passwords that leavers could use and nobody has changed in 30 days. `passwords`: of all campaigns that go on. */
export function OpenPasswords({ overdue, passwords }: { overdue: number; passwords: number }) {
  const navigate = useNavigate()
  return (
    <AttentionItem
      many={overdue}
      title="Leavers’ passwords not changed"
      note={`of ${count(passwords)}, open for over 30 days`}
      explanation={{
        definition:
          'Passwords in shared folders that a leaver could use, and that nobody is known to have changed for 30 days since they were to be.',
        denominator: 'Passwords of all campaigns that go on',
        leftOut: 'Campaigns that were ended.',
      }}
      onOpen={() => void navigate({ to: '/leavers', search: { part: 'passwords', progress: 'overdue' } })}
    />
  )
}
