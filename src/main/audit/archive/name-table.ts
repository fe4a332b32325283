import { ByteMemory } from './byte-memory.ts'
import type { NameKind } from './name-blocks.ts'

/** Names by number and numbers by name; a new name is handed on with the next commit. */
export interface NameTable {
  readonly texts: readonly string[]
  numberOf(text: string): number
  /** The same of a name in bytes of UTF-8. */
  numberOfBytes(bytes: Buffer, from: number, to: number): number
  /** Names that are not in the catalogue yet. */
  unsaved(): { kind: NameKind; n: number; text: string }[]
  /** So many of them are now. */
  noteSaved(count: number): void
}

export function createNameTable(kind: NameKind, known: string[]): NameTable {
  const texts = known
  // Only who adds events asks by name.
  let numbers: Map<string, number> | null = null
  const byBytes = new ByteMemory()
  let saved = texts.length
  const numberOf = (text: string): number => {
    numbers ??= new Map(texts.map((known, n) => [known, n]))
    const number = numbers.get(text)
    if (number !== undefined) return number
    numbers.set(text, texts.length)
    texts.push(text)
    return texts.length - 1
  }
  return {
    texts,
    numberOf,
    numberOfBytes(bytes, from, to) {
      const known = byBytes.valueOf(bytes, from, to)
      return known >= 0 ? known : byBytes.remember(numberOf(bytes.toString('utf8', from, to)))
    },
    unsaved: () => texts.slice(saved).map((text, index) => ({ kind, n: saved + index, text })),
    noteSaved(count) {
      saved += count
    },
  }
}
