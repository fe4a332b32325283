import { before as characterBefore, isSign, isWord } from '../../text/addresses/address-grammar.ts'

/** So much of the text on each side is looked at. */
const reach = 80
/** So many marks and blanks may stand between a word and what was cut off it. */
const widestGap = 8
const longestWord = 41
/** What opens is no longer: "<mailto:". */
const longestOpen = 8

const inWord = "._'’&＆+-"
const wordAfter = /^\s{1,4}(\.?[\p{L}\p{N}-]{1,30}(?:\.[\p{L}\p{N}-]{1,30}){0,3})(?![\p{L}\p{N}._+'-]*[@＠﹫])/u
/** The next address right away, as in nearly every list. */
const addressAfter = /^\s{1,4}[\w.+'-]*@/
const angled = { open: /<(?:mailto:)?$/iu, close: /^\s*>/u }
/** What an address stands between is told by the last letter before it. */
const pairs: Readonly<Record<string, { open: RegExp; close: RegExp }>> = {
  '<': angled,
  ':': angled,
  '(': { open: /\($/u, close: /^\s*\)/u },
  '[': { open: /\[$/u, close: /^\s*\]/u },
}

/** The last word of a text, with at least one mark or blank after it; empty: there is none, or it is of another address. */
function lastWord(text: string): string {
  let end = text.length
  while (end > 0 && !isWord(characterBefore(text, end))) {
    const mark = characterBefore(text, end)
    if (isSign(mark)) return ''
    end -= mark.length
    if (text.length - end > widestGap) return ''
  }
  if (end === text.length) return ''
  let start = end
  while (start > 0 && end - start < longestWord) {
    const one = characterBefore(text, start)
    if (!isWord(one) && !inWord.includes(one)) break
    start -= one.length
  }
  return isSign(characterBefore(text, start)) ? '' : text.slice(start, end)
}

/**
 * The words on both sides of an address that a blank, a line's end or a separator may have cut off it: "anna." and "muster@example.com".
 * What stands in brackets is whole. Undefined: there are none.
 */
export function besideOf(before: string, after: string): { before: string; after: string } | undefined {
  const [left, right] = [before.slice(-reach).trimEnd(), after.slice(0, reach)]
  const pair = pairs[left.slice(-1)]
  if (pair?.open.test(left.slice(-longestOpen)) && pair.close.test(right)) return undefined
  const found = {
    before: lastWord(left === before.slice(-reach) ? left : `${left} `),
    after: addressAfter.test(right) ? '' : (wordAfter.exec(right)?.[1] ?? ''),
  }
  return found.before === '' && found.after === '' ? undefined : found
}
