import { inTransaction } from '../../store/bulk.ts'
import { sealedNames, sealedSingleNames } from '../../store/migrations/audit.ts'
import { checkSeals, isWhole } from '../../store/row-seal.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, textRows } from '../../store/text.ts'

// Names of the catalogue lie in blocks of a fixed number, each a sealed row: reading a hundred thousand rows takes seconds.

export const nameKinds = ['person', 'ip', 'action', 'target'] as const
export type NameKind = (typeof nameKinds)[number]

/** A name with its number, which it keeps. */
export interface NewName {
  kind: NameKind
  n: number
  text: string
}

type Counts = Partial<Record<NameKind, number>>

/** Names of one block: what a damaged byte takes away at most. */
const blockSize = 128

/** Stands in the place of a name that is not as it was written; nothing else is known of it. */
export const damagedName = (kind: string, n: number): string => `[damaged] ${kind} ${n}`

/** The names of a kind by number; `count`: how many there are. */
export function readNames(store: Store, kind: NameKind, count: number): string[] {
  const rows = textRows<{ block: number; json: string }>(
    store
      .prepare(`SELECT block + 0 AS block, ${bytesOf('json')} FROM name_blocks WHERE kind = ? ORDER BY block`)
      .all(kind),
  )
  const texts: string[] = []
  for (const { block, json } of rows) {
    while (texts.length < block * blockSize) texts.push(damagedName(kind, texts.length))
    for (const text of parseStored<string[]>(json)) texts.push(text)
  }
  // A number is never given twice, also where the last block was put back to an earlier state.
  while (texts.length < count) texts.push(damagedName(kind, texts.length))
  return texts
}

/** Adds names, whose numbers follow those that are there; gives how many there are then. */
export function writeNames(store: Store, names: readonly NewName[], counts: Counts): Counts {
  const after = { ...counts }
  const blocks = new Map<string, { kind: NameKind; block: number; texts: string[] }>()
  const read = store.prepare(`SELECT ${bytesOf('json')} FROM name_blocks WHERE kind = ? AND block = ?`)
  for (const { kind, n, text } of names) {
    const block = Math.floor(n / blockSize)
    const key = `${kind} ${block}`
    let there = blocks.get(key)
    if (there === undefined) {
      const [row] = textRows<{ json: string }>(n % blockSize === 0 ? [] : read.all(kind, block))
      there = { kind, block, texts: row === undefined ? [] : parseStored<string[]>(row.json) }
      blocks.set(key, there)
    }
    while (there.texts.length < n % blockSize)
      there.texts.push(damagedName(kind, block * blockSize + there.texts.length))
    there.texts[n % blockSize] = text
    after[kind] = Math.max(after[kind] ?? 0, n + 1)
  }
  const put = store.prepare(
    'INSERT INTO name_blocks (kind, block, json) VALUES (?, ?, ?) ON CONFLICT (kind, block) DO UPDATE SET json = excluded.json',
  )
  for (const { kind, block, texts } of blocks.values()) put.run(kind, block, JSON.stringify(texts))
  return after
}

/** Takes names that are not as they were written out of sight, and moves those of older archives into blocks; gives how many blocks or single names were damaged. */
export function mendNames(store: Store, key: string): number {
  const [blocks] = checkSeals(store, key, [sealedNames])
  const rows = blocks?.damaged ?? []
  if (rows.length > 0)
    inTransaction(store, () => {
      const put = store.prepare('UPDATE name_blocks SET json = ? WHERE kind = ? AND block = ?')
      const highest = store.prepare(
        `SELECT max(block) AS most FROM name_blocks WHERE kind = ? AND ${isWhole(sealedNames, key)}`,
      )
      for (const { kind = '', block = '' } of rows) {
        const first = Number(block) * blockSize
        // Where the number itself was altered nothing is at that place.
        const { most } = highest.get(kind) as { most: number | null }
        if (!(Number(block) <= (most ?? 0) + rows.length)) continue
        const texts = Array.from({ length: blockSize }, (_, at) => damagedName(kind, first + at))
        put.run(JSON.stringify(texts), kind, Number(block))
      }
      // Their key itself was altered.
      store.exec(`DELETE FROM name_blocks WHERE NOT (${isWhole(sealedNames, key)})`)
    })
  return rows.length + moveSingleNames(store, key)
}

function moveSingleNames(store: Store, key: string): number {
  if (store.prepare('SELECT 1 AS there FROM names LIMIT 1').get() === undefined) return 0
  const [found] = checkSeals(store, key, [sealedSingleNames])
  const { count } = store.prepare('SELECT count(*) AS count FROM names').get() as { count: number }
  const names = textRows<NewName>(
    store
      .prepare(
        `SELECT ${bytesOf('kind')}, n + 0 AS n, ${bytesOf('text')} FROM names WHERE ${isWhole(sealedSingleNames, key)} ORDER BY kind, n`,
      )
      .all(),
  )
  inTransaction(store, () => {
    const counts = writeNames(store, names, {})
    store
      .prepare('INSERT INTO meta (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json')
      .run('names', JSON.stringify(counts))
    store.exec('DELETE FROM names')
  })
  return found === undefined ? 0 : count - names.length
}
