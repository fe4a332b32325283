import { markedExactly, unmarked } from '../../contract/marked.ts'

/**
 * Several values in one cell, as all exports write them: with "; " between them; a value with a semicolon or a quotation mark in it,
 * blanks at its ends or nothing in it stands in quotation marks, those within it doubled. The group "Ops; QA" is `"Ops; QA"`,
 * the groups "Ops" and "QA" are `Ops; QA`.
 */
export const joinValues = (values: readonly unknown[]): string =>
  values
    .map(String)
    .map((value) => (/[;"\n\r]|^\s|\s$|^$/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join('; ')

/** Spreadsheet programs would run a cell that begins like this; apostrophes before it are part of the guard's own mark. */
const formula = /^'*(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u

/**
 * A cell that no spreadsheet takes for a formula, and no program for a command: what begins like a formula gets an apostrophe before it,
 * and characters that control a terminal or turn the writing get visible marks.
 */
export function guarded(given: string): string {
  const text = markedExactly(given)
  return formula.test(text) ? `'${text}` : text
}

/** What a guarded cell was before. */
export const unguarded = (text: string): string =>
  unmarked(text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text)
