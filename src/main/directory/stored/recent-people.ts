import type { StoredUser } from './records.ts'

/** The people who were read last, by where they stand in one state of the index. Nobody alters what is in it. */
export interface RecentPeople {
  get(at: number): StoredUser | undefined
  keep(at: number, user: StoredUser): void
}

/** 1,200: somewhat more than the people of a large plan, so that its notes read nobody again; twice as many take some 3 MB. */
const surely = 1200

/** Keeps the last 1,200 at least, and at most twice as many. */
export function createRecentPeople(): RecentPeople {
  let newer = new Map<number, StoredUser>()
  let older = newer
  return {
    get: (at) => newer.get(at) ?? older.get(at),
    keep(at, user) {
      if (newer.size === surely) {
        older = newer
        newer = new Map()
      }
      newer.set(at, user)
    },
  }
}
