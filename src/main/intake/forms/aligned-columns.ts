import { findAddresses } from '../../text/addresses/find-addresses.ts'

// Tables that were printed with blanks between their columns, as terminals and mails show them.

/** Longer texts are no printed tables. */
const longestText = 1_000_000
const longestLine = 400
const fewestLines = 2
/** Blanks between two columns; one blank stands within names. */
const gap = 2

/**
 * A text whose columns stand under each other with blanks between them, with tabs instead; any other text as it is. Each line has at most
 * one address, and the addresses stand in one column.
 */
export function withTabs(text: string): string {
  if (text.length > longestText || text.includes('\t') || !/\S {2,}\S/u.test(text)) return text
  const lines = text.split('\n').map((line) => line.trimEnd())
  const filled = lines.filter((line) => line !== '')
  if (filled.length < fewestLines || filled.some((line) => line.length > longestLine)) return text
  const starts = columnStarts(filled)
  if (starts.length < 2) return text
  const cells = filled.map((line) => cut(line, starts))
  const signed = cells.map((row) => row.map((cell) => findAddresses(cell).length))
  if (signed.some((row) => row.reduce((sum, each) => sum + each, 0) > 1)) return text
  const columns = new Set(signed.flatMap((row) => row.flatMap((each, at) => (each > 0 ? [at] : []))))
  // A line without an address is a header; two of them, and the text is one with indented lines.
  const without = signed.filter((row) => row.every((each) => each === 0)).length
  if (columns.size !== 1 || without > 1) return text
  return lines.map((line) => (line === '' ? '' : cut(line, starts).join('\t'))).join('\n')
}

/** Where the columns begin: behind places that are blank in all lines, several beside each other. */
function columnStarts(lines: readonly string[]): number[] {
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0)
  const isBlank = Array.from({ length: width }, (_, at) => lines.every((line) => (line[at] ?? ' ') === ' '))
  const starts: number[] = []
  for (let at = 0; at < width; at++) {
    const isBegun = isBlank[at] === false && (at === 0 || isBlank[at - 1] === true)
    const isApart = at === 0 || starts.length === 0 || isBlank.slice(Math.max(0, at - gap), at).every((each) => each)
    if (isBegun && isApart) starts.push(at)
  }
  return starts
}

const cut = (line: string, starts: readonly number[]): string[] =>
  starts.map((start, at) => line.slice(at === 0 ? 0 : start, starts[at + 1]).trim())
