import type { Parsed } from '../../contract/calls.ts'
import type { Change } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import { firstPasswordFaults } from '../../contract/first-password.ts'
import type { JoinerField } from '../../contract/joiners.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { HandlersOf } from '../dispatch.ts'
import { joinValues } from '../text/cells.ts'
import { keyOf } from '../text/user-key.ts'
import { domainsOf } from './domains.ts'
import { invitedBy } from './invited-by.ts'
import type { Rooms } from './joiners-room.ts'
import { checkList } from './list/check-list.ts'
import type { CheckedRow } from './list/check-row.ts'
import { nothingAgainst } from './list/table/no-joiner.ts'
import { pastGroups } from './past-groups.ts'

type PersonCall = 'joiners.person' | 'joiners.planPerson' | 'joiners.planWithPassword' | 'joiners.invited'

const mostInvited = 2000

/** Handlers of single people who come, who wait, and who are invited. */
export function createPersonHandlers({ room, settings, counts }: Rooms, now: () => number): HandlersOf<PersonCall> {
  /** One joiner, checked as a list of one. */
  async function checkPerson(
    { fields, groups, attributes }: Parsed<'joiners.person'>,
    signal: AbortSignal,
  ): Promise<CheckedRow> {
    const open = room()
    const { reads } = open.session.directory
    const { domains, departments } = settings()
    const cells: [JoinerField, string][] = [
      ...(Object.entries(fields) as [JoinerField, string][]),
      ['groups', joinValues(groups)],
      ...Object.entries(attributes).map(([name, value]): [JoinerField, string] => [`attribute:${name}`, value]),
    ]
    const work = checkList(
      [{ line: 1, cells: cells.map(([, text]) => text) }],
      cells.map(([field], index) => ({ index, header: field, field, guessed: false, sample: '' })),
      {
        reads,
        directory: await (await open.people.get()).directory(signal),
        known: new Set(reads.names().groups),
        domains: domainsOf(await counts(signal), domains),
        // Whoever fills the form has seen the groups of the department, and chosen among them.
        departments: new Map(departments.map(({ name }) => [name, []])),
        separator: undefined,
        newGroups: new Set(),
        dayOrder: undefined,
        own: true,
        noJoiner: nothingAgainst,
      },
    )
    const [row] = await inSlices(work, signal)
    if (row === undefined) throw new Error('no row')
    return row
  }

  /** The change that gives somebody who is there the groups that they lack. */
  function groupsOf(username: string, groups: readonly string[]): Change[] {
    const [user] = room().session.directory.reads.lookup([username])[0] ?? []
    const add = groups.filter((group) => user?.groups.includes(group) === false)
    return add.length === 0 ? [] : [{ kind: 'groups', username: user?.username ?? username, add, remove: [] }]
  }

  return {
    'joiners.person': async (given, signal) => {
      const row = await checkPerson(given, signal)
      const { reads } = room().session.directory
      const wanted = new Set(given.groups)
      const folders = reads
        .names()
        .folders.filter(({ deleted, grants = [] }) => !deleted && grants.some(({ name }) => wanted.has(name)))
        .map(({ name }) => name)
      const [there] = row.instead === undefined ? [] : (reads.lookup([row.username])[0] ?? [])
      return {
        row,
        folders: folders.slice(0, 200),
        folderCount: folders.length,
        groupsNow: there?.groups.slice(0, 500) ?? null,
        groupsBefore: there === undefined ? [] : pastGroups(reads, there).slice(0, 500),
        nameNow: there?.fullname ?? null,
      }
    },
    'joiners.planPerson': async ({ enable, waits, ...given }, signal) => {
      const { kept, session: open } = room()
      const { change, instead, reason, facts, username, fullname } = await checkPerson(given, signal)
      const wanted = enable ? instead : change
      if (wanted === undefined)
        throw new Refusal('invalid', reason ?? 'This joiner is not ready to be added.', { path: 'fields' })
      const more = enable ? groupsOf(username, given.groups) : []
      const day = waits ? facts.startDate : undefined
      if (waits && day === undefined)
        throw new Refusal('invalid', 'Without a start date there is no day to wait for. Give one.', { path: 'fields' })
      const title = day === undefined ? undefined : `Invite ${fullname || username} on ${day}`.slice(0, 200)
      const view = await open.changes.plans.plan(
        { changes: [wanted, ...more], reason: {}, title },
        { offset: 0, limit: 100 },
        signal,
      )
      if (Object.keys(facts).length > 0) kept.put('fact', keyOf(username), facts)
      if (day === undefined) return view
      await open.changes.handlers['changes.keep']({ plan: view.plan }, signal)
      kept.put('waiting', view.plan, { username, fullname, day })
      return view
    },
    'joiners.planWithPassword': async ({ password, changeAtLogin, ...given }, signal) => {
      const { kept, session: open } = room()
      const { change, reason, facts, username, fullname } = await checkPerson(given, signal)
      if (change?.kind !== 'add')
        throw new Refusal('invalid', reason ?? 'This joiner is not ready to be added.', { path: 'fields' })
      const faults = firstPasswordFaults(password, [change.username, fullname])
      if (faults.length > 0)
        throw new Refusal('invalid', `The first password ${faults.join('; it ')}.`, { path: 'password' })
      const firstPassword = changeAtLogin ? ('change-at-login' as const) : ('stays' as const)
      const view = await open.changes.plans.plan(
        {
          changes: [{ ...change, firstPassword }],
          reason: {},
          firstPassword: { username: change.username, password },
        },
        { offset: 0, limit: 100 },
        signal,
      )
      if (Object.keys(facts).length > 0) kept.put('fact', keyOf(username), facts)
      return view
    },
    'joiners.invited': ({ offset, limit }) => {
      const { reads } = room().session.directory
      const found = reads.find({ status: ['invited'] }, [])
      // So many are put in order; of more, the first by address.
      const rows = reads.rows(found.subarray(0, mostInvited)).map(({ username }) => {
        const seen = reads
          .history(username, { offset: 0, limit: 50 })
          .rows.find(({ kind }) => kind === 'added' || kind === 'back')
        const since = seen?.time ?? null
        return {
          username,
          since,
          days: since === null ? null : Math.max(0, Math.floor((now() - Date.parse(since)) / 86_400_000)),
        }
      })
      const ordered = rows.sort((a, b) =>
        (a.since ?? '') < (b.since ?? '') ? -1 : (a.since ?? '') > (b.since ?? '') ? 1 : 0,
      )
      const { journal } = room().session.changes
      return {
        rows: ordered
          .slice(offset, offset + limit)
          .map((row) => ({ ...row, invited: invitedBy(journal, row.username) })),
        total: found.length,
      }
    },
  }
}
