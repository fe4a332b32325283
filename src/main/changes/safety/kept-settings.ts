import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, textRow } from '../../store/text.ts'

/** Named values beside the journal, sealed and counted like everything there that decides something. */
export interface KeptSettings {
  /** What is kept under a name; null: nothing, or nothing that can be read. */
  get(name: string): unknown
  /** Inside the caller's transaction, where there is one. */
  set(name: string, value: unknown): void
}

export function createKeptSettings(store: Store): KeptSettings {
  const read = store.prepare(`SELECT ${bytesOf('json')} FROM settings WHERE name = ?`)
  const write = store.prepare(
    'INSERT INTO settings (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json',
  )
  return {
    get(name) {
      const row = read.get(name)
      return row === undefined ? null : parseStored<unknown>(textRow<{ json: string }>(row).json)
    },
    set: (name, value) => void write.run(name, JSON.stringify(value)),
  }
}
