import type { SnapshotBody, SnapshotNumbers } from '../../../../contract/scores/snapshot.ts'

/** One line of several snapshots over time. */
interface ComparedLine {
  name: string
  /** Of each snapshot, oldest first; null: withheld, or not in it. */
  averages: readonly (number | null)[]
}

/** Several snapshots over time, or why they are not put together. */
export type Comparison =
  | { refused: string }
  | {
      refused: null
      days: readonly (string | null)[]
      summary: readonly SnapshotNumbers[]
      trend: readonly { day: string; average: number | null }[]
      scopes: readonly ComparedLine[]
    }

/** An opened snapshot, and the fingerprint of the key that signed it. */
export interface Signed {
  body: SnapshotBody
  signedBy: string | null
}

/** What snapshots must share to be of one series: only their Provost knows what they tell together. */
const seriesOf = ({ body }: Signed): string =>
  JSON.stringify([
    body.tenant,
    body.people,
    body.minimumGroup,
    body.scope.departments.toSorted(),
    body.scope.groups.toSorted(),
  ])

/**
 * Puts snapshots together by their days. Security rule: only those of one series, so that no number about fewer people than the minimum
 * is worked out from two that were not weighed against each other. Test: test/renderer/features/scores/compare-snapshots.test.ts.
 */
export function compareSnapshots(given: readonly Signed[]): Comparison {
  if (new Set(given.map(({ signedBy }) => signedBy)).size > 1)
    return {
      refused:
        'They were signed by different workstations, which do not know what the other one told. They are not compared; ask one admin for all of them.',
    }
  if (new Set(given.map(seriesOf)).size > 1)
    return {
      refused:
        'They are about different people: another company, other departments or groups, another minimum, or named beside hidden. They are not compared, because numbers about few people could be worked out from two of them.',
    }
  const bodies = given.map(({ body }) => body).toSorted((a, b) => ((a.to ?? '') < (b.to ?? '') ? -1 : 1))
  const trend = new Map<string, number | null>()
  for (const { summary } of bodies) for (const { day, average } of summary.trend) trend.set(day, average)
  const names = new Map(
    bodies.flatMap(({ scopes }) => scopes.map(({ kind, name }) => [`${kind} ${name}`, name] as const)),
  )
  return {
    refused: null,
    days: bodies.map(({ to }) => to),
    summary: bodies.map(({ summary }) => summary),
    trend: [...trend].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, average]) => ({ day, average })),
    scopes: [...names].map(([key, name]) => ({
      name,
      averages: bodies.map(
        ({ scopes }) => scopes.find((scope) => `${scope.kind} ${scope.name}` === key)?.average ?? null,
      ),
    })),
  }
}
