import type { JournalLine } from '../../../contract/change.ts'
import { hashLine } from './hash-chain.ts'

const heading =
  '# Lines of a Provost journal. Each line: SHA-256 hash, space, JSON. hash = SHA-256(hash of the line before, line feed, JSON).'
const firstFollows = '# The first line follows '

/** A run of neighbouring lines of the journal as text that anybody can check; empty: there were none. */
export function sliceText(lines: readonly JournalLine[]): string {
  const [first] = lines
  if (first === undefined) return `${heading}\n`
  const body = ({ hash: _hash, previous: _previous, ...line }: JournalLine) => JSON.stringify(line)
  return `${heading}\n${firstFollows}${first.previous}\n${lines.map((line) => `${line.hash} ${body(line)}\n`).join('')}`
}

/** What is wrong with the chain of such a text; null: nothing. */
export function checkSlice(text: string): string | null {
  const [first, second, ...lines] = text.split('\n')
  if (first !== heading) return 'Its lines of the journal begin in an unknown way.'
  if (second === '' || second === undefined) return null
  if (!second.startsWith(firstFollows)) return 'Its lines of the journal do not say what they follow.'
  let last = second.slice(firstFollows.length)
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const [, hash = '', body = ''] = /^([0-9a-f]{64}) (.*)$/.exec(line) ?? []
    if (hashLine(last, body) !== hash) return `Line ${index + 1} of the journal's lines was altered or moved.`
    last = hash
  }
  return null
}
