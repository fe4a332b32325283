import { Suspense } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { scoreDefinitions } from '../../../contract/scores/score-definitions.ts'
import { explained, NumberCard } from '../../features/scores/number-card.tsx'
import scores from '../../features/scores/scores.module.css'
import { Unread } from '../../features/scores/unread.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { useRead } from '../../lib/application/queries.ts'
import { latePart } from '../../lib/late-parts.ts'
import { count, plural, shortDay } from '../../lib/words/format.ts'
import { Explain } from '../../ui/explain.tsx'
import { Waiting } from '../../ui/states.tsx'

const ImportReport = latePart(() => import('./import-report.tsx'), 'ImportReport')

/** Weak and reused passwords, which the API does not tell: from the admin console's report, or where to find it. */
export function ReportCard() {
  const may = useMay()
  const lists = useRead('scores.lists', {})
  const report = lists.data?.report
  if (report === undefined)
    return (
      <section className={scores.card} aria-label={scoreDefinitions.weak.name}>
        <header>{scoreDefinitions.weak.name}</header>
        {lists.error === null ? <Waiting /> : <Unread reads={[lists]} />}
      </section>
    )
  return report === null ? (
    <section className={scores.card} aria-label={scoreDefinitions.weak.name}>
      <header>
        {scoreDefinitions.weak.name}
        <Explain
          what={scoreDefinitions.weak.name}
          explanation={explained(scoreDefinitions.weak, 'No report was imported.')}
        />
      </header>
      <span className={scores.note}>
        Not told by the API. LastPass’ admin console has a security report under Reporting; save it as CSV.
      </span>
      {may('scores.importReport') && (
        <Suspense fallback={null}>
          <ImportReport words="Import it" />
        </Suspense>
      )}
    </section>
  ) : (
    <NumberCard
      definition={scoreDefinitions.weak}
      value={report.weakColumn === null ? 'not told' : count(report.withWeak)}
      of={`of ${count(report.people)}`}
      tone={report.withWeak > 0 ? 'red' : undefined}
      note={reportWords(report)}
      to={undefined}
      computed={`Report of ${shortDay(report.made)}. ${leftAside(report)}`}
    >
      {may('scores.importReport') && (
        <Suspense fallback={null}>
          <ImportReport words="Import a newer one" />
        </Suspense>
      )}
    </NumberCard>
  )
}

type Report = NonNullable<Output<'scores.lists'>['report']>

const reportWords = ({ made, weak, reused, weakColumn, reusedColumn }: Report): string =>
  [
    weakColumn === null ? null : `${count(weak)} weak`,
    reusedColumn === null ? null : `${count(reused)} reused`,
    `report of ${shortDay(made)}`,
  ]
    .filter((part) => part !== null)
    .join(' · ')

const leftAside = ({ unknown, doubled, unread }: Report): string =>
  [
    unknown > 0 ? `${plural(unknown, 'person', 'people')} of it could not be joined with one account at hand.` : '',
    doubled > 0 ? `${plural(doubled, 'address stands', 'addresses stand')} in it with different counts.` : '',
    unread > 0 ? `${plural(unread, 'row', 'rows')} could not be read in full.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
