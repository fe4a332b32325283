import { fold } from './folding.ts'

/** The words of a text, folded: runs of letters and digits. */
export const foldedWords = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** The same, of letters alone. */
export const letterWords = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')

/** The words of a text written with blanks and line ends between them, for tables of words. */
export const wordsIn = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '')

/** The same as a set. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(wordsIn(text))
