const at = /\s*(?:[([{<]\s*(?:at|@)\s*[)\]}>]|\s@\s|\sat\s|\s@|@\s)\s*/iu
const dot = /\s*(?:[([{<]\s*(?:dot|punkt|point|\.)\s*[)\]}>]|\sdot\s)\s*|\s+\.\s*|\.\s+/giu
const local = /(?:^|[\s,;:<("'])([\p{L}\p{N}._'+&-]{1,64})$/u
const domain = /^([\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5})/u

/** The address that a text disguises, from a web page or a careful mail: "anna (at) example (dot) com"; null: none. */
export function disguisedAddress(text: string): string | null {
  if (text.length > 400) return null
  const sign = at.exec(text)
  if (sign === null) return null
  const before = text.slice(0, sign.index).replace(dot, '.').trimEnd()
  const after = text.slice(sign.index + sign[0].length).replace(dot, '.')
  const [name, host] = [local.exec(before)?.[1], domain.exec(after)?.[1]]
  return name === undefined || host === undefined ? null : `${name}@${host}`
}

/** Nothing but an address whose signs are in brackets. */
const whole =
  /^\s*[\p{L}\p{N}._'+&-]{1,64}\s?[([{<]\s?at\s?[)\]}>]\s?[\p{L}\p{N}-]{1,63}(?:\s?(?:\.|[([{<]\s?(?:dot|punkt|point|\.)\s?[)\]}>])\s?[\p{L}\p{N}-]{1,63}){1,5}\s*$/iu

/** The address of a text that is one in disguise and nothing else, so that it can be read in one way only; null: it is not. */
export const undisguised = (text: string): string | null =>
  text.length <= 400 && whole.test(text) ? disguisedAddress(text) : null
