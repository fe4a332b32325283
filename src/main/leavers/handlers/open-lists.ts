import { Refusal } from '../../../contract/failure.ts'
import type { HandlersOf } from '../../dispatch.ts'
import type { Room } from '../context.ts'

type OpenListCall = 'leavers.leftOut' | 'leavers.openLists' | 'leavers.openList' | 'leavers.closeList'

/** Handlers of what was given and not decided: it is counted, stays as an open list, and can be gone on with. */
export function createOpenListHandlers(room: () => Room): HandlersOf<OpenListCall> {
  const givenOf = (open: Room, batch: string) => {
    const found = open.leftOuts.of(open.cases.batch(batch).id)
    if (found === null) throw new Refusal('not-found', 'These people were picked one by one: there is no list.')
    return found
  }
  return {
    'leavers.leftOut': ({ batch, offset, limit }) => {
      const open = room()
      const found = open.leftOuts.of(open.cases.batch(batch).id)
      const rows = found?.rows ?? []
      const counts: Record<string, number> = {}
      for (const { result } of rows) counts[result] = (counts[result] ?? 0) + 1
      return {
        given: found?.given ?? null,
        total: rows.length,
        open: rows.filter((row) => row.open).length,
        counts,
        rows: rows.slice(offset, offset + limit).map(({ entry, result, reason }) => ({
          line: entry.line,
          given: entry.given,
          result,
          reason,
        })),
      }
    },
    'leavers.openLists': (range) => {
      const { leftOuts, cases } = room()
      const { rows, total } = leftOuts.open(range)
      return {
        rows: rows.map((row) => {
          const { title, created, ticket } = cases.batch(row.batch)
          return { ...row, title, created, ticket }
        }),
        total,
      }
    },
    'leavers.openList': async ({ batch, limit }, signal) => {
      const open = room()
      const entries = givenOf(open, batch).rows.flatMap((row) => (row.open ? [row.entry] : []))
      if (entries.length === 0) throw new Refusal('conflict', 'Every row of this list is decided.')
      const list = await open.lists.make({ entries, table: null, notes: [] }, signal, batch)
      return open.lists.view(list, undefined, { offset: 0, limit })
    },
    'leavers.closeList': ({ batch }) => {
      const open = room()
      open.leftOuts.close(givenOf(open, batch).batch, open.time())
      open.changed()
      return {}
    },
  }
}
