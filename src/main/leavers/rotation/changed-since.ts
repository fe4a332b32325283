import { keyOf } from '../../text/user-key.ts'
import { siteKey } from './usage-from-events.ts'

/** An event of LastPass that says that somebody changed a password. */
export interface PasswordChange {
  time: string
  by: string
  action: string
  /** The site that it names; null: it names none. */
  site: string | null
  /** The shared folder that it names; null: it names none. */
  folder: string | null
  /** The number of an item; null: it names none. */
  item: string | null
}

/** What events say of the password of one item after a leaver's last access. */
export interface ChangedSince extends Pick<PasswordChange, 'time' | 'by' | 'action' | 'item'> {
  /** It names the site, and who changed it could: it counts. Otherwise somebody has to look. */
  sure: boolean
}

interface Item {
  username: string
  site: string
  folderName: string
  /** The leaver's last use that events show. */
  opened: { last: string } | null
}

/**
 * The first change of an item's password after a leaver's last access, of which a sure one counts more; null: no event shows one.
 * `ended`: when the account was last confirmed to be blocked; without it nothing is sure, because the leaver can look again. `reach`:
 * keys of the people who can reach the folder: a change of somebody else is of an item of their own.
 */
export function changedSince(
  { username, site, folderName, opened }: Item,
  changes: readonly PasswordChange[],
  { ended, reach }: { ended: string | null; reach: ReadonlySet<string> },
): ChangedSince | null {
  const last = [ended, opened?.last ?? null].reduce((one, other) => ((other ?? '') > (one ?? '') ? other : one), null)
  if (last === null) return null
  const after = changes
    .filter(({ time, by }) => time > last && keyOf(by) !== keyOf(username) && reach.has(keyOf(by)))
    .sort((one, other) => (one.time < other.time ? -1 : 1))
  const found = (one: PasswordChange, sure: boolean): ChangedSince => ({
    time: one.time,
    by: one.by,
    action: one.action,
    item: one.item,
    sure,
  })
  const named = after.find(
    (one) =>
      one.site !== null &&
      siteKey(one.site) === siteKey(site) &&
      (one.folder === null || one.folder.toLowerCase() === folderName.toLowerCase()),
  )
  if (named !== undefined) return found(named, ended !== null)
  // A number says that something of the folder was changed, not what.
  const numbered = after.find(
    (one) => one.site === null && one.item !== null && one.folder?.toLowerCase() === folderName.toLowerCase(),
  )
  return numbered === undefined ? null : found(numbered, false)
}
