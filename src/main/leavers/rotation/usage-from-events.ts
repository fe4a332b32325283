/** What audit events show of what somebody used. */
export interface Opened {
  /** By site, in lower case. */
  sites: Map<string, { times: number; last: string }>
  /** By shared folder's name, where an event names the folder but not the site. */
  folders: Map<string, { times: number; last: string }>
}

/** Actions that mean that an item was used or seen; "Log in" stands for the vault as well as for a site in it. */
const uses = new Set([
  'log in',
  'login',
  'form filled',
  'site changed',
  'password changed',
  'username changed',
  'move from shared folder',
])

/** A host with at least one dot, or an IP address; a port and a path may follow. */
const host =
  /^(?:https?:\/\/)?((?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}_-]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:[/?#]\S*)?(?:\s+\(.*)?$/u
const numbered = /^VID: \d+ from (.+)$/u

/** The site as the service writes it for shared folders: a domain, sometimes with more behind it. */
export const siteKey = (site: string): string => host.exec(site.trim())?.[1]?.toLowerCase() ?? site.trim().toLowerCase()

/** Counts what events of one person show; pure. Events that name neither a site nor a folder say nothing here. */
export function gatherOpened(events: Iterable<{ time: string; action: string; data: string }>): Opened {
  const opened: Opened = { sites: new Map(), folders: new Map() }
  const add = (map: Opened['sites'], key: string, time: string) => {
    const known = map.get(key)
    map.set(key, { times: (known?.times ?? 0) + 1, last: known === undefined || time > known.last ? time : known.last })
  }
  for (const { time, action, data } of events) {
    if (!uses.has(action.trim().toLowerCase())) continue
    const folder = numbered.exec(data.trim())?.[1]
    if (folder !== undefined) {
      add(opened.folders, folder, time)
      continue
    }
    const site = /^(.*?)(?: from .+)?$/su.exec(data.trim())?.[1] ?? ''
    if (host.test(site)) add(opened.sites, siteKey(site), time)
  }
  return opened
}
