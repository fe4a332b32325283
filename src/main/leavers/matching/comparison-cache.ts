import { randomUUID } from 'node:crypto'
import type { Returned } from '../../../contract/calls.ts'
import { Refusal } from '../../../contract/failure.ts'
import { comparisonKinds } from '../../../contract/lists.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { Columns } from '../../directory/index/columns.ts'
import { lineAt } from '../../directory/name-index.ts'
import type { Reads } from '../../directory/reads.ts'
import { addressForms } from '../../identity/by-address.ts'
import type { Directory } from '../../identity/offers.ts'
import type { Entry } from '../../intake/list-entry.ts'
import { type SourceRead, shownTable } from '../../intake/read-list.ts'
import type { Mentioned } from '../../intake/table/read-table.ts'
import { spellings } from '../../text/folding.ts'
import { keyOf } from '../../text/user-key.ts'
import { type Compared, type Comparison, compareStaff } from './staff-comparison.ts'

type Row = Returned<'leavers.compared'>['rows'][number]

/** The comparisons of one tenant, kept in memory. */
export interface Comparisons {
  make(read: SourceRead, signal: AbortSignal): Promise<Returned<'leavers.compare'>>
  page(
    id: string,
    kind: Row['kind'],
    text: string | undefined,
    range: { offset: number; limit: number },
  ): Returned<'leavers.compared'>
  /** Why nothing should be planned from a comparison without a second look; null: nothing looks wrong. */
  warning(id: string): string | null
  /** How many people the list has. */
  listed(id: string): number
}

/** A finding with what is shown of it, so that it outlives a refresh of the directory. */
interface Kept extends Compared {
  username: string | null
  search: string
}
interface KeptComparison {
  id: string
  entries: readonly Entry[]
  kept: Kept[]
  warning: string | null
  listed: number
}

const keptComparisons = 2
const slice = 300

export function createComparisons({
  reads,
  asOf,
  directory,
}: {
  reads: () => Reads
  asOf: () => string | null
  directory: (signal?: AbortSignal) => Promise<Directory>
}): Comparisons {
  const all = new Map<string, KeptComparison>()
  const of = (id: string): KeptComparison => {
    const found = all.get(id)
    if (found === undefined)
      throw new Refusal('not-found', 'This comparison is not at hand any more. Choose the list again.')
    return found
  }

  function* exactPositions(
    entries: readonly Entry[],
    mentioned: Mentioned = new Map(),
  ): Generator<void, Map<string, number[]>> {
    const found = new Map<string, number[]>()
    const all = [...entries, ...mentioned.keys()]
    for (let from = 0; from < all.length; from += slice) {
      const forms = all.slice(from, from + slice).flatMap((one) => (typeof one === 'string' ? one : addressForms(one)))
      for (const [key, rows] of reads().positionsOf(forms))
        found.set(
          key,
          rows.flatMap(({ at, user }) => (user.goneSince === null ? [at] : [])),
        )
      yield
    }
    return found
  }

  function* describe({ found }: Comparison, entries: readonly Entry[], columns: Columns): Generator<void, Kept[]> {
    const kept: Kept[] = []
    for (const one of found) {
      if (kept.length % 300 === 299) yield
      const line = one.at === null ? null : lineAt(columns, one.at)
      const given = one.entry === null ? '' : (entries[one.entry]?.given ?? '')
      kept.push({
        ...one,
        username: line === null ? null : addressOf(line, one.at),
        search: `${line ?? ''}\t${spellings(given).join('\t')}`,
      })
    }
    return kept
  }

  /** The index keeps addresses in lower case, which may have altered letters beyond ASCII. */
  function addressOf(line: string, at: number | null): string | null {
    const key = line.slice(0, line.indexOf('\t'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII is what is asked for.
    if (/^[\x00-\x7f]*$/.test(key) && key.includes('@')) return key
    return reads().rows(Uint32Array.of(at ?? 0))[0]?.username ?? null
  }

  return {
    async make({ entries, table, notes, mentioned }, signal) {
      const exact = await inSlices(exactPositions(entries, mentioned), signal)
      const people = await directory(signal)
      const { columns } = people.names
      const comparison = await inSlices(
        compareStaff(entries, columns, people, (address) => exact.get(keyOf(address)) ?? [], mentioned),
        signal,
      )
      const kept = await inSlices(describe(comparison, entries, columns), signal)
      const id = randomUUID()
      all.set(id, { id, entries, kept, warning: comparison.warning, listed: comparison.listed })
      if (all.size > keptComparisons) all.delete(all.keys().next().value as string)
      const counts = Object.fromEntries(
        comparisonKinds.map((kind) => [kind, 0]),
      ) as Returned<'leavers.compare'>['counts']
      for (const { kind } of kept) counts[kind]++
      const different = Object.fromEntries(
        comparisonKinds.map((kind) => {
          const rows = kept.filter((row) => row.kind === kind)
          return [kind, new Set(rows.flatMap(({ username }) => username ?? [])).size]
        }),
      ) as Returned<'leavers.compare'>['people']
      return {
        comparison: id,
        listed: comparison.listed,
        accounts: comparison.accounts,
        counts,
        people: different,
        table: shownTable(table),
        notes: notes.slice(0, 20),
        warning: comparison.warning,
        asOf: asOf(),
      }
    },
    page(id, kind, text, { offset, limit }) {
      const { kept, entries } = of(id)
      const wanted = spellings(text?.trim() ?? '')
      const found = kept.filter((one) => one.kind === kind && wanted.some((each) => one.search.includes(each)))
      const shown = found.slice(offset, offset + limit)
      const people = reads().lookup(shown.map(({ username }) => username ?? ''))
      return {
        rows: shown.map((one, index): Row => {
          const user = people[index]?.[0] ?? null
          const entry = one.entry === null ? null : (entries[one.entry] ?? null)
          return {
            kind,
            username: one.username,
            fullname: user?.fullname ?? null,
            status: user?.status ?? null,
            lastLogin: user?.lastLogin ?? null,
            line: entry?.line ?? null,
            given: entry?.given ?? null,
            why: one.why,
          }
        }),
        total: found.length,
      }
    },
    warning: (id) => of(id).warning,
    listed: (id) => of(id).listed,
  }
}
