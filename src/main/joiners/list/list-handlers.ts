import { basename } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { JoinerRow } from '../../../contract/calls/joiners.ts'
import type { Returned } from '../../../contract/calls.ts'
import { Refusal } from '../../../contract/failure.ts'
import { computerDay } from '../../clock/calendar-day.ts'
import { inSlices, turn } from '../../cooperative/slices.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { saveTable } from '../../files/table-file.ts'
import { whoHaveThem } from '../../identity/who-has.ts'
import { answersBy, askedOf, checkAnswers, shownAsked } from '../../intake/asked/column-answers.ts'
import { headerKey } from '../../intake/table/column-headers.ts'
import type { AppOptions } from '../../ports.ts'
import { guarded } from '../../text/cells.ts'
import { keyOf } from '../../text/user-key.ts'
import { domainsOf } from '../domains.ts'
import type { Rooms } from '../joiners-room.ts'
import { checkList } from './check-list.ts'
import type { JoinerList, ReadAs } from './kept-lists.ts'
import { notesAbout } from './list-notes.ts'
import { countVerdicts, decideListColumns, put, rowsOf } from './list-rows.ts'
import { noJoinerReader, nothingAgainst } from './table/no-joiner.ts'
import { readJoiners } from './table/read-joiners.ts'

type ListCall =
  | 'joiners.upload'
  | 'joiners.check'
  | 'joiners.rows'
  | 'joiners.fix'
  | 'joiners.plan'
  | 'joiners.errors'
  | 'joiners.export'

/** Cells are cut where they are only shown. */
const longestShown = 300

/** Handlers of lists of people who come. */
export function createListHandlers(
  { room, settings, counts }: Rooms,
  saveFile: AppOptions['saveFile'],
  now: () => number,
): HandlersOf<ListCall> {
  async function check(list: JoinerList, signal: AbortSignal): Promise<void> {
    const open = room()
    const { reads } = open.session.directory
    const { departments, domains: chosen } = settings()
    const domains = domainsOf(await counts(signal), chosen)
    const known = new Set(reads.names().groups)
    decideListColumns(list, known, domains)
    const { answers = [] } = list.readAs
    // A column of which a person makes something is not asked about any more.
    const isUnused = (column: number) => list.columns[column]?.field == null
    const given = answersBy(answers.filter(({ column }) => isUnused(column)))
    const reading = { today: computerDay(now()), isHeaded: list.table.header !== null, answers: given }
    const rows = rowsOf(list)
    const isPlain = list.table.own || list.table.isLines
    const noJoiner = isPlain ? nothingAgainst : await inSlices(noJoinerReader(list.columns, rows, reading), signal)
    checkAnswers(given, noJoiner.open)
    list.asked = askedOf(noJoiner.open, given)
    const work = checkList(rows, list.columns, {
      reads,
      directory: await (await open.people.get()).directory(signal),
      known,
      domains,
      departments: new Map(departments.map(({ name, groups }) => [name, groups])),
      separator: list.readAs.groupSeparator,
      newGroups: new Set(list.readAs.newGroups ?? []),
      dayOrder: list.readAs.dayOrder,
      own: list.table.own,
      noJoiner,
    })
    list.checked = await inSlices(work, signal)
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
      asked: list.asked.map(shownAsked),
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
      const { lists, uploads, people, session: open } = room()
      const names = await (await people.get()).names(signal)
      const table = await readJoiners(
        file === undefined ? { text: text ?? '' } : { bytes: uploads.bytes(file) },
        (entries) => whoHaveThem(entries, open.directory.reads, names),
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
      for (const { row, field, column, value } of cells) {
        if (row >= list.table.rows.length) throw new Refusal('invalid', 'The list has no such row.', { path: 'cells' })
        if (column === undefined) put(list.mended, row, field, value)
        else put(list.mendedAt, row, column, value)
      }
      for (const row of drop) list.dropped.add(row)
      for (const row of restore) list.dropped.delete(row)
      const before = list.readAs
      list.readAs = {
        ...before,
        ...(Object.fromEntries(Object.entries(readAs).filter(([, value]) => value !== undefined)) as ReadAs),
        newGroups: [...new Set([...(before.newGroups ?? []), ...(readAs.newGroups ?? [])])],
      }
      try {
        await check(list, signal)
      } catch (error) {
        list.readAs = before
        throw error
      }
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
    'joiners.export': ({ list: id, verdicts }, signal) => {
      const list = room().lists.get(id)
      const now = rowsOf(list)
      const head = [...list.columns.map(({ header }) => header), 'Provost verdict', 'Provost reason']
      const rows = list.checked
        .filter(({ verdict }) => verdicts === undefined || verdicts.includes(verdict))
        .map(({ row, verdict, reason = '' }) => [
          ...list.columns.map(({ index }) => now[row]?.cells[index] ?? ''),
          list.dropped.has(row) ? 'dropped' : verdict,
          reason,
        ])
      return saveTable(saveFile, { name: 'joiners', head, rows }, signal)
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
  }
}
