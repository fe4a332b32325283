import { Suspense } from 'react'
import type { ScoreSummary } from '../../../contract/calls/scores.ts'
import { scoreDefinitions } from '../../../contract/scores/score-definitions.ts'
import { NumberCard } from '../../features/scores/number-card.tsx'
import scores from '../../features/scores/scores.module.css'
import { useRead } from '../../lib/application/queries.ts'
import { latePart } from '../../lib/late-parts.ts'
import { averageScore, count, plural, score, shortDay } from '../../lib/words/format.ts'
import { useFoldersKnown } from './folders-known.ts'

const ReportCard = latePart(() => import('./report-card.tsx'), 'ReportCard')

/** People who count in the scores. */
const counted = { notStatus: ['disabled', 'invited'] } as const satisfies { notStatus: ('disabled' | 'invited')[] }

/** "14 %", or nothing: of nobody there is no percentage. */
const share = (part: number, of: number): string => (of === 0 ? '' : `${Math.round((part / of) * 100)} %`)

/** The numbers of the company, each with what it is of and the list behind it; `people`: the seat sees those lists. */
export function NumberCards({ sum, people, computed }: { sum: ScoreSummary; people: boolean; computed: string }) {
  const list = <T,>(search: T) => (people ? { path: '/users' as const, search } : undefined)
  const age =
    sum.scoreAgeDays === null ? '' : ` · ${plural(Math.round(sum.scoreAgeDays), 'day', 'days')} old on average`
  const { data: sites, error: sitesError } = useRead('leavers.sites', {}, { enabled: people })
  const foldersKnown = useFoldersKnown()
  return (
    <div className={scores.cards}>
      <NumberCard
        definition={scoreDefinitions.users}
        value={count(sum.users)}
        note={`${count(sum.disabled)} of them disabled; ${count(sum.invited)} more only invited`}
        to={list({ notStatus: ['invited'] as 'invited'[] })}
        computed={computed}
      />
      <NumberCard
        definition={scoreDefinitions.active}
        value={count(sum.active30Days)}
        of={`of ${count(sum.counted)}`}
        note={`in 30 days · ${count(sum.activeAccounts)} ever logged in`}
        to={list({ activeDays: 30, ...counted })}
        computed={computed}
      />
      <NumberCard
        definition={scoreDefinitions.below}
        title={`Below ${score(sum.threshold)}`}
        value={count(sum.belowThreshold)}
        of={`of ${count(sum.withScore)}`}
        tone={sum.belowThreshold > 0 ? 'red' : undefined}
        note={share(sum.belowThreshold, sum.withScore) || 'nobody has a score'}
        to={list({ belowScore: sum.threshold, sort: 'score.asc', ...counted })}
        computed={computed}
      />
      <NumberCard
        definition={scoreDefinitions.average}
        value={sum.average === null ? 'none' : averageScore(sum.average)}
        of={sum.average === null ? undefined : 'of 100'}
        note={`${count(sum.withoutScore)} without a score${age}`}
        to={list({ hasScore: true, sort: 'score.asc', ...counted })}
        computed={computed}
      />
      <NumberCard
        definition={scoreDefinitions.strong}
        value={share(sum.strongMasterPasswords, sum.withStrength) || 'none'}
        note={
          sum.withStrength === 0
            ? 'nobody’s strength is known'
            : `${count(sum.strongMasterPasswords)} of ${count(sum.withStrength)}`
        }
        to={list({ sort: 'masterPasswordStrength.asc', ...counted })}
        computed={computed}
      />
      <NumberCard
        definition={scoreDefinitions.folders}
        value={foldersKnown ? count(sum.sharedFolders) : 'not known'}
        note={
          !foldersKnown
            ? 'LastPass did not give them so far'
            : sitesError !== null
              ? 'passwords in them: what was read of them could not be opened'
              : sites?.asOf && sites.passwords !== null
                ? `${plural(sites.passwords, 'shared password', 'shared passwords')} in them, read ${shortDay(sites.asOf)}`
                : 'passwords in them: not known until their sites are read under Leavers'
        }
        to={people ? { path: '/folders' } : undefined}
        computed={computed}
      />
      {people && (
        <Suspense fallback={<section className={scores.card} />}>
          <ReportCard />
        </Suspense>
      )}
    </div>
  )
}
