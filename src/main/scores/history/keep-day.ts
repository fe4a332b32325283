import { randomUUID } from 'node:crypto'
import { dayAt } from '../../clock/calendar-day.ts'
import { type Columns, flag, namesOf } from '../../directory/index/columns.ts'
import { inTransaction } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRow } from '../../store/text.ts'
import { count, emptyTally, type Tally } from '../numbers/tally.ts'
import { type AccountNumbers, createAccountNumbers } from './accounts.ts'
import { type DayState, mayReplace, placeOf, writeDay } from './day-store.ts'
import { departmentsOf, groupsOf } from './departments.ts'
import { inventedDays, inventedPast } from './invented-days.ts'
import { type Numbered, numbered } from './numbered.ts'
import { createSetTree } from './set-tree.ts'
import { emptyBlock } from './state-codec.ts'
import { daysIn } from './trend.ts'

/** A state whose day is to be kept; `identities`: what a sync holds of who is in it, by row. */
export interface DueDay {
  now: string
  zone: string
  identities?: ReadonlyMap<number, string>
}

/** Keeps the scores of each day on which a sync was made; used by the writer thread, which makes another after one failed. */
export interface DayKeeper {
  /** Keeps the state of the columns as that of the day of `now` by this zone's calendar. `identities`: what a sync holds of them, by row. */
  keep(columns: Columns, now: string, zone: string, identities?: ReadonlyMap<number, string>): void
}

/** The database in which row numbers hold: another one has another name. */
function lineageOf(directory: Store): string {
  const row = directory.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = 'lineage'`).get()
  if (row !== undefined) return parseStored<string>(wholeRow<{ json: string }>(row).json)
  const made = randomUUID()
  directory.prepare("INSERT INTO meta (name, json) VALUES ('lineage', ?)").run(JSON.stringify(made))
  return made
}

/** `invented`: the company is made up, and gets a past when it is first kept. */
export function createDayKeeper(directory: Store, history: Store, invented = false): DayKeeper {
  let accounts: AccountNumbers | null = null
  const scopes = numbered(history, 'scopes', ['kind', 'name'])
  const sets = numbered(history, 'sets', ['members'])

  return {
    keep(columns, now, zone, identities) {
      const taken = Math.floor(Date.parse(now) / 1000)
      const day = dayAt(Date.parse(now), zone)
      if (!mayReplace(history, day, taken)) return
      accounts ??= createAccountNumbers(directory, history, lineageOf(directory))
      const joined = accounts
      inTransaction(history, () => {
        const numbers = joined.numbersOf(columns, identities)
        if (invented && daysIn(history, { from: 0, to: day }).length === 0)
          for (const past of inventedDays(day, columns.n.length)) {
            const then = inventedPast(columns, numbers, Date.parse(now), day - past)
            const kept = stateOf(then.columns, then.numbers, scopes, sets)
            writeDay(history, { day: past, taken: taken - (day - past) * 86_400, ...kept })
          }
        writeDay(history, { day, taken, ...stateOf(columns, numbers, scopes, sets) })
      })
    },
  }
}

/** Everybody's score and scopes, and what they add up to. */
export function stateOf(
  columns: Columns,
  numbers: Uint32Array,
  scopes: Numbered,
  sets: Numbered,
): { state: DayState; totals: Map<number, Tally> } {
  const names = namesOf(columns)
  const everyone = scopes('all', '')
  const disabled = scopes('status', 'disabled')
  const lists = [
    ...departmentsOf(columns, names).map((list) => ({ kind: 'department', ...list })),
    ...groupsOf(columns, names).map((list) => ({ kind: 'group', ...list })),
  ].map(({ kind, name, members }) => ({ id: scopes(kind, name), members }))
  const tree = createSetTree(sets)
  const counted = columns.flags.map((flags, at) => ((flags & flag.disabled) === 0 && numbers[at] !== 0 ? 1 : 0))
  // Which scopes each person is in: of each set the scopes in the order of their numbers.
  const inside = Uint32Array.from(counted, (counts) => (counts === 1 ? 0 : tree.with(0, disabled)))
  const all = emptyTally()
  const totals = new Map<number, Tally>([[everyone, all]])
  for (const { id, members } of lists.toSorted((a, b) => a.id - b.id)) {
    const tally = emptyTally()
    totals.set(id, tally)
    for (const at of members) {
      inside[at] = tree.with(inside[at] as number, id)
      if (counted[at] === 1) count(tally, columns.score[at] as number)
    }
  }
  const state: DayState = { blocks: [] }
  for (let at = 0; at < numbers.length; at++) {
    const k = numbers[at] as number
    if (k === 0) continue
    const score = columns.score[at] as number
    const { block, at: place } = placeOf(k)
    while (state.blocks.length <= block) state.blocks.push(emptyBlock())
    const mine = state.blocks[block] as DayState['blocks'][number]
    mine.scores[place] = score
    mine.sets[place] = tree.numberOf(inside[at] as number)
    if (counted[at] === 1) count(all, score)
  }
  return { state, totals }
}
