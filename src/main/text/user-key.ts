/** How user names are compared: without regard to case. */
export const keyOf = (username: string): string => username.toLowerCase()

/** A 32-bit hash of a key (FNV-1a over UTF-16 units); equal keys have equal hashes, so a hit has to be checked. */
export const hashOf = (key: string): number => hashOn(0x811c9dc5, key)

/** The hash of a text and what follows it, from the hash of the text: for keys that are put together by the million. */
export function hashOn(before: number, text: string): number {
  let hash = before
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Orders keys and instants by UTF-16 units: fast, and the same everywhere. Names that people read go by `compareNames`. */
export const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
