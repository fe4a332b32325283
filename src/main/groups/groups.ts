import { groupFindingCodes } from '../../contract/calls/groups.ts'
import { computerDay } from '../clock/calendar-day.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { HandlersOf } from '../dispatch.ts'
import { saveTable } from '../files/table-file.ts'
import { type KnownPeople, knownPeople } from '../identity/known-people.ts'
import { createUploads, type Uploads } from '../intake/uploads.ts'
import type { AppOptions } from '../ports.ts'
import { withDamage } from '../store/damage.ts'
import { createKept, type Kept } from '../store/kept.ts'
import { keptMigrations, sealedKept } from '../store/migrations/kept.ts'
import type { Session } from '../tenants/session.ts'
import { createDraftHandlers } from './draft-handlers.ts'
import { fitting, groupHead, groupRow, matrixTable } from './group-tables.ts'
import { followGroups } from './last-changes.ts'
import { type LintedGroup, lintGroups } from './lint.ts'
import { createOwnerHandlers, type OwnersOptions } from './owner-handlers.ts'
import { keptNames, ownersBy, seenOf } from './owners.ts'
import { gainOf, planGroup } from './plan-group.ts'
import { readFile, readTable } from './read-source.ts'

type GroupCall =
  | 'groups.plan'
  | 'groups.upload'
  | 'groups.lint'
  | 'groups.matrix'
  | 'groups.draft'
  | 'groups.export'
  | 'groups.exportMatrix'
  | 'groups.saveDraft'
  | 'groups.decideDraft'
  | 'groups.planDraft'
  | 'groups.owners'
  | 'groups.setOwner'

interface GroupsOptions extends Pick<AppOptions, 'saveFile'>, OwnersOptions {}

/** What is kept in memory of one open company. */
interface Room {
  session: Session
  kept: Kept
  people: KnownPeople
  uploads: Uploads
  lastChanges: ReturnType<typeof followGroups>
  linted: { columns: unknown; owned: string; groups: LintedGroup[] } | null
}

/** Handlers of who belongs to which group. */
export function createGroupHandlers({ saveFile, ...options }: GroupsOptions): HandlersOf<GroupCall> {
  const { session, now } = options
  const owners = createOwnerHandlers(options)
  const rooms = new WeakMap<Session, Room>()
  const room = (): Room => {
    const open = session()
    const known = rooms.get(open)
    if (known !== undefined) return known
    const { store, damaged } = open.ownStore('groups.db', keptMigrations, sealedKept)
    const made: Room = {
      session: open,
      kept: withDamage(createKept(store, now), damaged),
      people: knownPeople(open.directory),
      uploads: createUploads(now),
      lastChanges: followGroups(open.directory.reads),
      linted: null,
    }
    rooms.set(open, made)
    return made
  }
  const asOf = () => room().session.directory.meta()?.asOf ?? null

  async function linted(signal: AbortSignal): Promise<LintedGroup[]> {
    const open = room()
    const { reads } = open.session.directory
    const { kept } = open.session.changes
    const columns = reads.columns()
    const owned = JSON.stringify([kept.get(keptNames.said), seenOf(kept).groups])
    if (open.linted?.columns !== columns || open.linted.owned !== owned) {
      const lastChanges = await inSlices(open.lastChanges(), signal)
      const groups = await inSlices(lintGroups(columns, reads.names(), { owners: ownersBy(kept), lastChanges }), signal)
      open.linted = { columns, owned, groups }
    }
    void owners.lookAgain()
    return open.linted.groups
  }

  return {
    'groups.upload': ({ file, base64 }) => room().uploads.add(file, base64),
    'groups.plan': async ({ name, usernames, text, file, answers, mode, limit }, signal) => {
      const { session: open, people, uploads } = room()
      const { reads } = open.directory
      const how = { reads, people, today: computerDay(now()), present: mode !== 'remove' }
      const table = text === undefined ? null : await readTable(text, { ...how, answers: answers.text ?? [] }, signal)
      const other =
        file === undefined ? null : await readFile(uploads.bytes(file), { ...how, answers: answers.file ?? [] }, signal)
      const list = {
        name,
        usernames: table === null ? usernames : [],
        rows: [...(table?.people ?? []), ...(other?.people ?? [])],
        mode,
      }
      const { stays, members, doubt, ...rest } = await planGroup(reads, people, list, signal)
      const title = `${mode === 'exact' ? 'Make' : mode === 'add' ? 'Add to' : 'Remove from'} "${name}"${mode === 'exact' ? ' like a list' : ''}`
      const given = { ...rest, reason: {}, title: title.slice(0, 200), doubt }
      let gain = 0
      const view = await open.changes.plans.plan(given, { offset: 0, limit }, signal, (changes) => {
        gain = gainOf(name, changes)
      })
      const notes = [...(table?.notes ?? []), ...(other?.notes ?? [])].slice(0, 50)
      const asked = { text: table?.asked ?? [], file: other?.asked ?? [] }
      return { ...view, stays, members: { before: members, after: members + gain }, asked, notes }
    },
    'groups.lint': async ({ name, text, finding, sort, direction, offset, limit }, signal) => {
      const all = await linted(signal)
      const counts = Object.fromEntries(
        groupFindingCodes.map((code) => [
          code,
          all.filter(({ findings }) => findings.some((one) => one.code === code)).length,
        ]),
      ) as Record<(typeof groupFindingCodes)[number], number>
      const found = fitting(all, text, finding).filter((group) => name === undefined || group.name === name)
      const rank = ({ findings }: LintedGroup) =>
        findings.length === 0
          ? groupFindingCodes.length
          : Math.min(...findings.map(({ code }) => groupFindingCodes.indexOf(code)))
      const value = (group: LintedGroup): number => {
        if (sort === 'findings') return rank(group)
        if (sort === 'name') return 0
        if (sort === 'lastChange') return group.lastChange === null ? -1 : Date.parse(group.lastChange)
        return group[sort] ?? -1
      }
      const ordered =
        sort === 'name'
          ? direction === 'asc'
            ? found
            : found.toReversed()
          : found.toSorted((a, b) => (direction === 'asc' ? value(a) - value(b) : value(b) - value(a)))
      return { rows: ordered.slice(offset, offset + limit), total: found.length, counts, all: all.length, asOf: asOf() }
    },
    'groups.matrix': ({ filter, groups, offset, limit }) => {
      const { reads } = room().session.directory
      const found = reads.find(filter, [{ by: 'fullname', direction: 'asc' }])
      const place = new Map(groups.map((name, at) => [name, at]))
      const rows = reads.at([...found.subarray(offset, offset + limit)]).map(({ user }) => ({
        username: user.username,
        fullname: user.fullname,
        id: user.id,
        status: user.status,
        groupCount: user.groups.length,
        in: user.groups.flatMap((name) => place.get(name) ?? []),
      }))
      return { rows, total: found.length, asOf: asOf() }
    },
    'groups.export': async ({ text, finding }, signal) => {
      const rows = fitting(await linted(signal), text, finding)
      return saveTable(saveFile, { name: 'groups', head: groupHead, rows: rows.map(groupRow) }, signal)
    },
    'groups.exportMatrix': async ({ filter, groups }, signal) =>
      saveTable(saveFile, matrixTable(room().session.directory.reads, filter, groups), signal),
    ...createDraftHandlers(room),
    ...owners.handlers,
  }
}
