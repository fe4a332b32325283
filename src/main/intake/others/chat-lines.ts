// Lines of a chat: "[10:05] Kim Ito: ...", "28/11/2026, 09:41 - Kim Ito: ...". Whoever speaks is none of the people of whom it is said.

const clock = '\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?:\\s?[ap]\\.?m\\.?)?'
const day = '\\d{1,4}[./-]\\d{1,2}(?:[./-]\\d{1,4})?'
const speaker = "\\p{L}[\\p{L}\\p{M}'’. -]{0,60}"
const head = new RegExp(
  `^\\s*(?:\\[(?:${day},?\\s+)?${clock}(?:,?\\s+${day})?\\]|${day},?\\s+${clock}\\s+[-–])\\s*${speaker}(?:[:：](?:\\s+|$)|\\s*$)`,
  'iu',
)
/** A head is not longer. */
const longestHead = 120

/** What a line of a chat begins with: when, and who speaks; null: it is none. */
export const chatHead = (line: string): string | null =>
  /^\s*(?:\[\d|\d)/u.test(line) ? (head.exec(line.slice(0, longestHead))?.[0] ?? null) : null
