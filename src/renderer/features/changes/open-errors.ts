import type { Output } from '../../../contract/calls.ts'
import { useRead } from '../../lib/application/queries.ts'

type Row = Output<'errors.page'>['rows'][number]

/** Whether an error is over by itself: a refresh that failed, and a later one that read everybody. */
export const isOver = ({ what, time }: Pick<Row, 'what' | 'time'>, asOf: string | null): boolean =>
  what === 'Refresh' && asOf !== null && asOf > time

/** Errors that still say how things are: those that are over stay on their list until somebody dismisses them, and alarm nobody. */
export function useOpenErrors(): number {
  const errors = useRead('errors.page', { offset: 0, limit: 200 }).data
  const asOf = useRead('directory.status', {}).data?.asOf ?? null
  return errors === undefined ? 0 : errors.total - errors.rows.filter((row) => isOver(row, asOf)).length
}
