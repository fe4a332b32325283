/** An array with room for so many elements, at least twice as large where it has to grow; what was in it comes along. */
export function grown<T extends Uint8Array | Uint32Array>(array: T, needed: number): T {
  if (needed <= array.length) return array
  const make = array instanceof Uint8Array ? Uint8Array : Uint32Array
  const larger = new make(Math.max(needed, array.length * 2)) as T
  larger.set(array)
  return larger
}
