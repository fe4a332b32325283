import { stringify } from 'csv-stringify/sync'
import { marked } from '../../../contract/marked.ts'
import { safeCell } from '../../directory/export.ts'
import type { Owner, Password } from './progress.ts'

/** What is asked of one administrator of folders: the passwords that are still to be changed there. */
export interface Request {
  /** Null: folders that nobody who can log in administers. */
  owner: Owner | null
  passwords: readonly Password[]
}

/** Names of leavers that are written out; more are counted. */
const mostNames = 20

const plural = (many: number, one: string, more: string): string =>
  `${many.toLocaleString('en-US')} ${many === 1 ? one : more}`

/** A list in words; more than some are counted. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames)
  const more = names.length - shown.length
  const all = more > 0 ? [...shown, plural(more, 'other', 'others')] : shown
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

/**
 * The request to send, in plain words, with folders and sites. `most`: characters; a longer one ends with how many sites are left out.
 * `nameOf`: a leaver with their name and address.
 */
export function requestText(
  { owner, passwords }: Request,
  { nameOf, most = Number.POSITIVE_INFINITY }: { nameOf: (username: string) => string; most?: number },
): string {
  const open = passwords.filter((one) => one.open.length > 0)
  const leavers = [...new Set(open.flatMap((one) => one.open))].map((username) => marked(nameOf(username)))
  const folders = new Set(open.map(({ folder }) => folder)).size
  const head = [
    owner === null ? 'Hello,' : `Hello ${marked(owner.fullname.trim() || owner.username)},`,
    '',
    `${listed(leavers)} ${leavers.length === 1 ? 'has' : 'have'} left. ${leavers.length === 1 ? 'This person' : 'These people'} could use the passwords below, which are in ${
      owner === null
        ? `${plural(folders, 'shared folder', 'shared folders')} that nobody who can log in administers`
        : `${plural(folders, 'shared folder', 'shared folders')} of LastPass that you administer`
    }.`,
    '',
    `Please change ${open.length === 1 ? 'this password' : `these ${plural(open.length, 'password', 'passwords')}`} at the site itself, and save the new one in the same shared folder. Taking somebody out of a folder does not change what they may have seen or written down.`,
    '',
  ]
  const lines: string[] = []
  let size = head.join('\n').length
  let folder: string | null = null
  let left = 0
  for (const one of open) {
    const next = [
      ...(one.folder === folder ? [] : [...(folder === null ? [] : ['']), `Shared folder: ${marked(one.folderName)}`]),
      `  - ${marked(one.site)}`,
    ]
    // Room for the last line.
    if (left > 0 || size + next.join('\n').length + 120 > most) {
      left++
      continue
    }
    folder = one.folder
    size += next.join('\n').length + 1
    lines.push(...next)
  }
  const end = left > 0 ? ['', `and ${plural(left, 'more site', 'more sites')}, which are in the exported list.`] : []
  return [...head, ...lines, ...end, ''].join('\n')
}

const heading = ['ask', 'address', 'shared folder', 'site', 'leavers', 'state', 'open since']

/** The lists of several administrators for a spreadsheet; a password stands once for each who may be asked. Times are UTC. */
export const requestsCsv = (requests: readonly Request[]): string =>
  `\ufeff${stringify([
    heading,
    ...requests.flatMap(({ owner, passwords }) =>
      passwords.map((one) =>
        [
          owner === null ? 'nobody who can log in administers it' : owner.fullname.trim() || owner.username,
          owner?.username ?? '',
          one.folderName,
          one.site,
          (one.open.length > 0 ? one.open : one.leavers).join(' '),
          one.open.length > 0 ? 'to change' : 'changed',
          one.since ?? '',
        ].map(safeCell),
      ),
    ),
  ])}`
