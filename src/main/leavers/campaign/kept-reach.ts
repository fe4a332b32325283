import { keyOf } from '../../text/user-key.ts'
import { type FolderSites, sitesOf } from '../rotation/folder-sites.ts'
import type { CampaignFolder } from './campaign-store.ts'

/**
 * Folders as LastPass gave them last, with what leavers of a campaign could reach before they lost their membership: somebody who
 * was taken out of a folder still knows its passwords. Of a folder that LastPass gives no longer, or only as deleted, what is kept stands
 * alone. Yields parts, as `sites.each` does.
 */
export function* withKept(
  folders: Iterable<readonly FolderSites[]>,
  kept: readonly CampaignFolder[],
): Generator<FolderSites[]> {
  const byFolder = new Map<string, CampaignFolder[]>()
  for (const one of kept) byFolder.set(one.folder, [...(byFolder.get(one.folder) ?? []), one])
  for (const part of folders) {
    yield part.map((folder) => {
      const own = folder.deleted ? undefined : byFolder.get(folder.id)
      if (own === undefined) return folder
      byFolder.delete(folder.id)
      return joined(folder, own)
    })
  }
  if (byFolder.size > 0)
    yield [...byFolder.values()].map((own) =>
      joined({ id: own[0]?.folder ?? '', name: own[0]?.name ?? '', deleted: false, sites: [], members: [] }, own),
    )
}

function joined(folder: FolderSites, kept: readonly CampaignFolder[]): FolderSites {
  const numbers = new Map(folder.sites.map((site, at) => [site, at]))
  const members = folder.members.map((member) => ({ ...member, sites: sitesOf(folder, member) }))
  for (const { username, hidden, canAdminister, sites } of kept) {
    for (const site of sites) if (!numbers.has(site)) numbers.set(site, numbers.size)
    const known = members.find(({ key }) => key === keyOf(username))
    if (known !== undefined) {
      known.sites = [...new Set([...known.sites, ...sites])]
      known.hidden &&= hidden
      known.admin ||= canAdminister
    } else
      members.push({
        key: keyOf(username),
        username,
        hidden,
        admin: canAdminister,
        superAdmin: false,
        sites: [...sites],
      })
  }
  return {
    ...folder,
    sites: [...numbers.keys()],
    members: members.map((member) => ({
      ...member,
      sites: member.sites.map((site) => numbers.get(site) as number),
    })),
  }
}
