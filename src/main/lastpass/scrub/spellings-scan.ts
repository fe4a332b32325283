/** What is looked for. */
interface Wanted {
  /** Runs of `length` letters and digits in one case: each a part of one of the forms. */
  runs: ReadonlySet<string>
  length: number
  /** Whether a text holds a run in some spelling. */
  holds: (text: string) => boolean
}

const quote = 0x22
const backslash = 0x5c
/** Letters that the longest escape within an escape takes, in words: nothing so near behind a backslash is taken as it stands. */
const wordsAfterBackslash = 7
/** Fewer words than this between two sure places have too few letters for a run, with three of each place beside them. */
const fewestWords = 2
/** Reduced to one case, by byte; 0: passed over; 128: not ASCII, or begins an escape. */
const classes = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code >= 65 && code <= 90) return code + 32
  if ((code >= 48 && code <= 57) || (code >= 97 && code <= 122)) return code
  return code >= 128 || code === backslash ? 128 : 0
})

/** What two bytes that stand together are: 0 where both are letters or digits, else the sum of these. */
const other = 1
const hasQuote = 2
const hasBackslash = 4
const ofByte = (code: number): number =>
  (code === backslash || code >= 128 || classes[code] === 0 ? other : 0) |
  (code === quote ? hasQuote : 0) |
  (code === backslash ? hasBackslash : 0)
let pairs: Uint8Array | null = null
const kindsOfPairs = (): Uint8Array => {
  if (pairs !== null) return pairs
  const kinds = Uint8Array.from({ length: 256 }, (_, code) => ofByte(code))
  pairs = new Uint8Array(65_536)
  // A start waits for this: one call for each of them would be 20 ms.
  for (let pair = 0; pair < pairs.length; pair++)
    pairs[pair] = (kinds[pair & 255] as number) | (kinds[pair >>> 8] as number)
  return pairs
}

const littleEndian = new Uint8Array(Int32Array.of(1).buffer)[0] === 1

const slot = (word: number): number => Math.imul(word, 0x9e3779b1) >>> 15

/** Four letters as the number that this machine reads where their bytes stand in a row. */
export const wordAt = (letters: string, at: number): number =>
  littleEndian
    ? letters.charCodeAt(at) |
      (letters.charCodeAt(at + 1) << 8) |
      (letters.charCodeAt(at + 2) << 16) |
      (letters.charCodeAt(at + 3) << 24)
    : (letters.charCodeAt(at) << 24) |
      (letters.charCodeAt(at + 1) << 16) |
      (letters.charCodeAt(at + 2) << 8) |
      letters.charCodeAt(at + 3)

/**
 * A quick and sure look at the bytes of JSON: false says that no text in it holds a run three longer than the shortest. Four bytes
 * at a time. Four letters in a row that are no part of any form, and a quote that ends a text, are sure places: no run
 * goes across them. Only what is long enough between two of them is looked at letter by letter, and only texts with escapes or with
 * other letters than ASCII are read as a whole.
 */
export function createJsonScan({ runs, length, holds }: Wanted): (body: Uint8Array) => boolean {
  const kinds = kindsOfPairs()
  /** Four letters in a row that are in a run, as a bit. */
  const fours = new Uint32Array(4096)
  // Runs are ASCII. There are some thousands of them, and a start waits for this: no array is made for each.
  for (const run of runs) {
    for (let at = 0; at + 4 <= run.length; at++) {
      const at17 = slot(wordAt(run, at))
      fours[at17 >>> 5] = (fours[at17 >>> 5] as number) | (1 << (at17 & 31))
    }
  }

  /** Whether these letters hold a run. */
  function inLetters(letters: string): boolean {
    for (let at = 0; at + length <= letters.length; at++) if (runs.has(letters.slice(at, at + length))) return true
    return false
  }

  const bytesOf = (body: Uint8Array): Buffer => Buffer.from(body.buffer, body.byteOffset, body.byteLength)

  /** Whether a text of JSON, as it stands between its quotes, holds a run. */
  function inLiteral(raw: string): boolean {
    if (holds(raw)) return true
    if (!raw.includes('\\')) return false
    try {
      return holds(String(JSON.parse(`"${raw}"`)))
    } catch {
      return true
    }
  }

  /** Reads whole texts from the one in which `from` lies to the one in which `to` lies. */
  function inTexts(body: Uint8Array, from: number, to: number): boolean {
    const bytes = bytesOf(body)
    let start = from
    while (start > 0 && !isQuote(body, start - 1)) start--
    for (;;) {
      let end = bytes.indexOf(quote, start)
      while (end !== -1 && !isQuote(body, end)) end = bytes.indexOf(quote, end + 1)
      if (inLiteral(bytes.toString('utf8', start, end === -1 ? body.length : end))) return true
      if (end === -1 || end >= to) return false
      start = end + 1
    }
  }

  /** 1 for four letters that are in a run; 0: they are not. */
  const known = (four: number): number => {
    const place = slot(four)
    return ((fours[place >>> 5] as number) >>> (place & 31)) & 1
  }

  /** Looks at a stretch letter by letter: in a run each four in a row are known. */
  function inStretch(body: Uint8Array, first: number, last: number): boolean {
    const from = Math.max(0, first - 3)
    const to = Math.min(body.length, last + 3)
    let four = 0
    let row = 0
    /** Bytes that may be no letters, if a run is to have room. */
    let spare = to - from - length
    if (spare < 0) return false
    for (let at = from; at < to; at++) {
      const code = classes[body[at] as number] as number
      if (code === 0) {
        if (spare-- === 0) return false
        continue
      }
      if (code === 128) return inTexts(body, from, to)
      four = littleEndian ? (four >>> 8) | (code << 24) : (four << 8) | code
      row = (row + 1) * known(four)
      if (row > length - 4) return inLetters(lettersOf(body, from, to))
    }
    return false
  }

  /** Escapes by a percent, an equals or a number sign may stand anywhere: the texts around them are read as a whole. */
  function inEscaped(body: Uint8Array): boolean {
    const bytes = bytesOf(body)
    for (const [sign, begins] of escapes) {
      let read = 0
      for (let at = bytes.indexOf(sign); at !== -1; at = bytes.indexOf(sign, Math.max(at + 1, read))) {
        if (!begins(body, at)) continue
        if (inTexts(body, at, at + 1)) return true
        const end = bytes.indexOf(quote, at)
        read = end === -1 ? body.length : end
      }
    }
    return false
  }

  function scan(body: Uint8Array): boolean {
    const head = (4 - (body.byteOffset & 3)) & 3
    const count = (body.length - head) >> 2
    if (count <= 0) return inTexts(body, 0, body.length)
    const words = new Int32Array(body.buffer, body.byteOffset + head, count)
    /** The first word after the last sure place, and the first that no backslash is near. */
    let start = -1
    let clean = 0
    for (let at = 0; at < count; at++) {
      const word = words[at] as number
      const kind = (kinds[word & 65_535] as number) | (kinds[word >>> 16] as number)
      if ((kind & hasBackslash) !== 0) clean = at + 1 + wordsAfterBackslash
      if (at < clean) continue
      // Without a branch, which nobody could foresee. A mark that joins with the last letter takes it away.
      const next = classes[body[head + 4 * at + 4] ?? 0] as number
      const plain = ((kind - 1) >>> 31) & ~known(word | 0x20202020) & ~(next >>> 7)
      const sure = (plain | (kind >> 1)) & 1
      if (sure > 0 && at - start >= fewestWords && inStretch(body, head + 4 * start, head + 4 * at)) return true
      start += (at + 1 - start) & -sure
    }
    return inStretch(body, head + 4 * start, body.length)
  }

  return (body) => inEscaped(body) || scan(body)
}

/** Letters and digits of a stretch of ASCII, in one case. */
const lettersOf = (body: Uint8Array, from: number, to: number): string =>
  Buffer.from(
    body
      .subarray(from, to)
      .map((byte) => classes[byte] as number)
      .filter((code) => code > 0),
  ).toString('latin1')

/** Whether a quote stands here that ends or begins a text. */
function isQuote(body: Uint8Array, at: number): boolean {
  if (body[at] !== quote) return false
  let before = at
  while (before > 0 && body[before - 1] === backslash) before--
  return (at - before) % 2 === 0
}

const isHex = (code: number | undefined): boolean =>
  code !== undefined && ((code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102))
const byHex = (body: Uint8Array, at: number): boolean => isHex(body[at + 1]) && isHex(body[at + 2])
/** Signs that begin an escape, and whether one does. */
const escapes: readonly [number, (body: Uint8Array, at: number) => boolean][] = [
  [0x25, byHex],
  [0x3d, byHex],
  [0x23, (body, at) => /[0-9x]/i.test(String.fromCharCode(body[at + 1] ?? 0))],
]
