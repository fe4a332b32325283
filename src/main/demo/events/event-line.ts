/** One line of the company's event log. */
export interface Happening {
  /** Epoch microseconds: finer than what is shown, for the cursor. */
  at: number
  /** The service's number for it; shown only in the format for SIEMs, the same however it is asked for. */
  id: string
  username: string
  ip: string
  action: string
  data: string
  /** Something that an admin did, or that was done to an account. */
  admin: boolean
}

/** The number before a person's first event of a day; a hundred are theirs, and 900,000 persons have room. */
export function eventId(date: number, index: number): number {
  return ((date - 10_000) * 1_000_000 + index) * 100
}

/** What calls and other people's doings have caused, beside the days that follow from the seed. */
export interface Happenings {
  /** In order of time. */
  readonly list: readonly Happening[]
  /** Adds a line at `now` (epoch milliseconds), after all the lines before it. */
  add(now: number, line: { username: string; action: string; data: string; ip?: string }): void
}

/** Where calls come from, as the log has it. */
const callerIp = '192.0.2.44'

/** An empty list of happenings. */
export function createHappenings(): Happenings {
  const list: Happening[] = []
  return {
    list,
    add: (now, { username, action, data, ip = callerIp }) => {
      const at = Math.max(Math.round(now * 1000), (list.at(-1)?.at ?? 0) + 1)
      list.push({ at, id: String(9_000_000_000 + list.length), username, ip, action, data, admin: true })
    },
  }
}
