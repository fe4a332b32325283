import { marked } from '../../../contract/marked.ts'

// A page of text needs no browser: the command line tool has none. Its letters are those of Western Europe; others are named by number.

const [width, height, margin, size, leading] = [595, 842, 56, 9, 13]
const lineWidth = width - 2 * margin
const perPage = Math.floor((height - 2 * margin) / leading)

/**
 * A text as it can be printed with the fonts that every reader of PDF has.
 * Security rule: what commands a reader's eye or a program stands as a visible mark. Test: test/main/audit/plain-pdf.test.ts.
 */
const printable = (text: string): string =>
  [...marked(text).replace(/\p{Cc}/gu, ' ')]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 63
      return code < 256 ? letter : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
    })
    .join('')

/** How wide letters of Helvetica are at most, in thousandths of their size; those of no other row are as wide as a digit. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ !',./:;Iijlft|\\[\]\xa0\xa6\xb7\xcc-\xcf\xec-\xef]/u, 278],
  [/[-()`r{}\xa1\xa8\xaa\xaf\xb0\xb2-\xb4\xb8\xb9\xba]/u, 400],
  [/[+<=>bdghknopqu~\xb1\xb6\xbf\xd7\xdf\xf0-\xfc\xfe]/u, 611],
  [/[A-HJ-LN-VX-Zw&\xa9\xac\xae\xc0-\xc5\xc7-\xcb\xd0-\xd6\xd8-\xde]/u, 778],
  [/[MmW%@\xbc-\xbe\xc6\xe6]/u, 1015],
]
const digitWidth = 584
const widthOf = (letter: string): number => widths.find(([letters]) => letters.test(letter))?.[1] ?? digitWidth

/** How many letters of a text fit into a line. */
function fitting(text: string): number {
  let free = (lineWidth * 1000) / size
  for (let at = 0; at < text.length; at++) {
    free -= widthOf(text[at] as string)
    if (free < 0) return at
  }
  return text.length
}

function wrapped(line: string): string[] {
  const rows: string[] = []
  let rest = printable(line)
  for (let fits = fitting(rest); fits < rest.length; fits = fitting(rest)) {
    const blank = rest.lastIndexOf(' ', fits)
    const at = blank > fits / 2 ? blank : fits
    rows.push(rest.slice(0, at))
    rest = rest.slice(at).trimStart()
  }
  return [...rows, rest]
}

/** Lines of text as a PDF; a line that begins with "# " is a heading. */
export function plainPdf(lines: readonly string[]): Uint8Array {
  const rows = lines.flatMap((line) =>
    line.startsWith('# ')
      ? [{ text: printable(line.slice(2)), isHeading: true }]
      : wrapped(line).map((text) => ({ text, isHeading: false })),
  )
  const pages: (typeof rows)[] = []
  for (let at = 0; at < rows.length || at === 0; at += perPage) pages.push(rows.slice(at, at + perPage))
  const literal = (text: string) => text.replace(/[\\()]/g, (letter) => `\\${letter}`)
  const streams = pages.map((page) =>
    [
      'BT',
      `${margin} ${height - margin} Td`,
      `${leading} TL`,
      ...page.map(
        ({ text, isHeading }) => `/${isHeading ? 'B' : 'F'} ${isHeading ? size + 2 : size} Tf (${literal(text)}) Tj T*`,
      ),
      'ET',
    ].join('\n'),
  )
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
  const firstPage = 5
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, n) => `${firstPage + n * 2} 0 R`).join(' ')}] >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    ...streams.flatMap((stream, n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F 3 0 R /B 4 0 R >> >> /Contents ${firstPage + n * 2 + 1} 0 R >>`,
      `<< /Length ${Buffer.byteLength(stream, 'latin1')} >>\nstream\n${stream}\nendstream`,
    ]),
  ]
  let body = '%PDF-1.4\n'
  const starts = objects.map((object, n) => {
    const start = body.length
    body += `${n + 1} 0 obj\n${object}\nendobj\n`
    return start
  })
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(body + end, 'latin1')
}
