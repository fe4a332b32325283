import type { Output } from '../../../../contract/calls.ts'
import { isHigh } from '../../../features/audit/finding-words.ts'
import { useRead } from '../../../lib/application/queries.ts'

export type Finding = Output<'findings.page'>['rows'][number]

/** So many are worked through; the rest comes as these are muted. */
const many = 100

const open = { muted: false, offset: 0, limit: many }

/** Whether the rules go through the events now. */
export const useAreFindingsSought = (): boolean => useRead('findings.page', open, { enabled: false }).isFetching

/** What rules found and nobody muted, the gravest first, with their number and how many are muted; null: not known yet. */
export function useOpenFindings(enabled = true): { rows: Finding[]; open: number; muted: number } | null {
  const { data } = useRead('findings.page', open, { enabled, keep: true })
  if (data === undefined) return null
  return {
    rows: [...data.rows].sort((one, other) => Number(isHigh(other.rule)) - Number(isHigh(one.rule))),
    open: data.open,
    muted: data.byRule.reduce((sum, { muted }) => sum + muted, 0),
  }
}

/** The finding so many places after one, around the end to the beginning; null: there is none. */
export function findingAfter(rows: readonly Finding[], key: string | undefined, steps: number): string | null {
  const at = rows.findIndex((one) => one.key === key)
  if (rows.length === 0) return null
  const next = at < 0 ? 0 : (at + steps + rows.length) % rows.length
  return rows[next]?.key ?? null
}
