/**
 * Characters that command a terminal, a printer or a reader's eye instead of being read: controls but for tab and line breaks, ends of
 * lines and paragraphs, and marks that turn or enclose what follows them.
 */
const commanding = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu
/** Marks that only name a direction; languages that are written from the right use them. */
const naming = /[\u061c\u200e\u200f]/g
const kept = new Set(['\t', '\n', '\r'])
const mark = (character: string): string =>
  kept.has(character) ? character : `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`
const marks = /\[U\+([0-9A-F]{4})\]/g

/** The text with a visible mark in place of each character that commands: "Anna [U+202E]txt.exe". */
export const marked = (text: string): string => text.replace(commanding, mark)

/** As `marked`, for files: marks that only name a direction are shown too, and what looks like a mark is told from one. */
export const markedExactly = (text: string): string =>
  text
    .replace(/\[(?=U\+[0-9A-F]{4}\])/g, '[U+005B]')
    .replace(commanding, mark)
    .replace(naming, mark)

/** What `markedExactly` was given. */
export const unmarked = (text: string): string =>
  text.replace(marks, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

/** JSON with an escape in place of each character that commands: it says the same, and reads in its order. */
export const markedJson = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
