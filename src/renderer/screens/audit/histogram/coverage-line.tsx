import { dayAndMinute, spanWords } from '../../../features/audit/event-times.ts'
import { fetchSpans, useIsFetching } from '../../../features/audit/fetching.ts'
import { count } from '../../../lib/words/format.ts'
import { useCoverage } from './coverage-strip.tsx'

const iso = (time: number) => new Date(time).toISOString()

/** What of the span was fetched, in words, and how to fetch the rest. */
export function CoverageLine({ from, to, company }: { from: number; to: number; company: string }) {
  const coverage = useCoverage(from, to)
  const isFetching = useIsFetching(company)
  if (coverage === null) return <span />
  const { gaps, empty, later } = coverage
  const [first] = gaps
  const [none, last] = [empty[0], empty.at(-1)]
  const words =
    first === undefined && none !== undefined && last !== undefined
      ? `LastPass gave no events for ${spanWords(none.from, last.to)}; it may keep nothing so old`
      : first === undefined
        ? later
          ? `Fetched: all up to ${dayAndMinute(later.from)}`
          : 'Fetched: all of it'
        : gaps.length === 1
          ? `Not fetched: ${spanWords(first.from, first.to)}`
          : `Not fetched: ${count(gaps.length)} gaps, the oldest ${spanWords(first.from, first.to)}`
  return (
    <span>
      {words}{' '}
      {gaps.length > 0 && !isFetching && (
        <button
          type="button"
          onClick={() =>
            void fetchSpans(
              company,
              gaps.map((gap) => ({ from: iso(gap.from), to: iso(gap.to) })),
            )
          }
        >
          {gaps.length === 1 ? 'Fetch this gap' : `Fetch these ${count(gaps.length)} gaps`}
        </button>
      )}
    </span>
  )
}
