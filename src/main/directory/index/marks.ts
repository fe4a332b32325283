import { statuses } from '../../../contract/lists.ts'
import type { ListedPasswords } from '../../../contract/model.ts'
import type { Columns } from './columns.ts'

/** What lists beside the people themselves tell of them, by their row in the store. */
export interface Marks {
  /** When the master password of each person on LastPass' list was last changed, in seconds since 1970 (0: not told); null: the list was never read. */
  expired: ReadonlyMap<number, number> | null
  /** Counts of the admin console's security report; empty where none was imported. */
  reported: ReadonlyMap<number, { weak: number | null; reused: number | null }>
  /** By how many points the score of each person moved lately; asked for only where a filter needs it. */
  moved: () => ReadonlyMap<number, number>
}

/** What is known of the people of an index beside its columns. */
export interface Known extends Marks {
  /** Since when each person who is only invited is known to be so; those of whom nothing is known are left out. */
  invited: () => ReadonlyMap<number, InvitedSince>
}

/** Since when somebody is known to be invited. */
export interface InvitedSince {
  /** Seconds since 1970. */
  time: number
  /** A refresh saw the person come then; false: they were there before, and how long is not known. */
  seen: boolean
}

export const noMarks: Known = { expired: null, reported: new Map(), moved: () => new Map(), invited: () => new Map() }

const active = statuses.indexOf('active')

/** Whether the master password of the person at this position has expired; null: not known. A change after the list was made counts. */
export function expiredAt(columns: Columns, { expired }: Pick<Marks, 'expired'>, at: number): boolean | null {
  if (expired === null || columns.status[at] !== active) return null
  const listed = expired.get(columns.n[at] as number)
  if (listed === undefined) return false
  return listed === 0 || (columns.lastPasswordChange[at] as number) <= listed
}

/** What the lists say of the passwords of the person at this position. */
export function listedPasswords(columns: Columns, marks: Marks, at: number): ListedPasswords {
  const counts = marks.reported.get(columns.n[at] as number)
  return {
    passwordExpired: expiredAt(columns, marks, at),
    weakPasswords: counts?.weak ?? null,
    reusedPasswords: counts?.reused ?? null,
  }
}
