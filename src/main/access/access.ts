import type { Parsed } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { Directory } from '../directory/directory.ts'
import { foldersAsOf } from '../directory/sync/apply.ts'
import type { HandlersOf } from '../dispatch.ts'
import { saveTable } from '../files/table-file.ts'
import type { AppOptions } from '../ports.ts'
import { compareText, keyOf } from '../text/user-key.ts'
import { accessHead, accessRow, differenceHead, differenceRow, memberHead, memberRow } from './access-tables.ts'
import { type AccessDifference, accessDifferences } from './history.ts'
import { type AccessRow, accessOfGroup, accessOfPerson } from './person.ts'

type AccessCall = 'access.get' | 'access.diff' | 'access.export'

interface AccessOptions extends Pick<AppOptions, 'saveFile'> {
  /** @throws Refusal `not-connected` */
  session: () => { directory: Directory }
}

/** Handlers of who may use which shared folder. */
export function createAccessHandlers({ session, saveFile }: AccessOptions): HandlersOf<AccessCall> {
  const directory = () => session().directory

  /** Somebody who is in the directory now. @throws Refusal `not-found` */
  function present(username: string) {
    const found = directory().reads.positionsOf([username]).get(keyOf(username)) ?? []
    const person = found.find(({ user }) => user.goneSince === null)
    if (person === undefined)
      throw new Refusal(
        'not-found',
        'Nobody has this address in the data at hand. Refresh to see who LastPass has now.',
      )
    return person
  }

  async function rowsFor(
    { username, group }: { username?: string | undefined; group?: string | undefined },
    signal: AbortSignal,
  ): Promise<AccessRow[]> {
    const { reads, meta } = directory()
    if (group !== undefined) {
      const rows = accessOfGroup(reads.names(), group)
      if (rows.length === 0 && !reads.names().groups.includes(group))
        throw new Refusal(
          'not-found',
          'No group has this name in the data at hand. It may have been renamed or deleted; refresh to see.',
        )
      return rows
    }
    const { at, user } = present(username ?? '')
    const about = { at, username: user.username, groups: user.groups, foldersAsOf: foldersAsOf(meta()) }
    return inSlices(accessOfPerson(reads, about), signal)
  }

  /** Who may use a folder, as rows of a table. @throws Refusal `not-found` when there is no such folder */
  function* membersOf(id: string): Generator<unknown[]> {
    for (let offset = 0; ; offset += 500) {
      const { folder, rows, total } = directory().reads.folderMembers(id, { offset, limit: 500 })
      for (const row of rows) yield memberRow(folder, row)
      if (offset + rows.length >= total || rows.length === 0) return
    }
  }

  return {
    'access.get': async ({ offset, limit, ...about }, signal) => {
      if ((about.username === undefined) === (about.group === undefined))
        throw new Refusal('invalid', 'Say either which person, or which group.', { path: 'username' })
      const rows = await rowsFor(about, signal)
      const meta = directory().meta()
      return {
        rows: rows.slice(offset, offset + limit),
        total: rows.length,
        asOf: meta?.asOf ?? null,
        foldersAsOf: foldersAsOf(meta),
      }
    },
    'access.export': async ({ from, to, folder, ...about }, signal) => {
      if (folder !== undefined) {
        if ((about.username ?? about.group ?? from ?? to) !== undefined)
          throw new Refusal('invalid', 'Say either which folder, or whom.', { path: 'folder' })
        return saveTable(saveFile, { name: 'folder-access', head: memberHead, rows: membersOf(folder) }, signal)
      }
      if ((from === undefined) !== (to === undefined))
        throw new Refusal('invalid', 'A comparison needs both dates.', { path: from === undefined ? 'from' : 'to' })
      if (from !== undefined && to !== undefined) {
        const rows = (await differences({ from, to, ...about }, signal)).map(differenceRow)
        return saveTable(saveFile, { name: 'access-changes', head: differenceHead, rows }, signal)
      }
      if ((about.username === undefined) === (about.group === undefined))
        throw new Refusal('invalid', 'Say either which person, or which group.', { path: 'username' })
      const who = about.username ?? about.group ?? ''
      const rows = (await rowsFor(about, signal)).map((row) => accessRow(who, row))
      return saveTable(saveFile, { name: 'access', head: accessHead, rows }, signal)
    },
    'access.diff': async ({ offset, limit, ...asked }, signal) => {
      const { reads, meta } = directory()
      const found = await differences(asked, signal)
      const rows = found.slice(offset, offset + limit)
      const users = reads.lookup(rows.map((row) => row.username))
      return {
        rows: rows.map((row, index) => ({ ...row, fullname: users[index]?.[0]?.fullname ?? '' })),
        total: found.length,
        knownSince: meta()?.foldersSince ?? null,
        knownUntil: foldersAsOf(meta()),
      }
    },
  }

  /** What changed between two instants, by person and folder. */
  async function differences(
    { from, to, username, group }: Omit<Parsed<'access.diff'>, 'offset' | 'limit'>,
    signal: AbortSignal,
  ): Promise<AccessDifference[]> {
    const { reads } = directory()
    const [start, end] = [utc(from), utc(to)]
    if (start > end) throw new Refusal('invalid', 'The first date is after the second one.', { path: 'from' })
    const key = username === undefined ? null : keyOf(username)
    if (key !== null && (reads.positionsOf([key]).get(key) ?? []).length === 0)
      throw new Refusal('not-found', 'Nobody has, or was seen with, this address in the data at hand.')
    const people = group === undefined ? null : peopleOf(group, start, end)
    const concerns = (difference: AccessDifference) =>
      (key === null || keyOf(difference.username) === key) &&
      (people === null ||
        people.has(keyOf(difference.username)) ||
        [difference.before, difference.after].some((access) => access?.through.includes(group ?? '')))
    const found = await inSlices(accessDifferences(reads, { from: start, to: end, concerns }), signal)
    if (people?.size === 0 && found.length === 0 && !reads.names().groups.includes(group ?? ''))
      throw new Refusal(
        'not-found',
        'No group has this name in the data at hand, and nobody was seen leaving one of this name between the two dates.',
      )
    return found.toSorted((a, b) => compareText(keyOf(a.username), keyOf(b.username)) || compareText(a.name, b.name))
  }

  /** Who is in a group now, and who was seen leaving it in a span of time. */
  function peopleOf(group: string, from: string, to: string): Set<string> {
    const { reads } = directory()
    const found = reads.names().groups.includes(group) ? reads.find({ group }, []) : new Uint32Array()
    const people = new Set(reads.at([...found]).map(({ user }) => keyOf(user.username)))
    for (let offset = 0; ; offset += 500) {
      const { rows } = reads.changesSince(from, { offset, limit: 500 })
      for (const { username, time, changes } of rows)
        if (
          time <= to &&
          changes.some(({ field, before }) => field === 'groups' && Array.isArray(before) && before.includes(group))
        )
          people.add(keyOf(username))
      if (rows.length < 500) return people
    }
  }
}

/** Instants are compared as text, so all of them have milliseconds. */
const utc = (instant: string): string => new Date(instant).toISOString()
