// Runs of a text that look like addresses, for whoever reads the words around them. Where an address begins and ends nobody decides here.

/** Bits of the letters that end a run before its sign, a run behind it, and the question of a link. */
const [endsBefore, endsBehind, endsQuestion] = [1, 2, 4] as const
const asciiBlanks = '\t\n\v\f\r '
const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code)
  const both = asciiBlanks.includes(letter) || ',;:<>()[]{}"|'.includes(letter)
  return (
    (both || letter === '=' ? endsBefore : 0) +
    (both || letter === '?' ? endsBehind : 0) +
    (asciiBlanks.includes(letter) || '<>"()[]'.includes(letter) ? endsQuestion : 0)
  )
})
const blank = /\s/

const endsOf = (code: number): number =>
  code < 128
    ? (ascii[code] as number)
    : blank.test(String.fromCharCode(code))
      ? endsBefore + endsBehind + endsQuestion
      : 0

const isSign = (code: number): boolean => code === 0x40 || code === 0xff20 || code === 0xfe6b
/** A letter, a digit or an underscore of ASCII. */
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95

/** Where a run stands in its text. */
interface Run {
  at: number
  end: number
}

/**
 * The runs of a text that hold an at sign, with the question of a link behind it, in order. Each letter is looked at a few times only,
 * whatever the text.
 */
export function addressRuns(text: string): Run[] {
  const runs: Run[] = []
  let free = 0
  for (let sign = 0; sign < text.length; sign++) {
    if (!isSign(text.charCodeAt(sign))) continue
    let at = sign
    while (at > free && (endsOf(text.charCodeAt(at - 1)) & endsBefore) === 0) at--
    // Of several signs the last one counts.
    let last = sign
    for (let next = sign + 1; next < text.length; next++) {
      const code = text.charCodeAt(next)
      if ((endsOf(code) & endsBefore) !== 0) break
      if (isSign(code)) last = next
    }
    let end = last + 1
    while (end < text.length && (endsOf(text.charCodeAt(end)) & endsBehind) === 0) end++
    if (text.charCodeAt(end) === 0x3f && isWord(text.charCodeAt(end + 1))) {
      end += 2
      while (end < text.length && (endsOf(text.charCodeAt(end)) & endsQuestion) === 0) end++
    }
    runs.push({ at, end })
    free = end
    sign = end - 1
  }
  return runs
}

/** A text with the same in the place of each of its runs. */
export function withRunsAs(text: string, mark: string): string {
  const runs = addressRuns(text)
  if (runs.length === 0) return text
  let out = ''
  let from = 0
  for (const { at, end } of runs) {
    out += text.slice(from, at) + mark
    from = end
  }
  return out + text.slice(from)
}
