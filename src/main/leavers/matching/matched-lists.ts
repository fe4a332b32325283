import { randomUUID } from 'node:crypto'
import type { MatchList, MatchResult } from '../../../contract/calls/leavers/leavers.ts'
import { Refusal } from '../../../contract/failure.ts'
import { matchResults } from '../../../contract/lists.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { Reads } from '../../directory/reads.ts'
import { lookUp } from '../../identity/look-up.ts'
import type { Directory } from '../../identity/offers.ts'
import type { Entry } from '../../intake/list-entry.ts'
import { type SourceRead, shownTable } from '../../intake/read-list.ts'
import { keyOf } from '../../text/user-key.ts'
import { type Matched, markRepeated, settle } from './match.ts'
import { matchEntries } from './match-entries.ts'
import { leaveOutNotMeant, leftOut } from './not-meant.ts'

type Table = NonNullable<SourceRead['table']>

/** A list of people that was matched; kept in memory. */
interface List {
  id: string
  /** What was given, in the order of the rows. */
  entries: readonly Entry[]
  /** The batch of which this is the open list; null: a list of its own. */
  origin: string | null
  /** As they were found, before anybody decided. */
  found: readonly Matched[]
  rows: Matched[]
  table: Table | null
  notes: string[]
  asOf: string | null
}

/** The lists of one tenant. */
export interface Lists {
  make(read: SourceRead, signal: AbortSignal, origin?: string): Promise<string>
  view(id: string, results: readonly MatchResult[] | undefined, range: { offset: number; limit: number }): MatchList
  choose(
    id: string,
    choices: readonly { row: number; username: string | null; reopen?: boolean | undefined }[],
    how: { soleNames: boolean; together: boolean },
    signal: AbortSignal,
  ): Promise<{ counts: MatchList['counts']; chosen: number }>
  /** The addresses of everyone who is matched. */
  matched(id: string): string[]
  /** Their accounts, by the key of the address: another one may have come to it since. */
  accounts(id: string): Map<string, string | null>
  /** Every row with what was given for it, and the batch of which this is the open list. */
  given(id: string): {
    origin: string | null
    rows: { entry: Entry; result: MatchResult; username: string | null; message: string }[]
  }
}

/** More than four lists at once are forgotten work. */
const keptLists = 4
const shownCandidates = 10

const byPerson = 'Chosen by a person.'
const bySole = 'Only close match; taken with others.'
const byDay = 'Found by address; taken with others before its last day.'

/** Why a row was taken. `alone`: by a look at this row. */
function saidOf({ ahead }: Pick<Matched, 'ahead'>, alone: boolean): string {
  if (alone) return byPerson
  return ahead === true ? byDay : bySole
}

export function createLists({
  reads,
  asOf,
  directory,
}: {
  reads: () => Reads
  asOf: () => string | null
  directory: (signal?: AbortSignal) => Promise<Directory>
}): Lists {
  const lists = new Map<string, List>()

  function listOf(id: string): List {
    const list = lists.get(id)
    if (list === undefined)
      throw new Refusal('not-found', 'This list is not at hand any more. Paste it or choose the file again.')
    return list
  }

  const countsOf = (rows: readonly Matched[]): MatchList['counts'] => {
    const counts = Object.fromEntries(matchResults.map((result) => [result, 0])) as MatchList['counts']
    for (const { result } of rows) counts[result]++
    return counts
  }

  return {
    async make({ entries, table, notes }, signal, origin) {
      const { rows, notes: more } = await inSlices(matchEntries(entries, reads, await directory(signal)), signal)
      const id = randomUUID()
      const all = [...more, ...notes]
      const { found, left } = leaveOutNotMeant(rows, entries)
      lists.set(id, { id, entries, origin: origin ?? null, found, rows: left, table, notes: all, asOf: asOf() })
      if (lists.size > keptLists) lists.delete(lists.keys().next().value as string)
      return id
    },
    view(id, results, { offset, limit }) {
      const { rows, table, notes, asOf: seen } = listOf(id)
      const wanted = results === undefined ? rows : rows.filter(({ result }) => results.includes(result))
      return {
        list: id,
        total: wanted.length,
        counts: countsOf(rows),
        table: shownTable(table),
        notes: notes.slice(0, 20),
        asOf: seen,
        rows: wanted.slice(offset, offset + limit).map(({ candidates, alone: _, account: _account, ...row }) => ({
          ...row,
          message:
            row.listSays === undefined || row.message.includes(row.listSays)
              ? row.message
              : `${row.message} ${row.listSays}`,
          candidates: candidates.slice(0, shownCandidates),
          moreCandidates: Math.max(0, candidates.length - shownCandidates),
        })),
      }
    },
    async choose(id, choices, { soleNames, together }, signal) {
      const list = listOf(id)
      const rows = [...list.rows]
      const reopened = choices.filter(({ reopen }) => reopen === true)
      for (const { row } of reopened) {
        const before = list.found[row]
        if (before === undefined) throw new Refusal('invalid', `The list has no row ${row}.`, { path: 'choices' })
        rows[row] = before
      }
      const decided = new Map(
        choices.flatMap(({ row, username, reopen }) => (reopen === true ? [] : [[row, username] as const])),
      )
      const alone = new Set(decided.keys())
      if (soleNames) {
        for (const { row, result, candidates, doubt } of rows) {
          if (doubt !== undefined) continue
          const sole = candidates.filter(({ why }) => why === 'same-name')
          if (result === 'choose' && sole.length === 1 && candidates.length === 1 && !decided.has(row))
            decided.set(row, sole[0]?.username ?? null)
        }
      }
      const wanted = [...decided.values()].filter((username) => username !== null)
      const found = await inSlices(lookUp(reads(), wanted), signal)
      for (const [at, username] of decided) {
        const row = rows[at]
        if (row === undefined) throw new Refusal('invalid', `The list has no row ${at}.`, { path: 'choices' })
        if (username === null) {
          rows[at] = leftOut(row, 'Left out by a person.')
          continue
        }
        const present = (found.get(keyOf(username)) ?? []).filter(({ user }) => user.goneSince === null)
        const accounts = present.filter(({ user }) => user.status !== 'invited')
        if (accounts.length > 1)
          throw new Refusal(
            'conflict',
            'Several accounts have the chosen address; LastPass takes changes by address only.',
            { path: 'choices' },
          )
        const only = accounts[0] ?? present[0]
        if (only === undefined)
          throw new Refusal(
            'not-found',
            'Nobody in the data at hand has the chosen address. Refresh to see who LastPass has now.',
            { path: 'choices' },
          )
        const settled = settle(only.user)
        rows[at] = {
          ...row,
          ...settled,
          candidates: row.candidates,
          message: settled.result !== 'matched' ? settled.message : saidOf(row, alone.has(at) && !together),
        }
      }
      list.rows = await inSlices(markRepeated(rows), signal)
      return { counts: countsOf(list.rows), chosen: decided.size + reopened.length }
    },
    given(id) {
      const { entries, origin, rows } = listOf(id)
      return {
        origin,
        rows: rows.flatMap(({ row, result, username, message }) => {
          const entry = entries[row]
          return entry === undefined ? [] : [{ entry, result, username, message }]
        }),
      }
    },
    accounts: (id) =>
      new Map(
        listOf(id).rows.flatMap(({ username, account }) =>
          username === null || account === undefined ? [] : [[keyOf(username), account] as const],
        ),
      ),
    matched: (id) =>
      listOf(id).rows.flatMap(({ result, username }) => (result === 'matched' && username !== null ? [username] : [])),
  }
}
