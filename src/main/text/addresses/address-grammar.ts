// RFC 5322 and 6532 as mail systems take them: of ASCII an unquoted local part holds letters, digits and these marks, and of the
// rest whatever is a letter. Marks of sentences beyond ASCII are taken for punctuation around an address, not for part of it.

/** The marks of ASCII that a local part may hold, the dot included; around an address they are decoration as well. */
const marks = "!#$%&'*+-/=?^_`{|}~."
const isAsciiWord = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)
const local = Uint8Array.from({ length: 128 }, (_, code) =>
  isAsciiWord(code) || marks.includes(String.fromCharCode(code)) ? 1 : 0,
)

/** Straight and typographic apostrophes, and what stands for one. */
export const apostrophes = /['’‘‛ʼʹ＇′´`]/gu
/** Hyphens and dashes that text programs put in place of one another. */
export const hyphens = /[-‐‑‒–—−﹘﹣－]/gu

const letter = /[\p{L}\p{M}\p{Nd}]/u
/** Letters by Unicode, footnote marks by use. */
const ordinal = /[ªº]/u
const typographicApostrophe = /[’‘‛ʼʹ＇′´]/u
/** Between letters these may belong to an address; at its edge they do not. */
const joint = /[·・‧‐‑‒–—−﹘﹣－＿．＋＆／\p{No}\p{Nl}]/u
/** Shows nothing and ends no word. */
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

/** The at sign and its full-width forms. */
export const signs = /[@＠﹫]/gu
export const isSign = (text: string | undefined): boolean => text === '@' || text === '＠' || text === '﹫'

/** The character that ends before a place in a text. */
export function before(text: string, at: number): string {
  const code = text.charCodeAt(at - 1)
  return code >= 0xdc00 && code <= 0xdfff && at > 1 ? text.slice(at - 2, at) : text.charAt(at - 1)
}
/** The character that begins at a place in a text. */
export function after(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : code > 0xffff ? text.slice(at, at + 2) : text.charAt(at)
}

const asciiCode = (one: string): number => (one.length === 1 ? one.charCodeAt(0) : 128)

/** A letter or digit of any script. */
export function isWord(one: string): boolean {
  const code = asciiCode(one)
  return code < 128 ? isAsciiWord(code) : letter.test(one) && !ordinal.test(one)
}
export const isUnseen = (one: string): boolean => one !== '' && asciiCode(one) >= 128 && unseen.test(one)
/** May stand in a local part, and around it. */
export const isMark = (one: string): boolean =>
  asciiCode(one) < 128 ? one !== '' && marks.includes(one) : typographicApostrophe.test(one)
export const isJoint = (one: string): boolean => asciiCode(one) >= 128 && joint.test(one)

/** Where an unquoted local part begins that ends at `end`, going back no further than `free`. */
export function localStart(text: string, end: number, free: number): number {
  let at = end
  while (at > free) {
    const code = text.charCodeAt(at - 1)
    if (code < 128) {
      if (local[code] !== 1) break
      at--
      continue
    }
    const one = before(text, at)
    const from = at - one.length
    if (from < free) break
    const belongs =
      isWord(one) ||
      typographicApostrophe.test(one) ||
      isUnseen(one) ||
      (isJoint(one) && from > free && isWord(before(text, from)))
    if (!belongs) break
    at = from
  }
  return at
}

/** Where what may be a domain ends that begins at `from`: letters, digits, hyphens and dots; trailing ones included. */
export function domainRun(text: string, from: number): number {
  if (text[from] === '[') {
    const literal = /^\[[\w.:-]{1,60}\]/u.exec(text.slice(from, from + 64))
    return from + (literal?.[0].length ?? 0)
  }
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code < 128) {
      const inLabel = code === 95 && isWord(before(text, at)) && isWord(after(text, at + 1))
      if (!isAsciiWord(code) && code !== 45 && code !== 46 && !inLabel) break
      at++
      continue
    }
    const one = after(text, at)
    const isHyphen = /[‐‑]/u.test(one) && isWord(after(text, at + one.length))
    if (!isWord(one) && one !== '．' && !isHyphen && !isUnseen(one)) break
    at += one.length
  }
  return at
}
