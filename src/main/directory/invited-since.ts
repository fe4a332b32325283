import { keyOf } from '../text/user-key.ts'
import type { Positioned } from './index/by-name.ts'
import { type Columns, flag } from './index/columns.ts'
import type { InvitedSince } from './index/marks.ts'
import { invited } from './index/query.ts'
import type { Notes } from './observations.ts'

/**
 * Since when each person who is only invited is known to be so, by row: the service tells no date. It is when a refresh saw them come,
 * or when any refresh first saw something, where they were there before it.
 */
export function invitedSince(
  { n, status, flags }: Columns,
  stored: (positions: readonly number[]) => Positioned[],
  notes: Pick<Notes, 'came' | 'firstSeen'>,
): Map<number, InvitedSince> {
  const positions: number[] = []
  for (let at = 0; at < n.length; at++)
    if (status[at] === invited && ((flags[at] as number) & flag.gone) === 0) positions.push(at)
  const people = stored(positions)
  const came = notes.came(people.map(({ user }) => user.username))
  const first = people.length === 0 ? null : notes.firstSeen()
  const found = new Map<number, InvitedSince>()
  for (const { at, user } of people) {
    const seen = came.get(keyOf(user.username))
    const time = seen ?? first
    if (time !== null)
      found.set(n[at] as number, { time: Math.floor(Date.parse(time) / 1000), seen: seen !== undefined })
  }
  return found
}
