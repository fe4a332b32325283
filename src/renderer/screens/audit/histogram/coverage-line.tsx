import { spansOf } from '../../../features/audit/coverage.ts'
import { dayAndMinute, spanWords } from '../../../features/audit/event-times.ts'
import { fetchSpans, useIsFetching } from '../../../features/audit/fetching.ts'
import { count } from '../../../lib/words/format.ts'
import { type Coverage, useCoverage } from './coverage-strip.tsx'

function coverageWords({ gaps, empty, later }: Coverage): string {
  const [first] = gaps
  if (first !== undefined)
    return gaps.length === 1
      ? `Not fetched: ${spanWords(first.from, first.to)}`
      : `Not fetched: ${count(gaps.length)} gaps, the oldest ${spanWords(first.from, first.to)}`
  const [none, last] = [empty[0], empty.at(-1)]
  if (none !== undefined && last !== undefined)
    return `LastPass gave no events for ${spanWords(none.from, last.to)}; it may keep nothing so old`
  return later ? `Fetched: all up to ${dayAndMinute(later.from)}` : 'Fetched: all of it'
}

/** What of the span was fetched, in words, and how to fetch the rest. */
export function CoverageLine({ from, to, company }: { from: number; to: number; company: string }) {
  const coverage = useCoverage(from, to)
  const isFetching = useIsFetching(company)
  if (coverage === null) return <span />
  const { gaps } = coverage
  return (
    <span>
      {coverageWords(coverage)}{' '}
      {gaps.length > 0 && !isFetching && (
        <button type="button" onClick={() => void fetchSpans(company, spansOf(gaps))}>
          {gaps.length === 1 ? 'Fetch this gap' : `Fetch these ${count(gaps.length)} gaps`}
        </button>
      )}
    </span>
  )
}
