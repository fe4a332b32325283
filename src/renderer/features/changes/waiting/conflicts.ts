import type { Output } from '../../../../contract/calls.ts'

type Compared = Output<'changes.compare'>['rows'][number]

/** The fields in which LastPass has something else than what was seen when the change was made. */
export const drifted = (row: Pick<Compared, 'fields'>): Compared['fields'] =>
  row.fields.filter(({ base, now }) => base !== now)

/** Two rows are alike when the same kind of change met the same drift, whoever the person is: one decision fits both. */
export const likeness = (row: Pick<Compared, 'change' | 'fields'>): string =>
  JSON.stringify([row.change.kind, drifted(row).map(({ field, base, now }) => [field, base, now])])
