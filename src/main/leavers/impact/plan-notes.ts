import type { Change, ImpactNote } from '../../../contract/change.ts'
import { kinds } from '../../changes/kinds/kinds.ts'
import type { Names } from '../../directory/index/columns.ts'
import type { Reads } from '../../directory/reads.ts'
import type { StoredUser } from '../../directory/stored/records.ts'
import { directorySigns } from '../../groups/directory-signs.ts'
import { lookUpTogether } from '../../identity/look-up.ts'
import { keyOf } from '../../text/user-key.ts'
import { computeLosses, type FolderLoss, type Losses } from './losses.ts'

/** What a plan would do beyond what its rows say, by lower-case user name; whoever has no note is left out. */
export type PlanNotes = ReadonlyMap<string, ImpactNote[]>

/** So many folders are named; the rest are counted. */
const named = 3

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`

/**
 * Gathers what is known of the people of a plan that its reader should know before it is sent: over all of them together,
 * since two people can be a folder's only administrators. `owned`: people whom a directory seems to keep by other signs. Yields now and then.
 */
export function* planNotes(
  reads: Reads,
  changes: readonly Change[],
  owned: (user: StoredUser) => boolean = () => false,
): Generator<void, PlanNotes> {
  const { found, columns, names } = yield* lookUpTogether(
    reads,
    changes.map(({ username }) => username),
  )
  const people = new Map<string, { at: number; user: StoredUser; leaves: boolean; byDirectory: boolean }>()
  for (const { kind, username } of changes) {
    const key = keyOf(username)
    const present = (found.get(key) ?? []).filter(({ user }) => user.goneSince === null && user.status !== 'invited')
    const [only] = present
    // A name that several accounts have is blocked; who has no account loses none.
    if (only === undefined || present.length > 1) continue
    const before = people.get(key)
    people.set(key, {
      ...only,
      leaves: kinds[kind].endsLogin || before?.leaves === true,
      byDirectory: kinds[kind].revertedByDirectory || before?.byDirectory === true,
    })
  }
  yield
  const leaving = [...people.values()].filter(({ leaves, user }) => leaves && !user.disabled)
  const losses =
    leaving.length === 0 ? null : yield* computeLosses(columns, names, new Set(leaving.map(({ at }) => at)))
  yield
  const lost = losses === null ? none : lostBy(losses)
  const notes = new Map<string, ImpactNote[]>()
  let done = 0
  for (const [key, person] of people) {
    const own = notesOf(person)
    if (own.length > 0) notes.set(key, own)
    if (++done % 200 === 0) yield
  }
  return notes

  function notesOf({
    at,
    user,
    leaves,
    byDirectory,
  }: {
    at: number
    user: StoredUser
    leaves: boolean
    byDirectory: boolean
  }) {
    const own: ImpactNote[] = []
    for (const { code, folders } of lost.get(at) ?? []) own.push(folderNote(code, folders, names))
    if (user.admin)
      own.push({
        code: 'administrator',
        message:
          losses === null || user.disabled
            ? 'Is an administrator.'
            : `Is an administrator; ${plural(losses.admins.left, 'active administrator', 'active administrators')} would be left.`,
      })
    if (byDirectory && (owned(user) || directorySigns(user).likely === 'likely'))
      own.push({
        code: 'directory-owned',
        message: 'A directory seems to manage this account: change it there too, or the directory may undo this.',
      })
    if (leaves && user.linked !== null)
      own.push({ code: 'linked-account', message: 'A personal account is linked. It stays with the person.' })
    if (user.neverLoggedIn) own.push({ code: 'never-logged-in', message: 'Never logged in.' })
    return own
  }
}

interface Lost {
  code: 'last-administrator' | 'only-member'
  folders: FolderLoss[]
}
const none: ReadonlyMap<number, Lost[]> = new Map()

/** The folders that each leaver leaves without an administrator or a member, by position, the graver first. */
function lostBy({ folders }: Losses): Map<number, Lost[]> {
  const lost = new Map<number, Lost[]>()
  for (const [risk, code] of [
    ['no-admin', 'last-administrator'],
    ['no-member', 'only-member'],
  ] as const)
    for (const folder of folders) {
      if (folder.risk !== risk) continue
      for (const at of folder.leavers) {
        const own = lost.get(at) ?? []
        const same = own.find((one) => one.code === code)
        if (same === undefined) own.push({ code, folders: [folder] })
        else same.folders.push(folder)
        lost.set(at, own)
      }
    }
  return lost
}

function folderNote(code: Lost['code'], folders: readonly FolderLoss[], known: Names): ImpactNote {
  const all = known.folders
  const names = folders.slice(0, named).map(({ folder }) => `“${(all[folder]?.name ?? '').slice(0, 80)}”`)
  const rest = folders.length - names.length
  const list = [...names, ...(rest > 0 ? [`${rest.toLocaleString('en-US')} more`] : [])].join(', ')
  const alone = folders.every(({ leavers }) => leavers.length === 1)
  const together = alone ? '' : ' together with others of this plan'
  return {
    code,
    folders: folders.length,
    message:
      code === 'last-administrator'
        ? `Last administrator${together} of ${list}.`
        : `Nobody else${alone ? '' : ' outside this plan'} is in ${list}: what is inside may become unreachable.`,
  }
}
