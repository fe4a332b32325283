import { hasReferences, withoutReferences } from '../text/markup/character-references.ts'
import { hasTags, withoutTags } from '../text/markup/html-tags.ts'

/** A list's text with line feeds alone, and the delimiter that its first line told; null: none does. */
export function textOf(raw: string): { delimiter: string | null; text: string } {
  // Spreadsheet programs may begin a file with the delimiter that they used.
  const told = /^\ufeff?sep=(.)\r?\n/iu.exec(raw)
  const text = raw
    .slice(told?.[0].length ?? 0)
    .replace(/^\ufeff/u, '')
    .replace(/\r\n?|\u2028|\u2029/gu, '\n')
  return { delimiter: told?.[1] ?? null, text: withoutOuterQuotes(text) }
}

const quotedLine = /^"(?:[^"]|"")*"$/u
/** So many lines show whether all are in quotation marks. */
const sampleLines = 50

/** A table's lines that a spreadsheet wrote as one cell each, with their own commas or semicolons; any other text as it is. */
function withoutOuterQuotes(text: string): string {
  if (!text.startsWith('"')) return text
  const sample = text
    .slice(0, 100_000)
    .split('\n', sampleLines)
    .filter((line) => line !== '')
  const marks = (line: string) => line.replace(/[^,;\t]/gu, '').length
  const width = marks(sample[0] ?? '')
  const isTable =
    sample.length > 1 &&
    width > 0 &&
    sample.every((line) => quotedLine.test(line) && marks(line) >= width) &&
    sample.some((line) => line.includes('@'))
  return isTable ? text.replace(/^"((?:[^"\n]|"")*)"$/gmu, (_, line: string) => line.replaceAll('""', '"')) : text
}

/** A text without the marks of a web page, with what was left out or read for people; `tags`: they are looked for at all. */
export function withoutMarkup(given: string, tags: boolean): { text: string; notes: string[] } {
  const notes: string[] = []
  let text = given
  if (tags && hasTags(text)) {
    text = withoutTags(text)
    notes.push('Tags of a web page were left out.')
  }
  if (hasReferences(text)) {
    text = withoutReferences(text)
    notes.push('Characters that web pages write as "&#39;" or "&amp;" were read as the ones they stand for.')
  }
  return { text, notes }
}
