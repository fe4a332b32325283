import { inSlices } from '../../cooperative/slices.ts'
import { orRefusedAlone } from '../../lastpass/answers/refused-alone.ts'
import type { LastPass } from '../../lastpass/client.ts'
import { inTransaction } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRow, wholeRows } from '../../store/text.ts'
import type { Writer } from '../../writer/client.ts'
import type { FolderSites, PackedSites } from './folder-sites.ts'

/** What the people of shared folders can reach there, as last read from LastPass. */
export interface Sites {
  status(): {
    asOf: string | null
    folders: number
    passwords: number | null
    setAside: number
    fetching: { folders: number; total: number | null } | null
  }
  /** Reads all folders anew; who asks while one is read waits for that one. What is at hand stays until all is read. */
  fetch(signal: AbortSignal): Promise<void>
  cancel(): void
  /** Folders that LastPass lists and that the sites at hand lack; empty while no sites are at hand. */
  lacking(): { id: string; name: string }[]
  /** Folders in the store, some at a time. */
  each(): Generator<FolderSites[]>
}

interface Meta {
  asOf: string
  folders: number
  /** Left out by an older Provost. */
  passwords?: number
  setAside: number
  generation: number
}

/** 100 folders an answer: asked for without pages, the service gathers all at once and may answer 429. */
const pageSize = 100
/** More pages than this, and the service repeats itself. */
const mostPages = 10_000
/** 20 folders are read or written in a few milliseconds. */
const together = 20

export function createSites({
  store,
  writer,
  lastpass,
  folders,
  listed,
  now,
  changed,
}: {
  store: Store
  writer: Writer
  /** @throws Refusal `not-connected` */
  lastpass: () => LastPass
  /** How many folders there are, as far as is known. */
  folders: () => number | null
  /** The shared folders at hand, deleted ones left out. */
  listed: () => readonly { id: string; name: string }[]
  now: () => number
  changed: () => void
}): Sites {
  let running: { done: Promise<void>; abort: AbortController } | null = null
  let fetched = 0

  const meta = (): Meta | null => {
    const row = store.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = 'sites'`).get()
    return row === undefined ? null : parseStored<Meta>(wholeRow<{ json: string }>(row).json)
  }

  async function read(signal: AbortSignal): Promise<void> {
    const startedAt = new Date(now()).toISOString()
    const gathered = new Map<string, PackedSites>()
    let setAside = 0
    for (let pageindex = 0; pageindex < mostPages; pageindex++) {
      const service = lastpass()
      const bytes = await orRefusedAlone(service, 'the sites of shared folders', signal, () =>
        service.body('getdetailedsfdata', { data: 'all', pagesize: pageSize, pageindex }, signal),
      )
      const page = await writer.ask('sites', { bytes }, [bytes.buffer as ArrayBuffer])
      const before = gathered.size
      for (const folder of page.folders) gathered.set(folder.id, folder)
      setAside += page.setAside
      fetched = gathered.size
      changed()
      // Some give fewer folders at once than they were asked for, some the same ones again: nothing new means that all is read.
      if (page.entries === 0 || gathered.size === before) break
    }
    const passwords = [...gathered.values()].reduce((sum, folder) => sum + folder.passwords, 0)
    await inSlices(save(gathered, { asOf: startedAt, folders: gathered.size, passwords, setAside }))
  }

  /** Written in parts beside what is at hand, and made valid in one step. */
  function* save(gathered: ReadonlyMap<string, PackedSites>, next: Omit<Meta, 'generation'>): Generator<void, void> {
    const generation = (meta()?.generation ?? 0) + 1
    yield* clear(generation, '=')
    const put = store.prepare('INSERT INTO sites (generation, id, json) VALUES (?, ?, ?)')
    const rows = [...gathered.values()]
    for (let from = 0; from < rows.length; from += together) {
      inTransaction(store, () => {
        for (const { id, json } of rows.slice(from, from + together)) put.run(generation, id, json)
      })
      yield
    }
    store
      .prepare(
        "INSERT INTO meta (name, json) VALUES ('sites', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
      )
      .run(JSON.stringify({ ...next, generation }))
    yield* clear(generation, '<')
  }

  function* clear(generation: number, which: '=' | '<'): Generator<void, void> {
    const where = `generation ${which} ?`
    const some = store.prepare(`DELETE FROM sites WHERE rowid IN (SELECT rowid FROM sites WHERE ${where} LIMIT 200)`)
    while (some.run(generation).changes > 0) yield
  }

  return {
    status() {
      const at = meta()
      return {
        asOf: at?.asOf ?? null,
        folders: at?.folders ?? 0,
        passwords: at?.passwords ?? null,
        setAside: at?.setAside ?? 0,
        fetching: running === null ? null : { folders: fetched, total: folders() },
      }
    },
    fetch(signal) {
      if (running !== null) return running.done
      fetched = 0
      const abort = new AbortController()
      const done = read(AbortSignal.any([abort.signal, signal])).finally(() => {
        running = null
        changed()
      })
      running = { done, abort }
      return done
    },
    cancel: () => running?.abort.abort(),
    lacking() {
      const at = meta()
      if (at === null) return []
      const rows = store.prepare(`SELECT ${bytesOf('id')} FROM sites WHERE generation = ?`).all(at.generation)
      const known = new Set(wholeRows<{ id: string }>(rows).map(({ id }) => id))
      return listed().filter(({ id }) => !known.has(id))
    },
    *each() {
      const some = store.prepare(
        `SELECT ${bytesOf('id', 'json')} FROM sites s WHERE generation = ? AND s.id > ? ORDER BY s.id LIMIT ?`,
      )
      const generation = meta()?.generation ?? 0
      for (let last = ''; ; ) {
        const part = wholeRows<{ id: string; json: string }>(some.all(generation, last, together))
        if (part.length > 0) yield part.map(({ json }) => parseStored<FolderSites>(json))
        if (part.length < together) return
        last = part[part.length - 1]?.id ?? ''
      }
    },
  }
}
