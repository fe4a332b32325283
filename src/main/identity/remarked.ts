import { localOf, type NameIndex } from '../directory/name-index.ts'
import { fold } from '../text/folding.ts'
import { namesBeside } from '../text/names/short-names.ts'

/** Written without blanks between words, so that a name may stand inside of one. */
const unparted = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}$/u

/**
 * Whether one of the folded words that a line of a text may name people by is of the people at `found`, and `words`, what it says
 * of them, is more than their own name.
 */
export function isRemarked(
  words: readonly string[],
  names: readonly string[],
  found: readonly number[],
  address: string | null,
  index: NameIndex,
): boolean {
  const drawn = found.flatMap((at) => [...index.nameOf(at).words, ...index.nameOf(at).drawn])
  const locals = fold(localOf(address ?? '')).split(/[^\p{L}\p{N}]+/u)
  const own = new Set([...drawn, ...drawn.flatMap(namesBeside), ...locals])
  if (words.every((word) => own.has(word))) return false
  const inside = [...own].filter((word) => unparted.test(word))
  return names.some((word) => own.has(word) || inside.some((one) => word.includes(one)))
}
