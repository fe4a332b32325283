import type { Output } from '../../../contract/calls.ts'
import { right } from '../../directory/index/columns.ts'
import type { Reads } from '../../directory/reads.ts'
import type { StoredUser } from '../../directory/stored/records.ts'
import { directorySigns } from '../../groups/directory-signs.ts'
import { lookUpTogether } from '../../identity/look-up.ts'
import { keyOf } from '../../text/user-key.ts'
import type { FolderKnowledge } from './folder-knowledge.ts'
import { computeLosses, type FolderLoss, foldersOf, type Losses } from './losses.ts'

type Impact = Output<'leavers.impact'>
type ImpactRow = Impact['rows'][number]
type FolderRisk = Output<'leavers.folders'>['rows'][number]
interface Range {
  offset: number
  limit: number
}

/** People about to leave, as the data at hand has them. */
export interface Leaving {
  people: { at: number; user: StoredUser; directory: ReturnType<typeof directorySigns> }[]
  leftOut: { username: string; reason: string }[]
  losses: Losses
}

/** Looks everybody up and computes what is lost when all of them leave; who cannot leave is named with the reason. Yields now and then. */
export function* gather(reads: Reads, usernames: readonly string[]): Generator<void, Leaving> {
  const people: Leaving['people'] = []
  const leftOut: Leaving['leftOut'] = []
  const { found, columns, names } = yield* lookUpTogether(reads, usernames)
  const seen = new Set<string>()
  for (const username of usernames) {
    const key = keyOf(username)
    if (seen.has(key)) continue
    seen.add(key)
    const present = (found.get(key) ?? []).filter(({ user }) => user.goneSince === null)
    const accounts = present.filter(({ user }) => user.status !== 'invited')
    const [only] = accounts
    const leave = (reason: string) => leftOut.push({ username, reason })
    if (accounts.length > 1) leave('Several accounts have this address; LastPass takes changes by address only.')
    else if (only === undefined && present.length > 0) leave('Was invited and has no account yet.')
    else if (only === undefined) leave('Nobody has this address in the data at hand.')
    else if (only.user.disabled) leave('Is disabled already.')
    else people.push({ ...only, directory: directorySigns(only.user) })
    if (seen.size % 200 === 0) yield
  }
  const losses = yield* computeLosses(columns, names, new Set(people.map(({ at }) => at)))
  return { people, leftOut, losses }
}

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`

function warningsOf(
  user: StoredUser,
  withoutAdmin: number,
  withoutMember: number,
  losses: Losses,
  likely: boolean,
): string[] {
  const warnings: string[] = []
  if (user.admin && losses.admins.left === 0)
    warnings.push('No active admin would be left. Make somebody else an admin first, in LastPass’ own console.')
  else if (user.admin)
    warnings.push(`Is an admin; ${plural(losses.admins.left, 'active admin', 'active admins')} would be left.`)
  if (withoutAdmin > 0)
    warnings.push(
      `${plural(withoutAdmin, 'shared folder loses its', 'shared folders lose their')} last administrator. Make somebody else one first.`,
    )
  if (withoutMember > 0)
    warnings.push(
      `${plural(withoutMember, 'shared folder has', 'shared folders have')} nobody else in ${withoutMember === 1 ? 'it' : 'them'}; what is inside may become unreachable.`,
    )
  if (likely)
    warnings.push('A directory seems to manage this account: disable it there too, or it may be enabled again.')
  if (user.linked !== null) warnings.push('A personal account is linked. It stays with the person.')
  if (user.neverLoggedIn) warnings.push('Never logged in.')
  return warnings
}

function rowOf({ at, user, directory }: Leaving['people'][number], losses: Losses, folderCount: number): ImpactRow {
  const withoutAdmin = losses.withoutAdmin.get(at) ?? 0
  const withoutMember = losses.withoutMember.get(at) ?? 0
  return {
    username: user.username,
    fullname: user.fullname,
    status: user.status,
    admin: user.admin,
    lastLogin: user.lastLogin,
    created: user.created,
    groups: user.groups.slice(0, 100),
    groupCount: user.groups.length,
    folderCount,
    foldersWithoutAdmin: withoutAdmin,
    foldersWithoutMember: withoutMember,
    privateSites: user.sites === null ? null : Math.trunc(user.sites),
    linked: user.linked,
    directory,
    warnings: warningsOf(user, withoutAdmin, withoutMember, losses, directory.likely === 'likely'),
  }
}

/** A page of what each leaver loses, with the sums over all of them. */
export function impactPage(
  reads: Reads,
  { people, leftOut, losses }: Leaving,
  { offset, limit }: Range,
  asOf: string | null,
  folders: FolderKnowledge,
): Impact {
  const columns = reads.columns()
  const shown = people.slice(offset, offset + limit)
  const withoutMember = losses.folders.filter(({ risk }) => risk === 'no-member').length
  return {
    rows: shown.map((person) => {
      const row = rowOf(person, losses, columns.folderCount[person.at] as number)
      return folders.known ? row : { ...row, warnings: [...row.warnings, 'Shared folders are not known.'] }
    }),
    total: people.length,
    asOf,
    admins: losses.admins,
    foldersWithoutAdmin: losses.folders.length - withoutMember,
    foldersWithoutMember: withoutMember,
    folders,
    directoryOwned: people.filter(({ directory }) => directory.likely === 'likely').length,
    leftOut: leftOut.slice(0, 500),
  }
}

const shownLeavers = 20
const shownHeirs = 5

function riskOf(reads: Reads, loss: FolderLoss): FolderRisk {
  const folder = reads.names().folders[loss.folder]
  const named = (positions: readonly number[]) =>
    reads.rows(Uint32Array.from(positions)).map(({ username }) => username)
  const { superAdmins } = loss
  const supers =
    superAdmins === 0
      ? ''
      : ` LastPass lists ${plural(superAdmins, 'super admin', 'super admins')} for it, who can help where the company's policy allows it.`
  return {
    id: folder?.id ?? '',
    name: folder?.name ?? '',
    risk: loss.risk,
    leavers: named(loss.leavers.slice(0, shownLeavers)),
    leaverCount: loss.leavers.length,
    remaining: loss.remaining.length,
    heirs: named(loss.remaining.slice(0, shownHeirs)),
    superAdmins,
    message:
      loss.risk === 'no-member'
        ? `Nobody else who is active is in this folder: what is inside may become unreachable.${supers}`
        : `Nobody who stays can administer this folder: rights in it can no longer be given or taken.${supers}`,
  }
}

/** A page of the shared folders that would be left without an administrator or a member, the emptier first. */
export function riskPage(reads: Reads, { losses }: Leaving, { offset, limit }: Range, asOf: string | null) {
  const sorted = losses.folders.toSorted((a, b) => a.remaining.length - b.remaining.length)
  return { rows: sorted.slice(offset, offset + limit).map((loss) => riskOf(reads, loss)), total: sorted.length, asOf }
}

/** The folders of some people with their rights, as they are kept in a case. */
export function folderRights(
  reads: Reads,
  positions: readonly number[],
): Map<number, { id: string; name: string; canAdminister: boolean; readOnly: boolean }[]> {
  const { folders } = reads.names()
  return new Map(
    [...foldersOf(reads.columns(), reads.names(), new Set(positions))].map(([at, found]) => [
      at,
      found.map(({ folder, rights }) => ({
        id: folders[folder]?.id ?? '',
        name: folders[folder]?.name ?? '',
        canAdminister: (rights & right.canAdminister) !== 0,
        readOnly: (rights & right.readOnly) !== 0,
      })),
    ]),
  )
}
