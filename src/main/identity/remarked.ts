import { namesBeside } from '../text/names/short-names.ts'

/** Written without blanks between words, so that a name may stand inside of one. */
const unparted = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}$/u

/**
 * Whether one of the folded words that a line of a text may name people by is of somebody whose name and address have the words `own`,
 * their name the words `names`, and `words`, what it says of them, is more than their own name.
 */
export function isRemarked(
  words: readonly string[],
  said: readonly string[],
  { own, names }: { own: ReadonlySet<string>; names: readonly string[] },
): boolean {
  const called = new Set([...own, ...names.flatMap(namesBeside)])
  if (words.every((word) => called.has(word))) return false
  const inside = [...called].filter((word) => unparted.test(word))
  return said.some((word) => called.has(word) || inside.some((one) => word.includes(one)))
}
