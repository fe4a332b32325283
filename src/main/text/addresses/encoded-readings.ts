import { garbledText } from '../garbled.ts'

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\n', t: '\t', b: ' ', f: ' ' }
/** What stands around an address in text that a program wrote: separators, brackets, quotation marks, questions of links. */
const around = /[\s<>()[\]{}"=?&:;,|\\]/u

const fromCode = (code: string): string => String.fromCodePoint(Number.parseInt(code, 16))

/** The characters that a text holds as "=C3=A9" or "%C3%A9"; null: it holds none, or none that can be read. */
export function fromPairs(text: string, mark: '=' | '%'): string | null {
  const pairs = mark === '=' ? /=[0-9A-F]{2}/u : /%[0-9a-f]{2}/iu
  if (!pairs.test(text)) return null
  try {
    return decodeURIComponent(mark === '=' ? text.replace(/%/gu, '%25').replace(/=(?=[0-9A-F]{2})/gu, '%') : text)
  } catch {
    return null
  }
}

/** The end of a text after whatever cannot belong to the local part of an address. */
function tail(text: string): string {
  let end = text.length
  while (end > 0 && !around.test(text[end - 1] as string)) end--
  return text.slice(end).replace(/^['‘’]+/u, '')
}

/**
 * What a local part may be behind an encoding that nobody took off: escapes of JSON and programs, quoted-printable, links, and text
 * that was read in the wrong encoding. `head`: some of the text right before it.
 */
export function encodedLocals(local: string, head: string): string[] {
  const found = new Set<string>()
  const escaped = /\\$/u.test(head)
  if (escaped) {
    const plain = `\\${local}`
      .replace(/\\u([0-9a-f]{4})/giu, (_, code: string) => fromCode(code))
      .replace(/\\x([0-9a-f]{2})/giu, (_, code: string) => fromCode(code))
      .replace(/\\([nrtbf])/gu, (_, letter: string) => escapes[letter] ?? '')
    if (plain !== `\\${local}`) found.add(tail(plain))
    const before = `${/[^\s"]*$/u.exec(head)?.[0] ?? ''}${local}`
    const joined = before.replace(/\\u([0-9a-f]{4})/giu, (_, code: string) => fromCode(code))
    if (joined !== before) found.add(tail(joined))
  }
  for (const mark of ['=', '%'] as const) {
    const plain = fromPairs(local, mark)
    if (plain !== null) found.add(tail(plain))
  }
  const query = tail(local)
  if (query !== local && query !== '') found.add(query)
  const garbled = garbledText(`${/[^\s<>()[\]"'|:;,]*$/u.exec(head)?.[0] ?? ''}${local}`)?.meant ?? null
  if (garbled !== null) found.add(tail(garbled.normalize('NFC')))
  found.delete('')
  found.delete(local)
  return [...found]
}
