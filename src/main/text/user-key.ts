/** How user names are compared: without regard to case. */
export const keyOf = (username: string): string => username.toLowerCase()

/** How text is searched: lower case, without accents, so that "muller" finds "Müller". */
export const fold = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII needs no decomposition, and nearly all addresses are.
  /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** A 32-bit hash of a key (FNV-1a over UTF-16 units); equal keys have equal hashes, so a hit has to be checked. */
export function hashOf(key: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Orders by UTF-16 units: the same everywhere, and fast; locale rules would make the order depend on the machine. */
export const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
