import { cleanPasted } from '../../contract/pasted.ts'
import { createSpellings, type Spellings } from '../lastpass/scrub/spellings.ts'

/** Looks for provisioning hashes in what is entered, by value: the hashes that this process has used. */
export interface MisplacedHash {
  /** From now on this hash is looked for. */
  know(hash: string): void
  /**
   * The path of the first text in the input that holds a hash, in a field that is not meant for it; null: none. Yields now and
   * then: a list may have megabytes.
   */
  find(call: string, input: unknown): Generator<void, string | null>
}

/** The fields in which a hash is entered. */
const meant: ReadonlySet<string> = new Set(['tenants.connect hash', 'tenants.reconnect hash'])
/** Texts up to so many characters are read at once; longer ones by their bytes first, in pieces that overlap by 1,000. */
const piece = 65_536
const overlap = 1000
const short = 2000

function* holds(spellings: Spellings, text: string): Generator<void, boolean> {
  if (text.length <= short) return spellings.holds(text)
  for (let start = 0; start < text.length; start += piece - overlap) {
    const part = text.slice(start, start + piece)
    if (spellings.perhaps(Buffer.from(part)) && spellings.holds(part)) return true
    yield
  }
  return false
}

/** Files come as base64, in any encoding of text; bytes that are no letters are passed over. */
const contentOf = (name: string, text: string): string =>
  name === 'base64' ? Buffer.from(text, 'base64').toString('latin1') : text

function* search(spellings: Spellings, value: unknown, path: readonly string[]): Generator<void, string | null> {
  if (typeof value === 'string') {
    const name = path.at(-1) ?? ''
    return (yield* holds(spellings, contentOf(name, value))) ? path.join('.') : null
  }
  if (typeof value !== 'object' || value === null) return null
  for (const [name, part] of Object.entries(value)) {
    if (!Array.isArray(value) && spellings.holds(name)) return path.join('.')
    const found = yield* search(spellings, part, [...path, name])
    if (found !== null) return found
    yield
  }
  return null
}

/**
 * Knows no hash yet.
 * Security rule: a hash that is entered anywhere but in its own field is refused before it is kept, shown or sent.
 * Test: test/main/keychain/misplaced-hash.test.ts.
 */
export function createMisplacedHash(): MisplacedHash {
  const hashes = new Set<string>()
  let known = createSpellings([])

  return {
    know(hash) {
      if (hashes.has(hash)) return
      hashes.add(hash)
      known = createSpellings([...hashes])
    },
    *find(call, input) {
      if (typeof input !== 'object' || input === null) return null
      let spellings = known
      const own = (input as Record<string, unknown>).hash
      if (typeof own === 'string' && meant.has(`${call} hash`))
        spellings = createSpellings([...hashes, cleanPasted(own).text])
      else if (hashes.size === 0) return null
      for (const [name, part] of Object.entries(input)) {
        if (meant.has(`${call} ${name}`)) continue
        const found = yield* search(spellings, part, [name])
        if (found !== null) return found
      }
      return null
    },
  }
}
