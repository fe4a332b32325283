import { unlistedInWords, unreadableFolder, unreadableInWords } from './unreadable-people.ts'

/** What is known of damaged records of one directory, each told once, until a refresh has written all of them anew. */
export interface DamageNotes {
  /** Some record could not be read: the next refresh has to parse all of it. */
  garbled(): void
  /** The names of all people whose records cannot be read. */
  people(names: readonly string[]): void
  /** A shared folder whose record cannot be read. */
  folder(name: string): void
  /** So many folders are not in the index, because their records could not be read when it was made. */
  unlisted(count: number): void
  isGarbled(): boolean
  /** How many people cannot be read. */
  count(): number
  /** A refresh has written all records anew. */
  mended(): void
}

/** `nameless`: people whose names nobody knows, because the index was made anew without them; `told`: folders of which that was told. */
export function createDamageNotes(options: {
  nameless: number
  told: number
  noteError: (message: string, details: string | null) => void
  changed: () => void
}): DamageNotes {
  const { noteError, changed } = options
  let { nameless, told } = options
  let garbled = nameless > 0 || told > 0
  let unreadable: readonly string[] = []
  const folders = new Set<string>()
  return {
    garbled() {
      garbled = true
    },
    people(names) {
      garbled = true
      const first = unreadable.length === 0
      unreadable = names
      // Once who asked has an answer: it may come upon more of them.
      if (first)
        queueMicrotask(() => {
          noteError(unreadableInWords(unreadable.length), unreadable.slice(0, 200).join('\n'))
          changed()
        })
    },
    folder(name) {
      garbled = true
      if (folders.has(name)) return
      folders.add(name)
      noteError(unreadableFolder(name), null)
    },
    unlisted(count) {
      if (count > 0) garbled = true
      if (count > told) noteError(unlistedInWords(count), null)
      told = count
    },
    isGarbled: () => garbled,
    count: () => unreadable.length + nameless,
    mended() {
      garbled = false
      unreadable = []
      nameless = 0
      folders.clear()
    },
  }
}
