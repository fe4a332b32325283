import { basename } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { JoinerFacts, JoinerRow, JoinerSettings } from '../../contract/calls/joiners.ts'
import type { Parsed, Returned } from '../../contract/calls.ts'
import type { Change } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import { firstDepartments, type JoinerField } from '../../contract/joiners.ts'
import { inSlices, turn } from '../cooperative/slices.ts'
import { createNameIndex, type NameIndex } from '../directory/name-index.ts'
import type { HandlersOf } from '../dispatch.ts'
import { headerKey } from '../intake/detect-columns.ts'
import { createUploads, type Uploads } from '../intake/uploads.ts'
import type { AppOptions } from '../ports.ts'
import { withDamage } from '../store/damage.ts'
import { createKept, type Kept } from '../store/kept.ts'
import { keptMigrations } from '../store/migrations/kept.ts'
import type { Session } from '../tenants/session.ts'
import { guarded, joinValues } from '../text/cells.ts'
import { keyOf } from '../text/user-key.ts'
import { checkList } from './check-list.ts'
import { domainsOf, learnDomains } from './domains.ts'
import { driftFrom } from './drift.ts'
import { countVerdicts, createJoinerLists, decideListColumns, type JoinerList, type ReadAs, rowsOf } from './lists.ts'
import { readJoiners } from './read-joiners.ts'

type JoinerCall =
  | 'joiners.upload'
  | 'joiners.check'
  | 'joiners.rows'
  | 'joiners.fix'
  | 'joiners.plan'
  | 'joiners.errors'
  | 'joiners.person'
  | 'joiners.planPerson'
  | 'joiners.waiting'
  | 'joiners.invited'
  | 'joiners.drift'
  | 'joiners.facts'
  | 'joiners.setFacts'
  | 'joiners.settings'
  | 'joiners.saveSettings'

interface JoinersOptions extends Pick<AppOptions, 'saveFile'> {
  /** @throws Refusal `not-connected` */
  session: () => Session
  now: () => number
}

/** The joiners of one open company. */
interface Room {
  session: Session
  kept: Kept
  uploads: Uploads
  lists: ReturnType<typeof createJoinerLists>
  names: (signal?: AbortSignal) => Promise<NameIndex>
  domains: { columns: unknown; counts: ReadonlyMap<string, number> } | null
}

const noSettings: JoinerSettings = {
  departments: firstDepartments.map((name) => ({ name, groups: [] })),
  domains: { added: [], removed: [] },
  seats: null,
  sendOnStartDate: false,
}
const mostInvited = 2000
/** Cells are cut where they are only shown. */
const longestShown = 300

/** Handlers of people who come. */
export function createJoinerHandlers({ session, saveFile, now }: JoinersOptions): HandlersOf<JoinerCall> {
  const rooms = new WeakMap<Session, Room>()
  const room = (): Room => {
    const open = session()
    const known = rooms.get(open)
    if (known !== undefined) return known
    const { store, damaged } = open.ownStore('joiners.db', keptMigrations)
    const made: Room = {
      session: open,
      kept: withDamage(createKept(store, now), damaged),
      uploads: createUploads(now),
      lists: createJoinerLists(),
      names: createNameIndex(() => open.directory.reads.columns()),
      domains: null,
    }
    rooms.set(open, made)
    return made
  }
  const settings = (): JoinerSettings => ({
    ...noSettings,
    ...room().kept.get<JoinerSettings>('settings', 'joiners')?.value,
  })

  async function counts(signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
    const open = room()
    const columns = open.session.directory.reads.columns()
    if (open.domains?.columns !== columns)
      open.domains = { columns, counts: await inSlices(learnDomains(columns), signal) }
    return open.domains.counts
  }

  async function check(list: JoinerList, signal: AbortSignal): Promise<void> {
    const open = room()
    const { reads } = open.session.directory
    const { departments, domains } = settings()
    decideListColumns(list)
    const work = checkList(rowsOf(list), list.columns, {
      reads,
      names: await open.names(signal),
      known: new Set(reads.names().groups),
      domains: domainsOf(await counts(signal), domains),
      departments: new Map(departments.map(({ name, groups }) => [name, groups])),
      separator: list.readAs.groupSeparator,
      newGroups: new Set(list.readAs.newGroups ?? []),
      dayOrder: list.readAs.dayOrder,
      own: list.table.own,
    })
    list.checked = await inSlices(work, signal)
  }

  /** One joiner, checked as a list of one. */
  async function checkPerson(
    { fields, groups, attributes }: Parsed<'joiners.person'>,
    signal: AbortSignal,
  ): Promise<JoinerList['checked'][number]> {
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
        names: await open.names(signal),
        known: new Set(reads.names().groups),
        domains: domainsOf(await counts(signal), domains),
        // Whoever fills the form has seen the groups of the department, and chosen among them.
        departments: new Map(departments.map(({ name }) => [name, []])),
        separator: undefined,
        newGroups: new Set(),
        dayOrder: undefined,
        own: true,
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

  function view(
    list: JoinerList,
    rows: readonly JoinerList['checked'][number][],
    range: { offset: number; limit: number },
  ): Returned<'joiners.check'> {
    const now = rowsOf(list)
    const shown = rows.slice(range.offset, range.offset + range.limit).map(
      (row): JoinerRow => ({
        ...row,
        questions: row.questions.slice(0, 1000),
        dropped: list.dropped.has(row.row),
        cells: (now[row.row]?.cells ?? [])
          .slice(0, 200)
          .map((cell) => (cell.length > longestShown ? `${cell.slice(0, longestShown)}…` : cell)),
      }),
    )
    const { header, delimiter, encoding, notes } = list.table
    return {
      list: list.id,
      columns: list.columns,
      rows: shown,
      total: rows.length,
      counts: countVerdicts(list),
      dropped: list.dropped.size,
      header: header !== null,
      delimiter,
      encoding,
      notes: [...notes, ...notesAbout(list)].slice(0, 50),
    }
  }

  /** What was chosen for columns of these names before. */
  function remembered(header: readonly string[] | null): Record<string, string | null> | undefined {
    if (header === null) return undefined
    const found = header.flatMap((name) => {
      const kept = headerKey(name) === '' ? null : room().kept.get<string | null>('mapping', headerKey(name))
      return kept === null ? [] : [[name, kept.value] as const]
    })
    return found.length === 0 ? undefined : Object.fromEntries(found)
  }

  return {
    'joiners.upload': ({ file, base64 }) => room().uploads.add(file, base64),
    'joiners.check': async ({ text, file, offset, limit, ...readAs }, signal) => {
      if ((text === undefined) === (file === undefined))
        throw new Refusal('invalid', 'A list comes from one place: text, or a file.', { path: 'text' })
      const { lists, uploads } = room()
      const table = await readJoiners(
        file === undefined ? { text: text ?? '' } : { bytes: uploads.bytes(file) },
        signal,
      )
      const mapping = readAs.mapping ?? remembered(table.header)
      const list = lists.begin(table, { ...readAs, ...(mapping === undefined ? {} : { mapping }) } as ReadAs)
      await check(list, signal)
      if (!list.columns.some(({ field }) => field === 'username') && readAs.mapping !== undefined)
        throw new Refusal(
          'invalid',
          `No column is the address. The list has ${list.columns
            .slice(0, 20)
            .map(({ header }) => `"${header.slice(0, 60)}"`)
            .join(', ')}.`,
          { path: 'mapping' },
        )
      return view(list, list.checked, { offset, limit })
    },
    'joiners.rows': ({ list: id, verdicts, dropped, offset, limit }) => {
      const list = room().lists.get(id)
      const rows = list.checked.filter(
        ({ row, verdict }) =>
          (dropped === undefined || list.dropped.has(row) === dropped) &&
          (verdicts === undefined || verdicts.includes(verdict)),
      )
      // What is to be mended comes first; everything else stays in the order of the list.
      if (verdicts === undefined)
        rows.sort((a, b) => Number(b.verdict === 'invalid') - Number(a.verdict === 'invalid') || a.row - b.row)
      return view(list, rows, { offset, limit })
    },
    'joiners.fix': async ({ list: id, cells, drop, restore, limit, ...readAs }, signal) => {
      const { lists, kept } = room()
      const list = lists.get(id)
      for (const { row, field, value } of cells) {
        if (row >= list.table.rows.length) throw new Refusal('invalid', 'The list has no such row.', { path: 'cells' })
        const mended = list.mended.get(row) ?? new Map()
        mended.set(field, value)
        list.mended.set(row, mended)
      }
      for (const row of drop) list.dropped.add(row)
      for (const row of restore) list.dropped.delete(row)
      list.readAs = {
        ...list.readAs,
        ...(Object.fromEntries(Object.entries(readAs).filter(([, value]) => value !== undefined)) as ReadAs),
      }
      await check(list, signal)
      if (readAs.mapping !== undefined && list.table.header !== null)
        for (const { header, field, guessed } of list.columns)
          if (!guessed && headerKey(header) !== '') kept.put('mapping', headerKey(header), field)
      return view(list, list.checked, { offset: 0, limit })
    },
    'joiners.plan': async ({ list: id, enable, limit }, signal) => {
      const { lists, kept, session: open } = room()
      const list = lists.get(id)
      const wanted = new Set(enable)
      const ready = list.checked.filter(
        ({ row, verdict }) =>
          !list.dropped.has(row) && (verdict === 'add' || (verdict === 'disabled' && wanted.has(row))),
      )
      const changes = ready.flatMap(({ change, instead }) => change ?? instead ?? [])
      if (changes.length === 0)
        throw new Refusal('invalid', 'No row of the list is ready to be added.', { path: 'list' })
      if (changes.length > 10_000)
        throw new Refusal('invalid', 'One plan takes 10,000 people. Split the list.', { path: 'list' })
      const view = await open.changes.plans.plan({ changes, reason: {} }, { offset: 0, limit }, signal)
      for (const { username, facts } of ready)
        if (Object.keys(facts).length > 0) kept.put('fact', keyOf(username), facts)
      return view
    },
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
    'joiners.waiting': async (_, signal) => {
      const { kept, session: open } = room()
      const { plans } = await open.changes.handlers['changes.waiting']({}, signal)
      const there = new Set(plans.map(({ plan }) => plan))
      const today = new Date(now()).toISOString().slice(0, 10)
      const rows = kept
        .all<{ username: string; fullname: string; day: string }>('waiting')
        .flatMap(({ key, value }) => {
          if (there.has(key)) return [{ plan: key, ...value, due: value.day <= today }]
          kept.remove('waiting', key)
          return []
        })
      return { rows: rows.sort((a, b) => (a.day < b.day ? -1 : 1)).slice(0, 200) }
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
      return { rows: ordered.slice(offset, offset + limit), total: found.length }
    },
    'joiners.drift': async ({ department, offset, limit }, signal) => {
      const { kept, session: open } = room()
      const rules = settings().departments.filter(
        ({ name, groups }) => groups.length > 0 && (department === undefined || name === department),
      )
      const facts = new Map(kept.all<JoinerFacts>('fact').map(({ key, value }) => [key, value.department]))
      const rows = await inSlices(driftFrom(open.directory.reads, rules, facts), signal)
      return { rows: rows.slice(offset, offset + limit), total: rows.length }
    },
    'joiners.errors': async ({ list: id }, signal) => {
      const list = room().lists.get(id)
      const wrong = list.checked.filter(({ row, verdict }) => verdict !== 'add' || list.dropped.has(row))
      const now = list.table.rows
      const header = list.columns
        .filter(({ index }) => list.table.header === null || index < (list.table.header?.length ?? 0))
        .map(({ header }) => header)
      const path = await saveFile('joiners-to-mend.csv', async (file) => {
        await file.write(`\ufeff${stringify([[...header, 'Provost verdict', 'Provost reason'].map(guarded)])}`)
        for (let from = 0; from < wrong.length; from += 500) {
          if (signal.aborted) throw new Refusal('cancelled', 'The export was cancelled. No file was written.')
          const rows = wrong.slice(from, from + 500).map(({ row, verdict, reason = '' }) => {
            const cells = now[row]?.cells ?? []
            const all = header.map((_, at) => cells[at] ?? '')
            return [...all, list.dropped.has(row) ? 'dropped' : verdict, reason].map(guarded)
          })
          await file.write(stringify(rows))
          await turn()
        }
      })
      return {
        saved: path !== null,
        rows: path === null ? 0 : wrong.length,
        file: path === null ? null : basename(path),
      }
    },
    'joiners.facts': ({ username }) => {
      const found = room().kept.get<JoinerFacts>('fact', keyOf(username))
      return { facts: found === null ? null : { ...found.value, since: found.time } }
    },
    'joiners.setFacts': ({ username, facts }) => {
      const { kept } = room()
      if (Object.keys(facts).length === 0) kept.remove('fact', keyOf(username))
      else kept.put('fact', keyOf(username), facts)
      return {}
    },
    'joiners.settings': async (_, signal) => {
      const kept = settings()
      const { reads } = room().session.directory
      const used = reads.find({ notStatus: ['disabled'] }, []).length
      return { ...kept, own: domainsOf(await counts(signal), kept.domains).list.slice(0, 1000), seatsUsed: used }
    },
    'joiners.saveSettings': (given) => {
      room().kept.put('settings', 'joiners', { ...settings(), ...given })
      return {}
    },
  }
}

/** What to know of how a list was read beside its rows. */
function notesAbout({ columns, unknown, table }: JoinerList): string[] {
  const notes: string[] = []
  if (unknown.length > 0)
    notes.push(
      `The mapping names what the list does not have: ${unknown
        .slice(0, 5)
        .map((name) => `"${name.slice(0, 60)}"`)
        .join(', ')}.`,
    )
  const twice = columns.filter(
    ({ header }, at) => columns.findIndex((other) => headerKey(other.header) === headerKey(header)) !== at,
  )
  if (table.header !== null && twice.length > 0)
    notes.push(
      `Two columns have the same header: ${twice
        .slice(0, 5)
        .map(({ header }) => `"${header.slice(0, 60)}"`)
        .join(', ')}. One of them was taken; look at what each becomes.`,
    )
  if (!columns.some(({ field }) => field === 'username'))
    notes.push('No column holds addresses. Say which column is the address.')
  return notes
}
