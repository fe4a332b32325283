import { expect, test } from 'vitest'
import { plainPdf } from '../../../src/main/audit/pack/plain-pdf.ts'
import { reportHtml } from '../../../src/main/audit/pack/report.ts'

const printedLines = (line: string): string[] =>
  [
    ...Buffer.from(plainPdf([line]))
      .toString('latin1')
      .matchAll(/Tf \((.*)\) Tj T\*/g),
  ].map(([, text = '']) => text)
const printed = (line: string): string => printedLines(line).join('')

test.each([
  ['ESC', 'a\u001b[31mb', 'a[U+001B][31mb'],
  ['NUL and a control of the upper half', 'a\u0000\u0085b', 'a[U+0000][U+0085]b'],
  ['turned around', 'Anna \u202etxt.exe', 'Anna [U+202E]txt.exe'],
  ['a line break, which would begin a line of its own', 'one\ntwo', 'one two'],
  ['a letter that its fonts have not', 'ж', '[U+0436]'],
  ['what ends a text in a PDF', 'a) Tj (b\\', 'a\\) Tj \\(b\\\\'],
])('a page shows %s as a mark or as it is, and nothing commands', (_, given, shown) => {
  expect(printed(given)).toBe(shown)
})

test('no line is wider than the page, and none of its letters is left out', () => {
  // As wide as Adobe's metrics of Helvetica say, in thousandths: 483 points at a size of 9.
  const widest = (483 * 1000) / 9
  for (const [letter, width] of [
    ['W', 944],
    ['M', 833],
    ['@', 1015],
    ['Æ', 1000],
    ['Ö', 778],
    ['é', 556],
    ['0', 556],
    ['i', 222],
  ] as const) {
    const rows = printedLines(letter.repeat(300))
    expect(rows.join(''), letter).toBe(letter.repeat(300))
    for (const row of rows) expect(row.length * width, letter).toBeLessThanOrEqual(widest)
  }
})

test('the page for printing shows as a mark what would turn a text around, and runs nothing of it', () => {
  expect(reportHtml(['Log in: \u202egpj.exe\u0007', '# <b>'])).toContain(
    '<p>Log in: [U+202E]gpj.exe[U+0007]</p><h2>&#60;b&#62;</h2>',
  )
})
