import { withoutReferences } from '../../text/markup/character-references.ts'
import { withoutTags } from '../../text/markup/html-tags.ts'
import type { Row } from '../table/read-rows.ts'

// Tables of web pages and mails that were pasted with their tags. A cell may go on over several lines and several rows, which a text
// without its tags does not show any more.

const tables = /<table\b[^>]*>([\s\S]*?)<\/table\s*>/giu
const rowStart = /<tr\b([^>]*)>/iu
const cellStart = /<t[dh]\b([^>]*)>/iu
const struckTag = /<(?:s|del|strike)\b[^>]*>/iu
const struckStyle = /text-decoration[^;"']*:\s*[^;"']*line-through/iu
/** What programs write beside the elements that people know: comments, styles, "<o:p>". */
const further = /<!--[\s\S]*?-->|<(style|script)\b[\s\S]*?<\/\1\s*>|<\/?[a-z][^<>@]*>/giu
const longestText = 3_000_000
const mostSpan = 1000

const spanOf = (attributes: string, name: 'colspan' | 'rowspan'): number =>
  Math.min(
    mostSpan,
    Math.max(1, Number(new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,4})`, 'iu').exec(attributes)?.[1] ?? 1)),
  )

const textOf = (html: string): string =>
  withoutReferences(withoutTags(html.replace(/<wbr\s*\/?>|&shy;/giu, '').replace(/\s+/gu, ' ')).replace(further, ' '))
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')

/**
 * The rows of the tables in a text with tags, one table under the other; null: there is none, tables stand within tables, or addresses
 * beside them. What is struck through is put between "~~", a cell that spans several rows stands in each,
 * and one that spans several columns in the first.
 */
export function htmlRows(text: string): Row[] | null {
  if (text.length > longestText || !rowStart.test(text)) return null
  const found = [...text.matchAll(tables)].map(([, inner = '']) => inner)
  const parts = found.length === 0 ? [text] : found
  if (parts.some((inner) => /<table\b/iu.test(inner))) return null
  if (found.length > 0 && /[@＠﹫]/u.test(textOf(text.replace(tables, ' ')))) return null
  const rows: Row[] = []
  for (const part of parts) {
    /** Cells that go on in the rows below, by column. */
    const spans = new Map<number, { text: string; rows: number }>()
    for (const [attributes, inner] of piecesOf(part, rowStart)) {
      const cells: string[] = []
      const carry = () => {
        for (let span = spans.get(cells.length); span !== undefined; span = spans.get(cells.length)) {
          span.rows--
          if (span.rows === 0) spans.delete(cells.length)
          cells.push(span.text)
        }
      }
      for (const [of, html] of piecesOf(inner, cellStart)) {
        carry()
        const own = textOf(html)
        const isStruck = struckTag.test(html) || [attributes, of, html].some((each) => struckStyle.test(each))
        const cell = own !== '' && isStruck ? `~~${own}~~` : own
        const down = spanOf(of, 'rowspan')
        for (let across = 0; across < spanOf(of, 'colspan'); across++) {
          const here = across === 0 ? cell : ''
          if (down > 1) spans.set(cells.length, { text: here, rows: down - 1 })
          cells.push(here)
        }
      }
      carry()
      if (cells.some((cell) => cell !== '')) rows.push({ cells, line: rows.length + 1 })
    }
  }
  return rows.length < 2 ? null : rows
}

/** The pieces that begin with an element, each with its attributes. */
function piecesOf(html: string, start: RegExp): [attributes: string, inner: string][] {
  const pieces = html.split(new RegExp(start.source, 'giu'))
  const all: [string, string][] = []
  for (let at = 1; at + 1 < pieces.length; at += 2) all.push([pieces[at] ?? '', pieces[at + 1] ?? ''])
  return all
}
