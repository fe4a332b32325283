/** How user names are compared: without regard to case. */
export const keyOf = (username: string): string => username.toLowerCase()

/** A 32-bit hash of a key (FNV-1a over UTF-16 units); equal keys have equal hashes, so a hit has to be checked. */
export function hashOf(key: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Orders keys and instants by UTF-16 units: fast, and the same everywhere. Names that people read go by `compareNames`. */
export const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
