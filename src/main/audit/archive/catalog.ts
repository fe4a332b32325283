import { createHmac } from 'node:crypto'
import type { AuditCategory } from '../../../contract/audit/audit.ts'
import { inTransaction } from '../../store/bulk.ts'
import { mendIndexes } from '../../store/mend-indexes.ts'
import { dropDamagedRows, lossWords } from '../../store/mend-rows.ts'
import { auditMigrations, sealedAudit, sealedNames, sealedSingleNames } from '../../store/migrations/audit.ts'
import { closeStore, openStore } from '../../store/open.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textRow, textRows } from '../../store/text.ts'
import { UnreadableStore } from '../../store/unreadable.ts'
import { mendNames, type NameKind, type NewName, readNames, writeNames } from './name-blocks.ts'

/** Where a leaf stands: its number and version name its file, its span no other leaf covers. In UTC seconds, both ends included. */
export interface LeafEntry {
  n: number
  version: number
  rows: number
  first: number
  last: number
}

/** A span that LastPass was asked for, in UTC seconds, both ends included. */
export interface Cover {
  first: number
  last: number
  fetched: number
  /** How many events an answer for it held at most; 0: none did. */
  events: number
}

/** What an admin chooses for the archive. */
export type ChoiceName =
  | 'finding-rules'
  | 'seen-disabled'
  | 'networks'
  | 'addresses-file'
  | 'retention'
  | 'zone-evidence'
  | 'backfill'

/** What one commit changes. */
export interface CatalogChange {
  put?: readonly LeafEntry[]
  drop?: readonly number[]
  names?: readonly NewName[]
  covers?: readonly Cover[] | null
  raw?: readonly { digest: string; json: string }[]
  damaged?: readonly { first: number; last: number; file: string }[]
  zone?: string
}

/** The archive's table of contents: an encrypted database whose rows of leaves and spans are authenticated too. */
export interface Catalog {
  leaves(): LeafEntry[]
  covers(): Cover[]
  names(kind: NameKind): string[]
  categories(): { action: string; category: AuditCategory }[]
  damaged(): { first: number; last: number; file: string }[]
  rawCount(): number
  /** A number that no leaf ever had: an older file of a leaf that is gone must not open as another one. */
  nextNumber(): number
  zone(): string | null
  /** False: what it says of leaves and spans is not what was written last. */
  isSound(): boolean
  /** All of it, or nothing. */
  commit(change: CatalogChange): void
  categorise(action: string, category: AuditCategory | null): void
  /** A choice of the admin's, as JSON; null: none was made. */
  choice(name: ChoiceName): string | null
  choose(name: ChoiceName, json: string): void
  mutes(): { key: string; reason: string; at: number }[]
  /** Mutes a finding with a reason; null: it is shown again. */
  mute(keys: readonly string[], muted: { reason: string; at: number } | null): void
  /** What of it was not as it was written when it was opened, as a sentence; null: all was. */
  readonly lost: string | null
  /** The one before was damaged, and this one was begun in its place. */
  readonly wasSetAside: boolean
  /** How often it was opened, this time included: an older copy says a smaller number than the one before. */
  readonly openings: number
  /** Counts this opening: once all that was lost is got back, or the next one has to do it again. */
  noteOpening(): void
  close(): void
}

/** @throws UnreadableStore, Refusal `storage` */
export function openCatalog(file: string, key: string, sealKey: Buffer): Catalog {
  const sealed = [...sealedAudit, sealedSingleNames, sealedNames]
  // Its names are held in memory anyway.
  const store = openStore({ file, key, migrations: auditMigrations, sealed, durability: 'full', cacheMegabytes: 2 })
  try {
    const wrong = mendIndexes(store)
    if (wrong !== null) throw new UnreadableStore(wrong)
    return catalogIn(store, key, sealKey)
  } catch (error) {
    store.close()
    throw error
  }
}

function catalogIn(store: Store, key: string, sealKey: Buffer): Catalog {
  const lost = mended(store, key)
  const counts = () => JSON.parse(meta('names') ?? '{}') as Partial<Record<NameKind, number>>
  const { v } = store.prepare('SELECT CAST(user_version AS INTEGER) AS v FROM pragma_user_version').get() as {
    v: number
  }
  const openings = v + 1
  const leaves = () =>
    store
      .prepare(
        'SELECT n + 0 AS n, version + 0 AS version, rows + 0 AS rows, first + 0 AS first, last + 0 AS last FROM leaves ORDER BY first',
      )
      .all() as LeafEntry[]
  const covers = () =>
    store
      .prepare(
        'SELECT first + 0 AS first, last + 0 AS last, fetched + 0 AS fetched, events + 0 AS events FROM covers ORDER BY first, last',
      )
      .all() as Cover[]
  const meta = (name: string): string | null => {
    const row = store.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = ?`).get(name)
    return row === undefined ? null : textRow<{ json: string }>(row).json
  }
  const setMeta = (name: string, json: string) =>
    store
      .prepare('INSERT INTO meta (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json')
      .run(name, json)
  const seal = () =>
    createHmac('sha256', sealKey)
      .update(JSON.stringify([leaves(), covers(), meta('zone'), meta('nextNumber')]))
      .digest('hex')

  // Questions ask for these many times each; nobody else writes into this file.
  const remembered = new Map<string, unknown>()
  const once = <T>(name: string, read: () => T): T => {
    if (!remembered.has(name)) remembered.set(name, read())
    return remembered.get(name) as T
  }

  const nextNumber = () => Math.max(Number(meta('nextNumber') ?? 1), ...leaves().map(({ n }) => n + 1))

  return {
    lost,
    wasSetAside: false,
    openings,
    noteOpening: () => store.exec(`PRAGMA user_version = ${openings}`),
    leaves,
    covers,
    names: (kind) => readNames(store, kind, counts()[kind] ?? 0),
    categories: () =>
      once('categories', () =>
        textRows(store.prepare(`SELECT ${bytesOf('action', 'category')} FROM categories`).all()),
      ),
    damaged: () =>
      textRows(
        store
          .prepare(`SELECT first + 0 AS first, last + 0 AS last, ${bytesOf('file')} FROM damaged ORDER BY first`)
          .all(),
      ),
    nextNumber,
    rawCount: () => (store.prepare('SELECT count(*) AS n FROM raw_events').get() as { n: number }).n,
    zone: () => once('zone', () => meta('zone')),
    isSound() {
      const kept = meta('seal')
      return kept === null ? leaves().length === 0 && covers().length === 0 : kept === seal()
    },
    commit(change) {
      remembered.clear()
      inTransaction(store, () => {
        const put = store.prepare(
          `INSERT INTO leaves VALUES (?, ?, ?, ?, ?) ON CONFLICT (n) DO UPDATE SET
           version = excluded.version, rows = excluded.rows, first = excluded.first, last = excluded.last`,
        )
        for (const { n, version, rows, first, last } of change.put ?? []) put.run(n, version, rows, first, last)
        setMeta('nextNumber', String(nextNumber()))
        for (const n of change.drop ?? []) store.prepare('DELETE FROM leaves WHERE n = ?').run(n)
        if (change.names?.length) setMeta('names', JSON.stringify(writeNames(store, change.names, counts())))
        if (change.covers) {
          store.exec('DELETE FROM covers')
          const add = store.prepare('INSERT INTO covers (first, last, fetched, events) VALUES (?, ?, ?, ?)')
          for (const { first, last, fetched, events } of change.covers) add.run(first, last, fetched, events)
        }
        for (const { digest, json } of change.raw ?? [])
          store.prepare('INSERT INTO raw_events VALUES (?, ?) ON CONFLICT DO NOTHING').run(digest, json)
        for (const { first, last, file: name } of change.damaged ?? [])
          store.prepare('INSERT INTO damaged (first, last, file) VALUES (?, ?, ?)').run(first, last, name)
        if (change.zone !== undefined) setMeta('zone', change.zone)
        setMeta('seal', seal())
      })
    },
    categorise(action, category) {
      remembered.clear()
      if (category === null) store.prepare('DELETE FROM categories WHERE action = ?').run(action)
      else
        store
          .prepare(
            'INSERT INTO categories (action, category) VALUES (?, ?) ON CONFLICT (action) DO UPDATE SET category = excluded.category',
          )
          .run(action, category)
    },
    choice: (name) => once(`choice ${name}`, () => meta(`choice ${name}`)),
    choose(name, json) {
      remembered.clear()
      setMeta(`choice ${name}`, json)
    },
    mutes: () => textRows(store.prepare(`SELECT ${bytesOf('key', 'reason')}, at + 0 AS at FROM mutes`).all()),
    mute(keys, muted) {
      inTransaction(store, () => {
        const drop = store.prepare('DELETE FROM mutes WHERE key = ?')
        const put = store.prepare(
          'INSERT INTO mutes (key, reason, at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET reason = excluded.reason, at = excluded.at',
        )
        for (const key of keys) muted === null ? drop.run(key) : put.run(key, muted.reason, muted.at)
      })
    },
    close: () => closeStore(store),
  }
}

/** Takes damaged choices out, and names that are not as they were written out of sight: their events are shown without. */
function mended(store: Store, key: string): string | null {
  const lost = dropDamagedRows(store, key, sealedAudit)
  const names = mendNames(store, key)
  const all = names === 0 ? lost : [...lost, { table: 'names', damaged: names, missing: null }]
  const holds = 'names of people, actions and addresses, muted findings, rules and categories of the audit archive'
  return all.length === 0 ? null : lossWords('audit/catalog.db', holds, all, null)
}
