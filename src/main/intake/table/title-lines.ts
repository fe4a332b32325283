const mostTitleLines = 15
const longestLine = 20_000
const delimiters = ['\t', ';', ',', '|'] as const

/** The cells of a line, without the quotation marks around them. */
export const cellsOf = (record: string, delimiter: string): string[] =>
  record.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/su, '$1'))

/** A line that says who made a report, with an address or without. */
const signed =
  /^[\s"]*(?:report )?(?:run|generated|created|exported|prepared|printed|produced|requested|downloaded) by\b|^[\s"]*(?:erstellt|exportiert|erzeugt) von\b|^[\s"]*(?:cr[ée]{2}|export[ée]|g[ée]n[ée]r[ée]) par\b|^[\s"]*(?:creado|generado|exportado) por\b/iu

/** How many lines of a title stand above the line that heads a table's columns; 0: none. */
export function titleLines(text: string, isHeader: (cell: string) => boolean): number {
  const lines: string[] = []
  for (let from = 0; lines.length < mostTitleLines && from <= text.length; ) {
    const end = text.indexOf('\n', from)
    lines.push(text.slice(from, end === -1 ? undefined : end).slice(0, longestLine))
    if (end === -1) break
    from = end + 1
  }
  const heads = (line: string) =>
    Math.max(...delimiters.map((delimiter) => cellsOf(line, delimiter).filter(isHeader).length))
  const at = lines.findIndex((line) => (line.includes('@') && !signed.test(line)) || heads(line) >= 2)
  return at > 0 && !lines[at]?.includes('@') ? at : 0
}

/** What is said of a title that was left out. */
export const titleNote = (lines: number): string =>
  `The first ${lines === 1 ? 'line is a title and was' : `${lines} lines are a title and were`} left out.`
