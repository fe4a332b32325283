import type { StoredUser } from './build.ts'

/** What other rooms know and ask of people. */
export interface People {
  asOf(): string | null
  /** Accounts that are present; the invited are not counted. */
  count(): number
  /** Present accounts and invited people with each name, in the order asked; more than one: the user name is not unique. */
  lookup(usernames: readonly string[]): StoredUser[][]
  /** User names of admins who are present and not disabled. */
  admins(): string[]
  groupNames(): ReadonlySet<string>
  /**
   * Asks LastPass for these people now, in as few requests as it can, and updates the local store.
   * By key (lower-case user name): the person, or null where LastPass has nobody with that name.
   * `about`: `disabled` when only that flag matters, which needs fewer requests.
   */
  reread(usernames: readonly string[], options: { signal: AbortSignal; about?: 'disabled' | 'all' }): Promise<Map<string, StoredUser | null>>
  /** True while an answer with suspiciously few people waits for a person's yes. */
  suspicious(): boolean
}

