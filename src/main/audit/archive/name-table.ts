import type { NameKind } from './name-blocks.ts'

/** Names by number and numbers by name; a new name is handed on with the next commit. */
export interface NameTable {
  readonly texts: readonly string[]
  numberOf(text: string): number
  /** Names that are not in the catalogue yet. */
  unsaved(): { kind: NameKind; n: number; text: string }[]
  /** So many of them are now. */
  noteSaved(count: number): void
}

export function createNameTable(kind: NameKind, known: string[]): NameTable {
  const texts = known
  // Only who adds events asks by name.
  let numbers: Map<string, number> | null = null
  let saved = texts.length
  return {
    texts,
    numberOf(text) {
      numbers ??= new Map(texts.map((known, n) => [known, n]))
      const number = numbers.get(text)
      if (number !== undefined) return number
      numbers.set(text, texts.length)
      texts.push(text)
      return texts.length - 1
    },
    unsaved: () => texts.slice(saved).map((text, index) => ({ kind, n: saved + index, text })),
    noteSaved(count) {
      saved += count
    },
  }
}
