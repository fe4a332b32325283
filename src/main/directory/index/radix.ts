/**
 * Positions in the order of their keys, which is stable: counts digits into place, in two passes at most, 100,000 in a few
 * milliseconds. `keys`: by position; `most`: the highest of them. With `descending` keys below `most` come in falling
 * order; `most` itself comes last either way.
 */
export function radixSort(positions: Uint32Array, keys: Uint32Array, most: number, descending = false): Uint32Array {
  const size = positions.length
  const bits = 32 - Math.clz32(most)
  const passes = bits > 11 ? 2 : 1
  const digit = Math.ceil(bits / passes)
  const mask = 2 ** digit - 1
  let from = positions
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * digit
    const slots = new Uint16Array(size)
    const places = new Uint32Array(mask + 2)
    for (let index = 0; index < size; index++) {
      const key = keys[from[index] as number] as number
      // Of the highest key -1 comes out, all of whose digits are as high as can be.
      const slot = ((descending ? most - 1 - key : key) >>> shift) & mask
      slots[index] = slot
      places[slot + 1] = (places[slot + 1] as number) + 1
    }
    for (let slot = 1; slot < places.length; slot++)
      places[slot] = (places[slot] as number) + (places[slot - 1] as number)
    const to = new Uint32Array(size)
    for (let index = 0; index < size; index++) {
      const slot = slots[index] as number
      const place = places[slot] as number
      places[slot] = place + 1
      to[place] = from[index] as number
    }
    from = to
  }
  return from
}
