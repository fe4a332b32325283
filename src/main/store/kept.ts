import type { Store } from './store.ts'
import { bytesOf, parseStored, wholeRow, wholeRows } from './text.ts'

/** Small records by kind and key. */
export interface Kept {
  get<T>(kind: string, key: string): { time: string; value: T } | null
  all<T>(kind: string): { key: string; time: string; value: T }[]
  /** The same by key, a few hundred at a time, with a pause after each part: for kinds that may have thousands. */
  inParts<T>(kind: string): Generator<void, { key: string; value: T }[]>
  put(kind: string, key: string, value: unknown): void
  remove(kind: string, key: string): void
}

/** Some milliseconds. */
const together = 200

export function createKept(store: Store, now: () => number): Kept {
  const read = <T>({ json, ...rest }: { key: string; time: string; json: string }) => ({
    ...rest,
    value: parseStored<T>(json),
  })
  return {
    get<T>(kind: string, key: string) {
      const found = store
        .prepare(`SELECT ${bytesOf('key', 'time', 'json')} FROM kept WHERE kind = ? AND key = ?`)
        .get(kind, key)
      return found === undefined ? null : read<T>(wholeRow(found))
    },
    all<T>(kind: string) {
      const found = store
        .prepare(`SELECT ${bytesOf('key', 'time', 'json')} FROM kept WHERE kind = ? ORDER BY time, key`)
        .all(kind)
      return wholeRows<{ key: string; time: string; json: string }>(found).map((row) => read<T>(row))
    },
    *inParts<T>(kind: string) {
      const found: { key: string; value: T }[] = []
      for (let last = ''; ; yield) {
        const rows = store
          .prepare(`SELECT ${bytesOf('key', 'json')} FROM kept WHERE kind = ? AND key > ? ORDER BY key LIMIT ?`)
          .all(kind, last, together)
        for (const { key, json } of wholeRows<{ key: string; json: string }>(rows))
          found.push({ key, value: parseStored<T>(json) })
        last = found.at(-1)?.key ?? ''
        if (rows.length < together) return found
      }
    },
    put(kind, key, value) {
      store
        .prepare(
          'INSERT INTO kept (kind, key, time, json) VALUES (?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET time = excluded.time, json = excluded.json',
        )
        .run(kind, key, new Date(now()).toISOString(), JSON.stringify(value))
    },
    remove(kind, key) {
      store.prepare('DELETE FROM kept WHERE kind = ? AND key = ?').run(kind, key)
    },
  }
}
