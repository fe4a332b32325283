const decoder = (encoding: string) => new TextDecoder(encoding)
let bytesOfLetters: ReadonlyMap<string, number> | null = null

/** The byte of each letter in Western European text; made when a text asks for it. Controls stand for themselves, as in ISO 8859-1. */
function letterBytes(): ReadonlyMap<string, number> {
  if (bytesOfLetters !== null) return bytesOfLetters
  const western = decoder('windows-1252')
  const made = new Map<string, number>()
  for (let byte = 0; byte < 256; byte++) {
    made.set(String.fromCharCode(byte), byte)
    made.set(western.decode(Uint8Array.of(byte)), byte)
  }
  bytesOfLetters = made
  return made
}

/** The bytes of a text that was read as Western European; null: it has letters that no such text has. */
function westernBytes(text: string): Uint8Array | null {
  const known = letterBytes()
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

/** Whether a name or an address shows that it was read in the wrong encoding; null: it does not. */
export function garbledText(text: string): Garbled | null {
  if (text.includes('\ufffd')) return { meant: null }
  if (plain.test(text)) return null
  const bytes = westernBytes(text)
  if (bytes === null) return null
  try {
    const meant = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (meant !== text && /\p{L}|\p{P}/u.test(meant)) return { meant }
  } catch {
    // No text that was UTF-8 before.
  }
  if (!signInWord.test(text) && !control.test(text)) return null
  const meant = decoder('windows-1250').decode(bytes)
  return { meant: control.test(meant) || signInWord.test(meant) ? null : meant }
}
