import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import texts from '../../../features/people-list/texts.module.css'
import { usePages } from '../../../lib/application/pages.ts'
import { act } from '../../../lib/application/queries.ts'
import { count } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import cards from '../../../ui/sheets/cards.module.css'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import bars from '../bars.module.css'
import styles from './folder-risks.module.css'

type Risk = Output<'leavers.folders'>['rows'][number]
/** Folders written out at once; a list with more is worked through from the top. */
const mostShown = 100

/** Shared folders that would be left without an administrator or without anybody. */
export function FolderRisks({ list }: { list: string }) {
  const question = useMemo(() => ({ list }), [list])
  const pages = usePages('leavers.folders', question)
  if (pages.failure) return <FailureState failure={pages.failure} onRetry={pages.retry} />
  if (pages.total === null) return null
  if (pages.total === 0)
    return (
      <EmptyState title="No folder loses its last administrator or member">
        Every shared folder that these people are in keeps an administrator and a member who can log in.
      </EmptyState>
    )
  const risks = [...Array(Math.min(pages.total, mostShown)).keys()].flatMap((at) => pages.row(at) ?? [])
  return (
    <div className={cards.cards}>
      <p className={`${bars.strip} ${styles.hint}`} data-tone="slate">
        <span className={bars.stripText}>
          The API cannot change rights in shared folders. Make somebody else administrator in LastPass’ own console,
          while the account is still there.
        </span>
        <Button variant="default" onClick={() => void act('app.openPage', { page: 'shared-folders-console' })}>
          Open LastPass’ console
        </Button>
      </p>
      {risks.map((risk) => (
        <RiskCard key={risk.id} risk={risk} />
      ))}
      {pages.total > risks.length && (
        <p className={texts.note}>
          The emptiest {count(risks.length)} of {count(pages.total)}.
        </p>
      )}
    </div>
  )
}

function RiskCard({ risk }: { risk: Risk }) {
  return (
    <article className={cards.card} aria-label={risk.name}>
      <header className={styles.head}>
        <h3>
          <bdi>{risk.name}</bdi>
        </h3>
        <Badge tone={risk.risk === 'no-member' ? 'red' : 'amber'}>
          {risk.risk === 'no-member' ? 'Nobody left' : 'No administrator left'}
        </Badge>
      </header>
      <p>{risk.message}</p>
      <p className={texts.note}>
        Leaving: {risk.leavers.join(', ')}
        {risk.leaverCount > risk.leavers.length && ` and ${count(risk.leaverCount - risk.leavers.length)} more`}.
        Staying in it: {count(risk.remaining)}
        {risk.heirs.length > 0 && `, for instance ${risk.heirs.join(', ')}`}.
      </p>
    </article>
  )
}
