import { useNavigate } from '@tanstack/react-router'
import { AttentionItem } from './attention-item.tsx'

/** The line of the audit's findings that nobody muted: those to be looked at first, or the others. */
export function OpenFindings({ many, high }: { many: number; high: boolean }) {
  const navigate = useNavigate()
  return (
    <AttentionItem
      many={many}
      title={high ? 'Grave findings of the audit' : 'Findings of the audit'}
      note="not muted"
      explanation={{
        definition:
          'What rules found in the events that were fetched, each explained with its numbers in Audit. They run on this computer.',
        denominator: 'None: it is a count',
        leftOut: 'Findings that were muted with a reason, rules that are turned off, and events that were not fetched.',
      }}
      onOpen={() => void navigate({ to: '/audit', search: { finding: 'all' } })}
    />
  )
}
