import type { Company } from '../company/company.ts'
import type { Folders, SharedFolder } from '../company/folders.ts'
import { answerOf, flag, isObject, phpMap, text, type Work, whole } from './answer.ts'

/** Above this many folders an answer with everybody's sites is too much for the service in one piece. */
export const detailedCeiling = 150

function writeFolder(folder: SharedFolder, company: Company, all: boolean, detailed: boolean): string {
  const users: Record<string, unknown>[] = []
  const listed = new Set<number>()
  for (const member of folder.members) {
    if (!company.exists(member.index)) continue
    // Whoever left the group has lost what it opened.
    if (member.group !== null && company.patchOf(member.index).groups?.includes(member.group) === false) continue
    listed.add(member.index)
    users.push({
      username: company.username(member.index),
      readonly: Number(member.readonly),
      give: Number(member.give),
      can_administer: Number(member.administers),
      ...(all ? { superadmin: company.roster.superAdmins.includes(member.index) } : {}),
      ...(member.group === null ? {} : { group_name: member.group }),
      ...(detailed ? { sites: folder.sites.slice(member.hidden) } : {}),
    })
  }
  if (all) {
    for (const index of company.roster.superAdmins) {
      if (listed.has(index) || !company.exists(index)) continue
      const username = company.username(index)
      users.push({
        username,
        readonly: 0,
        give: 1,
        can_administer: 1,
        superadmin: true,
        ...(detailed ? { sites: folder.sites } : {}),
      })
    }
  }
  return `"${folder.id}":${JSON.stringify({ sharedfoldername: folder.name, score: folder.score, deleted: folder.deleted, users })}`
}

/** `getsfdata`: who is in which shared folder, with which rights. */
export function* getSharedFolders(company: Company, folders: Folders, data: unknown): Work {
  const written: string[] = []
  for (const folder of folders.list) {
    written.push(writeFolder(folder, company, data === 'all', false))
    if (written.length % 20 === 0) yield
  }
  return phpMap(written)
}

/** Whether `getdetailedsfdata` was asked for so much at once that the service says 429. */
export function asksTooMuch(folders: Folders, data: unknown): boolean {
  return folders.list.length > detailedCeiling && !(isObject(data) && whole(data.pagesize))
}

/** What the service says then. */
export const tooMuch = answerOf('Too Many Requests', 429)

/** `getdetailedsfdata`: as `getsfdata`, with the sites that each person sees, in pages. */
export function* getDetailedSharedFolders(company: Company, folders: Folders, data: unknown): Work {
  const asked = isObject(data) ? data : {}
  const all = data === 'all' || text(asked.data) === 'all' || flag(asked.all) === true
  const size = whole(asked.pagesize) || folders.list.length
  const from = (whole(asked.pageindex) ?? 0) * size
  const written: string[] = []
  for (const folder of folders.list.slice(from, from + size)) {
    written.push(writeFolder(folder, company, all, true))
    if (written.length % 5 === 0) yield
  }
  return phpMap(written)
}
