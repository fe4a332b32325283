import { mapped } from '../cooperative/slices.ts'
import { undisguised } from '../text/addresses/disguised-address.ts'
import { fromPairs } from '../text/addresses/encoded-readings.ts'
import { chatHead } from './others/talk-lines.ts'
import { hasSign } from './others/unread-words.ts'

const linesAStep = 2000

/** A link that opens a mail to somebody, as programs wrap it that look at links first. */
const mailLink = /https?:\/\/[^\s<>"]{1,200}?[?&]\w{1,20}=mailto(?:%3A|:)([^\s<>"&)]{1,400})(?:&[^\s<>")]*)?/giu

function unwrapped(link: string, address: string): string {
  try {
    return `mailto:${decodeURIComponent(address)}`
  } catch {
    return link
  }
}

/** "%40", "=40", "[at]". */
const mayHideSign = /[%=]40|[([{<] ?at ?[)\]}>]/i

/** A line with the at signs that links, quoted-printable and people write in another way. */
function withSigns(written: string): string {
  const line = written.includes('=mailto') ? written.replace(mailLink, unwrapped) : written
  if (line.includes('@') || !mayHideSign.test(line) || /[＠﹫]/u.test(line)) return line
  if (line.includes('%40')) return line.replaceAll('%40', '@')
  return line.includes('=40') ? (fromPairs(line, '=') ?? line) : (undisguised(line) ?? line)
}

/** A line without an address that is longer is no heading, and many expressions cannot be looked for in megabytes without an end. */
const longestAlone = 2000
/** What of a line is read for what it says of others. */
const readablePart = (line: string): string =>
  line.length <= longestAlone || hasSign(line) ? line : line.slice(0, longestAlone)

/** The lines of a text in no columns, each in all of these at its place. */
interface TextLines {
  lines: readonly string[]
  /** What a line of a chat begins with; null: it is none. */
  heads: readonly (string | null)[]
  /** The lines without these heads. */
  spoken: readonly string[]
  /** What of those is read for what it says of others. */
  readable: readonly string[]
}

const rareEnds = /[\r\u0085\u2028\u2029]/u

/** Parts a text at the ends of lines of every kind. Yields now and then. */
export function* textLines(text: string): Generator<void, TextLines> {
  const written = text.split(rareEnds.test(text) ? /\r\n|\n|\r|\u0085|\u2028|\u2029/u : '\n')
  yield
  const lines = yield* mapped(written, linesAStep, withSigns)
  const heads = yield* mapped(lines, linesAStep, chatHead)
  const spoken = yield* mapped(lines, linesAStep, (line, at) => line.slice(heads[at]?.length ?? 0))
  const readable = yield* mapped(spoken, linesAStep, readablePart)
  return { lines, heads, spoken, readable }
}
