/** What a line of the journal holds beside its kind, as it was written. */
export type Data = Readonly<Record<string, unknown>>
/** A part that should be a list; empty where it is none. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
/** A part that should be a text; empty where it is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
/** A part that should be a number; 0 where it is none. */
export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)
/** A part that should have parts of its own; empty where it has none. */
export const dataOf = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {})

/** The texts of a list in a row, with commas. */
export const namesOf = (value: unknown): string =>
  (Array.isArray(value) ? value : []).map(textOf).filter(Boolean).join(', ')
