import { compareText, keyOf } from '../../text/user-key.ts'
import { tickKey } from '../rotation/rotation-list.ts'
import type { Asked, CampaignFolder, CampaignPerson } from './campaign-store.ts'

/** 30 days after a campaign began, what is still open wants somebody. */
export const overdueDays = 30
const dayMs = 86_400_000

/** One site in one shared folder: one password to change, for all leavers who could reach it. */
export interface Password {
  folder: string
  folderName: string
  site: string
  /** Leavers who could reach it, and those of them for whom it is not changed yet. */
  leavers: string[]
  open: string[]
  /** When the oldest campaign in which it is open began; null: it is changed for all of them. */
  since: string | null
  /** For which of those an event may be of its change, for somebody to judge. */
  offered: string[]
}

/** Progress of one leaver, one folder or one administrator, in passwords. */
export interface ProgressRow {
  id: string
  name: string
  passwords: number
  done: number
  offered: number
  /** When the oldest campaign in which something is open began; null: nothing is. */
  openSince: string | null
  overdue: boolean
  people: number
  folders: number
}

/** What a password counts for. */
export interface Part {
  id: string
  name: string
  /** When the oldest campaign in which it is open began; null: it is changed. */
  since: string | null
  offered: boolean
}

/** Every password of the campaigns that go on, in the order of folder and site; pure. */
export function passwordsOf(
  people: readonly CampaignPerson[],
  folders: readonly CampaignFolder[],
  { ticked, offered }: { ticked: ReadonlySet<string>; offered: ReadonlySet<string> },
): Password[] {
  const begun = new Map(people.filter(({ ended }) => ended === null).map((one) => [keyOf(one.username), one.begun]))
  const found = new Map<string, Password>()
  for (const { username, folder, name, sites } of folders) {
    const from = begun.get(keyOf(username))
    if (from === undefined) continue
    for (const site of sites) {
      const id = JSON.stringify([folder, site])
      const one = found.get(id) ?? newPassword(folder, name, site)
      found.set(id, one)
      one.leavers.push(username)
      const mark = tickKey(username, folder, site)
      if (ticked.has(mark)) continue
      one.open.push(username)
      if (offered.has(mark)) one.offered.push(username)
      if (one.since === null || from < one.since) one.since = from
    }
  }
  return [...found.values()].sort(
    (one, other) =>
      compareText(one.folderName.toLowerCase(), other.folderName.toLowerCase()) ||
      compareText(one.folder, other.folder) ||
      compareText(one.site, other.site),
  )
}

const newPassword = (folder: string, folderName: string, site: string): Password => ({
  ...{ folder, folderName, site, leavers: [], open: [], since: null, offered: [] },
})

/** Passwords gathered under what each belongs to; one may belong to several. The oldest that are open come first. Pure. */
export function progressBy(
  passwords: readonly Password[],
  parts: (password: Password) => readonly Part[],
  now: number,
): ProgressRow[] {
  const rows = new Map<string, ProgressRow & { leavers: Set<string>; inFolders: Set<string> }>()
  for (const password of passwords)
    for (const { id, name, since, offered } of parts(password)) {
      const row = rows.get(id) ?? {
        ...{ id, name, passwords: 0, done: 0, offered: 0, openSince: null, overdue: false, people: 0, folders: 0 },
        leavers: new Set<string>(),
        inFolders: new Set<string>(),
      }
      rows.set(id, row)
      row.passwords++
      if (since === null) row.done++
      else {
        if (offered) row.offered++
        if (row.openSince === null || since < row.openSince) row.openSince = since
      }
      for (const leaver of password.leavers) row.leavers.add(keyOf(leaver))
      row.inFolders.add(password.folder)
    }
  return [...rows.values()]
    .map(({ leavers, inFolders, ...row }) => ({
      ...row,
      people: leavers.size,
      folders: inFolders.size,
      overdue: isOverdue(row.openSince, now),
    }))
    .sort(
      (one, other) =>
        Number(one.openSince === null) - Number(other.openSince === null) ||
        compareText(one.openSince ?? '', other.openSince ?? '') ||
        other.passwords - other.done - (one.passwords - one.done) ||
        compareText(one.name.toLowerCase(), other.name.toLowerCase()) ||
        compareText(one.id, other.id),
    )
}

/** Whether something has been open for longer than an admin should leave it. */
export const isOverdue = (since: string | null, now: number): boolean =>
  since !== null && Date.parse(since) + overdueDays * dayMs <= now

/** Who is asked to change the passwords of a folder. */
export interface Owner {
  username: string
  fullname: string
}

/** Whether an administrator was asked for what is open: what came later into a campaign was not asked for yet. */
export const wasAsked = (asked: Asked | undefined, newest: string | null): boolean =>
  asked !== undefined && (newest === null || newest <= asked.time)
