import { hkdfSync } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { addCover, cutCovers } from '../fetch/coverage.ts'
import { createPlaces, type Places } from '../places/places.ts'
import type { Catalog, CatalogChange, Cover, LeafEntry } from './catalog.ts'
import { dealOut } from './deal-out.ts'
import { EventBatch, type NameNumbers, type NewEvent, ordered, pushEvent } from './leaves/event-batch.ts'
import { createHeldLeaves } from './leaves/held-leaves.ts'
import { fullLeaf, type Leaf, rowAt } from './leaves/leaf.ts'
import { openLeafFiles } from './leaves/leaf-files.ts'
import { mergeEvents } from './leaves/merge-events.ts'
import { sliceLeaf, splitLeaf } from './leaves/split-leaf.ts'
import { nameKinds } from './name-blocks.ts'
import { createNameTable, type NameTable } from './name-table.ts'
import { keepAside, lostLeaves, lostNames, noneLost, openOrBegin, restoredWords } from './restore.ts'
import { retimeLeaves } from './retime.ts'
import { openSpareNames } from './spare-names.ts'
import { createTargetNumbers } from './target-numbers.ts'

export interface Names {
  person: NameTable
  ip: NameTable
  action: NameTable
  target: NameTable
}

/** Every event of a tenant that could ever be fetched, in files that are sealed one by one. */
export interface Archive {
  readonly catalog: Catalog
  readonly names: Names
  readonly places: Places
  /** Entries of the leaves, oldest first. */
  entries(): readonly LeafEntry[]
  /** A leaf for scanning; null when it turned out to be damaged: it is set aside, and its span is a gap. */
  leaf(entry: LeafEntry): Leaf | null
  /** Adds events and the spans that they answer, all at once; gives how many were new. Those of one second oldest first. */
  add(
    events: readonly NewEvent[] | EventBatch,
    known: { covers?: readonly Cover[]; raw?: CatalogChange['raw'] },
  ): number
  /** Numbers for a batch of events to be added. */
  readonly numbers: NameNumbers
  /** The zone whose clock gave the times; null: nothing was added yet. */
  zone(): string | null
  /** Derives every instant anew, as if the account's clock had been in this zone from the start. */
  setZone(zone: string): void
  /** How many events are older than a second. */
  countBefore(time: number): number
  /** Removes every event that is older than a second, and what coverage says of that time; gives how many went. */
  removeBefore(time: number): number
  /** True when the catalogue's own words could not be trusted at opening: what was fetched is asked for anew. */
  readonly wasRebuilt: boolean
  /** What of the catalogue was not as it was written, and what was got back, as sentences; null: all was. */
  readonly lost: string | null
  close(): void
}

/** `most`: events of one leaf. `damaged`: a leaf was set aside just now. @throws UnreadableStore, Refusal `storage` */
export function openArchive(folder: string, key: string, most = fullLeaf, damaged: () => void = () => {}): Archive {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keyFor = (use: string) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), '', `provost audit ${use}`, 32))
  const catalog = openOrBegin(join(folder, 'catalog.db'), key, keyFor('catalogue'))
  const files = openLeafFiles(folder, keyFor('leaves'))
  const spare = openSpareNames(folder, keyFor('names'))
  // Looked at before anything is written, which is as good as sealing it anew.
  const wasRebuilt = !catalog.isSound()
  /** It is damaged, was deleted, or is the first of all. */
  const isIncomplete = catalog.lost !== null || catalog.openings === 1
  const kept = isIncomplete ? spare.read() : null
  const restored = kept === null ? [] : lostNames(catalog, kept)
  if (restored.length > 0) catalog.commit({ names: restored })
  if (catalog.zone() === null && kept?.zone) catalog.commit({ zone: kept.zone })
  const table = (kind: keyof Names) => createNameTable(kind, catalog.names(kind))
  const names: Names = { person: table('person'), ip: table('ip'), action: table('action'), target: table('target') }
  const counts = () => ({
    person: names.person.texts.length,
    ip: names.ip.texts.length,
    action: names.action.texts.length,
    target: names.target.texts.length,
  })
  let entries = catalog.leaves()

  const numbers: NameNumbers = { ...names, targets: createTargetNumbers(names) }
  const leaves = createHeldLeaves(files, numbers.targets.of, {
    noteDamage,
    isCurrent: ({ n, version }) => entries.some((entry) => entry.n === n && entry.version === version),
  })

  function commit(change: CatalogChange, gone: readonly LeafEntry[]): void {
    const tables = [names.person, names.ip, names.action, names.target]
    const unsaved = tables.map((each) => each.unsaved())
    const added = unsaved.flat()
    try {
      if (added.length > 0 || change.zone !== undefined)
        spare.append(added, change.zone ?? catalog.zone(), () =>
          nameKinds.flatMap((kind) => names[kind].texts.map((text, n) => ({ kind, n, text }))),
        )
      catalog.commit({ ...change, names: added })
    } catch (error) {
      leaves.forget(change.put ?? [])
      throw error
    }
    for (const [index, each] of tables.entries()) each.noteSaved(unsaved[index]?.length ?? 0)
    entries = catalog.leaves()
    for (const entry of gone) files.remove(entry)
  }

  function noteDamage(entry: LeafEntry, file: string | null): void {
    commit(
      {
        drop: [entry.n],
        covers: cutCovers(catalog.covers(), entry.first, entry.last),
        damaged: [{ first: entry.first, last: entry.last, file: file ?? '' }],
      },
      [],
    )
    damaged()
  }

  function add(events: readonly NewEvent[] | EventBatch, known: Parameters<Archive['add']>[1]): number {
    const batch = ordered(events instanceof EventBatch ? events : batchOfEvents(events))
    let added = 0
    const put: LeafEntry[] = []
    const gone: LeafEntry[] = []
    let firstNew = catalog.nextNumber()
    for (const { entry, from, to } of dealOut(batch.time.subarray(0, batch.size), entries, most)) {
      const filling = leaves.open(entry)
      const merged = mergeEvents(filling, batch, { from, to, counting: 'greater' })
      if (merged.added === 0 && entry !== null) {
        leaves.keep(entry, filling)
        continue
      }
      added += merged.added
      const parts = splitLeaf(merged.leaf, most)
      const written = leaves.write(parts, entry, firstNew)
      firstNew += parts.length
      put.push(...written)
      if (entry !== null) gone.push(entry)
      // A leaf that was split has its pairs numbered anew.
      leaves.keep(parts.length === 1 ? (written[0] ?? null) : null, merged)
    }
    const covers = known.covers?.length ? known.covers.reduce<Cover[]>(addCover, catalog.covers()) : null
    commit({ put, covers, raw: known.raw ?? [] }, gone)
    renewOne()
    return added
  }
  /** Writes one leaf as today's rules derive it, so that it need not be derived at every start; where that fails, another time. */
  function renewOne(): void {
    const old = leaves.outdated()
    if (old === null) return
    try {
      commit({ put: leaves.write([old.leaf], old.entry, 0) }, [old.entry])
    } catch {
      // It is as it was, and the events that were added are kept.
    }
  }
  function batchOfEvents(events: readonly NewEvent[]): EventBatch {
    const batch = new EventBatch()
    for (const event of events) pushEvent(batch, event, numbers)
    return batch
  }

  function setZone(zone: string): void {
    const old = catalog.zone()
    if (old === zone) return
    if (old === null || entries.length === 0) {
      commit({ zone }, [])
      return
    }
    const before = [...entries]
    const retimed = retimeLeaves(
      before.flatMap((entry) => leaves.whole(entry) ?? []),
      catalog.covers(),
      old,
      zone,
    )
    leaves.keep(null, null)
    let firstNew = catalog.nextNumber()
    const put = retimed.leaves.flatMap((leaf) =>
      splitLeaf(leaf, most).flatMap((part) => leaves.write([part], null, firstNew++)),
    )
    const remaining = before.filter(({ n }) => entries.some((entry) => entry.n === n))
    leaves.release(remaining.map(({ n }) => n))
    commit({ put, drop: remaining.map(({ n }) => n), covers: retimed.covers, zone }, remaining)
  }

  const olderRows = (entry: LeafEntry, time: number): number => {
    if (entry.last < time) return entry.rows
    const leaf = entry.first < time ? leaves.of(entry) : null
    return leaf === null ? 0 : rowAt(leaf.time, time)
  }
  function removeBefore(time: number): number {
    const [put, gone, drop]: [LeafEntry[], LeafEntry[], number[]] = [[], [], []]
    let removed = 0
    for (const entry of [...entries]) {
      const rows = olderRows(entry, time)
      const leaf = rows === 0 || rows === entry.rows ? null : leaves.whole(entry)
      if (rows === 0) continue
      removed += rows
      gone.push(entry)
      if (leaf === null) drop.push(entry.n)
      else put.push(...leaves.write([sliceLeaf(leaf, rows, leaf.time.length)], entry, 0))
    }
    leaves.keep(null, null)
    leaves.release(drop)
    commit({ put, drop, covers: cutCovers(catalog.covers(), 0, time - 1) }, gone)
    return removed
  }

  const got = isIncomplete || wasRebuilt ? lostLeaves(files, entries, counts()) : noneLost
  const aside = keepAside(files, got)
  if (got.found.length + aside.length > 0) commit({ put: got.found, damaged: aside }, [])
  if (wasRebuilt) {
    // Leaves prove themselves; what the catalogue says of spans is not believed any more.
    const found = entries.flatMap((entry) => {
      const leaf = leaves.of(entry)
      return leaf === null
        ? []
        : [{ ...entry, rows: leaf.time.length, first: leaf.time[0] ?? 0, last: leaf.time.at(-1) ?? 0 }]
    })
    commit({ put: found, covers: [] }, [])
  }
  catalog.noteOpening()
  files.sweep(entries)

  return {
    catalog,
    names,
    numbers,
    places: createPlaces(catalog, names.ip),
    entries: () => entries,
    leaf: leaves.of,
    add,
    zone: catalog.zone,
    setZone,
    countBefore: (time) => entries.reduce((sum, entry) => sum + olderRows(entry, time), 0),
    removeBefore,
    wasRebuilt,
    lost: restoredWords(catalog.lost, { names: restored.length, leaves: got }),
    close() {
      leaves.clear()
      catalog.close()
    },
  }
}
