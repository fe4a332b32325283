/** FNV-1a, 32 bits. */
export const [basis, prime] = [0x811c9dc5, 0x01000193]

/** The place of a hash among slots, a power of two. The upper bits are mixed in: texts that differ in their last letter differ in the lower ones alone. */
export const placeOf = (hash: number, slots: Int32Array): number => (hash ^ (hash >>> 15)) & (slots.length - 1)
