/** A copy of numbers in memory that threads share. */
export function sharedCopy<A extends Uint8Array | Uint16Array | Uint32Array>(
  kind: { new (buffer: SharedArrayBuffer): A; BYTES_PER_ELEMENT: number },
  values: ArrayLike<number>,
): A {
  const copy = new kind(new SharedArrayBuffer(values.length * kind.BYTES_PER_ELEMENT))
  copy.set(values)
  return copy
}
