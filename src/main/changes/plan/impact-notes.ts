import type { Change, ImpactNote } from '../../../contract/change.ts'
import { impactCodes } from '../../../contract/lists.ts'
import { inSlices } from '../../cooperative/slices.ts'
import { keyOf } from '../../text/user-key.ts'
import type { Row } from './evaluate.ts'

/** Says, in steps, what a plan would do beyond its rows, by lower-case user name. */
export type Impact = (changes: readonly Change[]) => Generator<void, ReadonlyMap<string, ImpactNote[]>>

/** The rows that would be sent with what is known of their people now; the others have no notes. */
export async function withNotes(
  { impact }: { impact: Impact | undefined },
  rows: readonly Row[],
  signal: AbortSignal,
): Promise<Row[]> {
  const sent = rows.flatMap(({ send, verdict }) => (send === null || verdict !== 'change' ? [] : [send]))
  const known =
    sent.length === 0 || impact === undefined ? new Map<string, ImpactNote[]>() : await inSlices(impact(sent), signal)
  return rows.map(({ notes: _, ...row }) => {
    const notes = row.verdict === 'change' ? known.get(keyOf(row.change.username)) : undefined
    return notes === undefined ? row : { ...row, notes }
  })
}

/** How many people of the rows that would be sent each kind of note is about. */
export function impactOf(rows: readonly Row[]): { code: ImpactNote['code']; people: number }[] {
  const people = new Map<ImpactNote['code'], Set<string>>()
  for (const { change, verdict, notes = [] } of rows) {
    if (verdict !== 'change') continue
    for (const { code } of notes) people.set(code, (people.get(code) ?? new Set<string>()).add(keyOf(change.username)))
  }
  return impactCodes.flatMap((code) => {
    const own = people.get(code)
    return own === undefined ? [] : [{ code, people: own.size }]
  })
}
