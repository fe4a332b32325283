import { isUtf8 } from 'node:buffer'

const decoder = (encoding: string) => new TextDecoder(encoding)
const western = 'windows-1252'
/** Encodings other than the Western European one in which programs read text that they take for their own. */
const others = ['windows-1250', 'windows-1251'] as const
const letters = new Map<string, ReadonlyMap<string, number>>()

/** The byte of each letter in an encoding; made when a text asks for it. Controls stand for themselves, as in ISO 8859-1. */
function letterBytes(encoding: string): ReadonlyMap<string, number> {
  const before = letters.get(encoding)
  if (before !== undefined) return before
  const reader = decoder(encoding)
  const made = new Map<string, number>()
  for (let byte = 0; byte < 256; byte++) {
    made.set(String.fromCharCode(byte), byte)
    made.set(reader.decode(Uint8Array.of(byte)), byte)
  }
  letters.set(encoding, made)
  return made
}

/** The bytes of a text that was read in an encoding; null: it has letters that no such text has. */
function bytesIn(text: string, encoding: string): Uint8Array | null {
  const known = letterBytes(encoding)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const byte = known.get(text.charAt(at))
    if (byte === undefined) return null
    bytes[at] = byte
  }
  return bytes
}

const control = /[\u0080-\u009f]/u
/** Signs that nobody writes right beside a letter, where Central European text has Ą, ą, Ł, ł, Ż, ż, ş and Ľ. */
const signInWord = /(?<=\p{L})[¥¹£³¯¿¼¾](?!\d)|(?<![\d\p{L}])[£¥¯](?=\p{L})/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII is never garbled.
const plain = /^[\x00-\x7f]*$/

/** A text that was read in the wrong encoding. */
export interface Garbled {
  /** What it is in the encoding that fits; null: letters are lost, and no encoding brings them back. */
  meant: string | null
}

const utf8 = new TextDecoder('utf-8')
/** The text that bytes are in UTF-8; null: they are none, as nearly always, so that nothing is thrown for it. */
const utf8Of = (bytes: Uint8Array): string | null => (isUtf8(bytes) ? utf8.decode(bytes) : null)

/** Letters of which names in UTF-8 are made. */
const ofNames = /^[\x20-\x7e\u00c0-\u024f\u0370-\u04ff\u2010-\u201f]+$/u

/**
 * What a text was in UTF-8 before it was read in an encoding that is not Western; null: nothing shows that it was. Text in capitals
 * alone says nothing: letters that follow one another in it can be bytes of UTF-8 by chance.
 */
function meantElsewhere(text: string): string | null {
  if (text === text.toUpperCase()) return null
  for (const encoding of others) {
    const bytes = bytesIn(text, encoding)
    const meant = bytes === null ? null : utf8Of(bytes)
    if (meant !== null && meant !== text && ofNames.test(meant.normalize('NFC'))) return meant
  }
  return null
}

/** Whether a name or an address shows that it was read in the wrong encoding; null: it does not. */
export function garbledText(text: string): Garbled | null {
  if (text.includes('\ufffd')) return { meant: null }
  if (plain.test(text)) return null
  const bytes = bytesIn(text, western)
  const meantInUtf8 = bytes === null ? null : utf8Of(bytes)
  if (meantInUtf8 !== null && meantInUtf8 !== text && /\p{L}|\p{P}/u.test(meantInUtf8)) return { meant: meantInUtf8 }
  const elsewhere = meantElsewhere(text)
  if (elsewhere !== null) return { meant: elsewhere }
  if (bytes === null) return null
  if (!signInWord.test(text) && !control.test(text)) return null
  const meant = decoder('windows-1250').decode(bytes)
  return { meant: control.test(meant) || signInWord.test(meant) ? null : meant }
}

/** What a name would be in Central European text, where its letters seldom stand in one name otherwise; null: nothing shows that. */
export function perhapsCentral(text: string): string | null {
  if (plain.test(text) || !/[øØìùèÈÌ]/u.test(text) || !/[áíýšžŠŽ]/u.test(text)) return null
  const bytes = bytesIn(text, western)
  return bytes === null ? null : decoder('windows-1250').decode(bytes)
}
