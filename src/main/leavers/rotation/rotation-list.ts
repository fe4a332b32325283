import type { z } from 'zod'
import type { leaverSiteCalls } from '../../../contract/calls/leavers/leaver-sites.ts'
import { containing } from '../../text/folding.ts'
import { compareText, keyOf } from '../../text/user-key.ts'
import { type FolderSites, sitesOf } from './folder-sites.ts'
import { type Opened, siteKey } from './usage-from-events.ts'

type View = z.input<(typeof leaverSiteCalls)['leavers.rotation']['output']>
export type RotationRow = View['rows'][number]

/** A row before ticks, with what its place in the order depends on. */
interface Reach extends Omit<RotationRow, 'ticked'> {
  /** Keys of everybody who can reach the folder. */
  reach: ReadonlySet<string>
  /** How often the folder was used, where events do not name the site. */
  folderTimes: number
}

/** Finds what some people can reach; yields now and then. `opened`: by key, null where no events are at hand. */
export function* gatherReach(
  folders: Iterable<readonly FolderSites[]>,
  usernames: readonly string[],
  opened: ReadonlyMap<string, Opened> | null,
): Generator<void, Reach[]> {
  const wanted = new Set(usernames.map(keyOf))
  const rows: Reach[] = []
  for (const part of folders) {
    for (const folder of part) {
      if (folder.deleted) continue
      let reach: ReadonlySet<string> | null = null
      for (const member of folder.members) {
        if (!wanted.has(member.key)) continue
        const seen = opened?.get(member.key)
        reach ??= new Set(folder.members.map(({ key }) => key))
        for (const site of sitesOf(folder, member)) {
          rows.push({
            username: member.username,
            site,
            folder: folder.id,
            folderName: folder.name,
            couldSee: !member.hidden,
            canAdminister: member.admin,
            opened: seen?.sites.get(siteKey(site)) ?? null,
            reach,
            folderTimes: seen?.folders.get(folder.name)?.times ?? 0,
          })
        }
      }
    }
    yield
  }
  // What was used most comes first, then what could be seen, then what could be administered.
  const byUse = (a: Reach, b: Reach) =>
    (b.opened?.times ?? 0) - (a.opened?.times ?? 0) ||
    compareText(b.opened?.last ?? '', a.opened?.last ?? '') ||
    b.folderTimes - a.folderTimes ||
    Number(b.couldSee) - Number(a.couldSee) ||
    Number(b.canAdminister) - Number(a.canAdminister) ||
    compareText(a.folderName, b.folderName) ||
    compareText(a.site, b.site) ||
    compareText(keyOf(a.username), keyOf(b.username))
  yield
  return rows.sort(byUse)
}

/** How many sites each person can reach, by key; yields now and then. */
export function* countReach(folders: Iterable<readonly FolderSites[]>): Generator<void, Map<string, number>> {
  const totals = new Map<string, number>()
  for (const part of folders) {
    for (const folder of part) {
      if (folder.deleted) continue
      for (const { key, sites } of folder.members)
        totals.set(key, (totals.get(key) ?? 0) + (sites === 'all' ? folder.sites : sites).length)
    }
    yield
  }
  return totals
}

/** Identity of a row for its tick. */
export const tickKey = (username: string, folder: string, site: string): string =>
  JSON.stringify([keyOf(username), folder, site])

type Tick = NonNullable<RotationRow['ticked']>

/** What of a rotation list is asked for. */
export interface RotationFilter {
  text?: string | undefined
  ticked?: boolean | undefined
}

/** Rows with their ticks. */
export const withTicks = (rows: readonly Reach[], ticks: ReadonlyMap<string, Tick>): RotationRow[] =>
  rows.map(({ folderTimes: _, reach: __, ...row }) => ({
    ...row,
    ticked: ticks.get(tickKey(row.username, row.folder, row.site)) ?? null,
  }))

/** The rows that the filter lets through. */
export function filtered(rows: readonly RotationRow[], filter: RotationFilter): RotationRow[] {
  const contains = containing(filter.text)
  return rows.filter(
    (row) =>
      (filter.ticked === undefined || (row.ticked !== null) === filter.ticked) &&
      contains(`${row.site} ${row.folderName} ${row.username}`),
  )
}

/** A site with everything by which it could be reached. */
type SiteView = z.input<(typeof leaverSiteCalls)['leavers.rotationSites']['output']>['rows'][number]

/** Items gathered by their site, in the order of each site's first; `wanted`: only sites of which one item is among these. */
export function bySite(rows: readonly RotationRow[], wanted: ReadonlySet<RotationRow>): SiteView[] {
  const sites = new Map<string, RotationRow[]>()
  for (const row of rows) {
    const known = sites.get(row.site)
    if (known === undefined) sites.set(row.site, [row])
    else known.push(row)
  }
  return [...sites]
    .filter(([, items]) => items.some((row) => wanted.has(row)))
    .map(([site, items]) => ({
      site,
      items,
      total: items.length,
      ticked: items.filter((row) => row.ticked !== null).length,
      people: new Set(items.map(({ username }) => keyOf(username))).size,
      folders: new Set(items.map(({ folder }) => folder)).size,
      couldSee: items.filter((row) => row.couldSee).length,
      opened: items.reduce<RotationRow['opened']>(
        (sum, { opened }) =>
          opened === null
            ? sum
            : { times: (sum?.times ?? 0) + opened.times, last: [sum?.last ?? '', opened.last].sort()[1] as string },
        null,
      ),
    }))
}

/** How the order came about, and what it cannot show. */
export const rotationNote = (byEvents: boolean): string =>
  byEvents
    ? 'What audit events show as used comes first. Events often name no site, and opening a shared password may leave none: a site without a mark may have been opened all the same. Private items are not in this list.'
    : 'No audit events are at hand, so what the person could see comes first, in no order of use. Private items are not in this list.'
