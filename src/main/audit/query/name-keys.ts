import { spellings } from '../../text/folding.ts'
import type { NameTable } from '../archive/name-table.ts'
import { canonicalAddress } from '../places/ip-number.ts'

/** How the names of a table are compared, worked out once for each name: questions ask for all of them. */
export interface NameKeys {
  /** By number: the name as it is compared. */
  keys(): readonly string[]
  /** By number: the number of the first name that compares as equal. */
  firsts(): Uint32Array
  /** By number: 1 where the name compares as equal to one of these. */
  chosen(wanted: readonly string[]): Uint8Array
  /** By number: the ways in which a search finds it, one after another. */
  folded(): readonly string[]
  /** The numbers of the names that hold one of the spellings of a text. */
  holding(spelled: readonly string[]): readonly number[]
}

/** What is searched for in the ways in which it may stand in a name or a text: an address also as it is usually written. */
export const searched = (text: string): string[] => [...new Set([...spellings(text), ...alsoAs(text)])]

/** What else stands for an address; of those with a colon alone, as all others are written in one way. */
function alsoAs(text: string): string[] {
  const canonical = text.includes(':') ? canonicalAddress(text) : null
  return canonical === null ? [] : [canonical]
}

const separator = '\n'
/** Nearly all names have one spelling: it is made without a list. */
const foldedName = (name: string): string => {
  const [narrow, ...others] = spellings(name)
  return others.length === 0 && !name.includes(':') ? narrow : searched(name).join(separator)
}

export function createNameKeys(table: NameTable, keyOf: (name: string) => string): NameKeys {
  const keys: string[] = []
  const folded: string[] = []
  const numbers = new Map<string, number>()
  let firsts = new Uint32Array(64)
  const readKeys = () => {
    for (let n = keys.length; n < table.texts.length; n++) {
      const key = keyOf(table.texts[n] ?? '')
      keys.push(key)
      const first = numbers.get(key) ?? n
      if (first === n) numbers.set(key, n)
      if (n >= firsts.length) {
        const larger = new Uint32Array(firsts.length * 2)
        larger.set(firsts)
        firsts = larger
      }
      firsts[n] = first
    }
  }
  return {
    keys() {
      readKeys()
      return keys
    },
    firsts() {
      readKeys()
      return firsts
    },
    chosen(wanted) {
      readKeys()
      const isFirst = new Uint8Array(keys.length)
      for (const each of wanted) {
        const first = numbers.get(keyOf(each))
        if (first !== undefined) isFirst[first] = 1
      }
      const isChosen = new Uint8Array(keys.length)
      for (let n = 0; n < isChosen.length; n++) isChosen[n] = isFirst[firsts[n] as number] as number
      return isChosen
    },
    folded() {
      for (let n = folded.length; n < table.texts.length; n++) folded.push(foldedName(table.texts[n] ?? ''))
      return folded
    },
    holding(spelled) {
      const names = this.folded()
      const found: number[] = []
      const [first, ...others] = spelled
      for (let n = 0; n < names.length; n++) {
        const name = names[n] as string
        if (name.includes(first as string) || (others.length > 0 && holdsOne(name, others))) found.push(n)
      }
      return found
    },
  }
}

/** Whether a folded name holds one of the spellings of a text. */
export const holdsOne = (folded: string, spelled: readonly string[]): boolean =>
  spelled.some((each) => folded.includes(each))
