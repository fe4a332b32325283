import { Refusal } from '../../contract/failure.ts'

/** A file's text, and the encoding that it was read in. */
export interface Decoded {
  text: string
  encoding: 'UTF-8' | 'UTF-16' | 'Windows-1250' | 'Windows-1252' | 'Mac Roman'
}

/** 5 MB: fifty thousand people with a dozen columns each. */
export const largestFile = 5 * 1_048_576

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, index) => bytes[index] === byte)
const refuse = (message: string) => new Refusal('invalid', message, { path: 'file' })

/**
 * Reads a file's bytes as text.
 * @throws Refusal `invalid` when the file is empty, too long, or no text
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.byteLength === 0) throw refuse('The file is empty.')
  if (bytes.byteLength > largestFile)
    throw refuse('The file is longer than 5 MB. Split it, or keep only the columns with names and addresses.')
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw refuse('This is a workbook, not a text file. Save it as CSV in your spreadsheet program, then try again.')
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46))
    throw refuse('This is a PDF, not a text file. Copy the names out of it and paste them.')
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return utf8(bytes.subarray(3)) ?? western(bytes)
  if (startsWith(bytes, 0xff, 0xfe)) return utf16(bytes.subarray(2), 'utf-16le')
  if (startsWith(bytes, 0xfe, 0xff)) return utf16(bytes.subarray(2), 'utf-16be')
  const zeros = countZeros(bytes)
  if (zeros.even + zeros.odd > 0) {
    // Latin letters in UTF-16 have a zero beside each of them, always on the same side.
    if (zeros.odd > zeros.even * 4 && zeros.odd > bytes.byteLength / 8) return utf16(bytes, 'utf-16le')
    if (zeros.even > zeros.odd * 4 && zeros.even > bytes.byteLength / 8) return utf16(bytes, 'utf-16be')
    throw refuse('This is not a text file. Save the list as CSV or plain text, then try again.')
  }
  return utf8(bytes) ?? western(bytes)
}

function countZeros(bytes: Uint8Array): { even: number; odd: number } {
  let even = 0
  let odd = 0
  for (let at = 0; at < bytes.byteLength; at++) {
    if (bytes[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  return { even, odd }
}

/** How files that are in neither form of Unicode are said to have been read; null: they are. */
export const readAs = (encoding: Decoded['encoding']): string | null =>
  encoding === 'Windows-1252'
    ? 'Western European text (Windows-1252)'
    : encoding === 'Windows-1250'
      ? 'Central European text (Windows-1250)'
      : encoding === 'Mac Roman'
        ? 'text of an older Mac (Mac Roman)'
        : null

function utf8(bytes: Uint8Array): Decoded | null {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return null
  }
}
/** Signs that nobody writes right beside a letter, where Central European text has Ą, ą, Ł, ł, Ż, ż, ş and ź. */
const signsInWords = /(?<=\p{L})[¥¹£³¯¿ºŸ]|[¥¹£³¯¿](?=\p{L})|œ(?=\p{L})(?<![bcmsv]œ)/gu
/** Letters of Czech and Slovak names as they come out in Western European text. */
const czech = /[øØìù](?=\p{L}*[íý])|(?<=[íý]\p{L}*)[øØìù]/gu
/** Signs within a word, and capitals after other letters: what the letters of Mac Roman are in Western European text, and the other way round. */
const unfitting =
  /(?<=\p{L})[§•†‡‰‹ˆ˜¶¸˝˛ˇ∂∑∏π∫Ω¬√≈∆◊⁄\u0080-\u009f]|(?<=\p{L})[–—„“”‘…›™€ƒ¢®©´¨∞±≤≥µ«»÷ﬁﬂ·‚ı](?=\p{Ll})|(?<=\p{L})[À-ÖØ-ÞŽŠŒŸ](?=\p{Ll})|(?<=\p{Ll})[À-ÖØ-ÞŽŠŒŸ](?!\p{L})/gu
const lettersOfMac = /(?<=\p{L})[äåçéèñöüßáàâãêëíìîïóòôõúùûÿ]/gu
const westernLetters = /[åÅàãæÆêûîëïœŒ]/gu

/** What older spreadsheet programs write; every byte means something in it, so this cannot fail. */
function western(bytes: Uint8Array): Decoded {
  const text = new TextDecoder('windows-1252').decode(bytes)
  const count = (kind: RegExp, of = text) => of.match(kind)?.length ?? 0
  const outOfPlace = count(unfitting)
  if (outOfPlace > 0) {
    const mac = new TextDecoder('macintosh').decode(bytes)
    if (count(unfitting, mac) === 0 && count(lettersOfMac, mac) >= outOfPlace)
      return { text: mac, encoding: 'Mac Roman' }
  }
  const central = count(signsInWords) + count(czech)
  return central > 0 && central >= count(westernLetters)
    ? { text: new TextDecoder('windows-1250').decode(bytes), encoding: 'Windows-1250' }
    : { text, encoding: 'Windows-1252' }
}
const utf16 = (bytes: Uint8Array, encoding: string): Decoded => ({
  text: new TextDecoder(encoding).decode(bytes),
  encoding: 'UTF-16',
})
