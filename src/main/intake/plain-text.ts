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
  return { delimiter: told?.[1] ?? null, text }
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
