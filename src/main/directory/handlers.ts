import { basename } from 'node:path'
import { Refusal } from '../../contract/failure.ts'
import type { Seat } from '../../contract/model.ts'
import type { HandlersOf } from '../dispatch.ts'
import { fileNameOf } from '../files/save.ts'
import type { AppOptions } from '../ports.ts'
import type { Directory } from './directory.ts'
import { sortsOf } from './directory.ts'
import { exportRows } from './export.ts'
import { toldStatus } from './told-status.ts'

type DirectoryCall =
  | 'directory.sync'
  | 'directory.cancel'
  | 'directory.status'
  | 'directory.problems'
  | 'directory.history'
  | 'directory.changes'
  | 'users.page'
  | 'users.get'
  | 'users.facets'
  | 'users.values'
  | 'users.export'
  | 'groups.page'
  | 'groups.get'
  | 'folders.page'
  | 'folders.get'

interface DirectoryHandlersOptions extends Pick<AppOptions, 'saveFile'> {
  /** @throws Refusal `not-connected` */
  session: () => { directory: Directory; record: { label: string } }
  seat: () => Seat
  now: () => number
}

/** Handlers of the calls that read the directory, refresh it, or write it to a file. */
export function createDirectoryHandlers({
  session,
  seat,
  saveFile,
  now,
}: DirectoryHandlersOptions): HandlersOf<DirectoryCall> {
  const directory = () => session().directory
  const asOf = () => directory().meta()?.asOf ?? null

  return {
    'directory.sync': ({ acceptFewer }, signal) => directory().sync(acceptFewer, signal),
    'directory.cancel': () => {
      directory().cancel()
      return {}
    },
    'directory.status': () => toldStatus(directory().status(), seat()),
    'directory.problems': (range) => directory().reads.problems(range),
    'directory.history': ({ username, ...range }) => directory().reads.history(username, range),
    'directory.changes': ({ since, ...range }) => {
      const { reads } = directory()
      const { rows, ...rest } = reads.changesSince(since, range)
      const people = reads.lookup(rows.map(({ username }) => username))
      return {
        ...rest,
        rows: rows.map((row, index) => ({ ...row, fullname: people[index]?.[0]?.fullname ?? '' })),
      }
    },
    'users.page': ({ sort, offset, limit, ...filter }) => ({
      ...directory().reads.usersPage(filter, sortsOf(sort), { offset, limit }),
      asOf: asOf(),
    }),
    'users.get': ({ username }) => {
      const user = directory().reads.user(username)
      if (user === null)
        throw new Refusal(
          'not-found',
          'Nobody has this address in the data at hand. Refresh to see who LastPass has now.',
        )
      return { ...user, asOf: asOf() }
    },
    'users.facets': (filter) => directory().reads.facets(filter),
    'users.values': (question) => directory().reads.values(question),
    'users.export': async ({ filter, sort, columns, format }, signal) => {
      const { reads } = directory()
      const found = reads.find(filter, sortsOf(sort))
      const name = `${fileNameOf(session().record.label, 'tenant').toLowerCase()}-people-as-of-${(asOf() ?? new Date(now()).toISOString()).slice(0, 16).replaceAll(':', '')}-utc.${format}`
      let rows = 0
      const path = await saveFile(name, async (file) => {
        rows = await exportRows(file, {
          format,
          wanted: columns,
          total: found.length,
          read: (offset, limit) => reads.wholeRows(found.subarray(offset, offset + limit)),
          signal,
        })
      })
      return {
        saved: path !== null,
        rows: path === null ? 0 : rows,
        file: path === null ? null : basename(path),
      }
    },
    'groups.page': (input) => ({ ...directory().reads.groupsPage(input), asOf: asOf() }),
    'groups.get': ({ name, text = '', ...range }) => {
      const { reads } = directory()
      if (text.trim() === '') return { ...reads.groupMembers(name, range), asOf: asOf() }
      // A group that is not there is refused in either way.
      reads.groupMembers(name, { offset: 0, limit: 0 })
      const sort = { by: 'username', direction: 'asc' } as const
      return { ...reads.usersPage({ groups: [name], text }, [sort], range), asOf: asOf() }
    },
    'folders.page': (input) => ({ ...directory().reads.foldersPage(input), asOf: asOf() }),
    'folders.get': ({ id, ...range }) => ({ ...directory().reads.folderMembers(id, range), asOf: asOf() }),
  }
}
