/** What one value weighs beside its text: about what V8's serialiser spends on it. */
const perValue = 8

/**
 * Whether a value that came over IPC weighs more than `limit` bytes. It stops counting at the limit, so hostile input costs
 * no more than honest input. Anything but plain data (a Map, a buffer, an object that contains itself) counts as too much.
 */
export function exceeds(value: unknown, limit: number): boolean {
  const open: unknown[] = [value]
  let weight = 0
  while (open.length > 0) {
    const next = open.pop()
    weight += perValue
    if (typeof next === 'string') weight += next.length
    else if (Array.isArray(next)) {
      // The length first: an array with a million holes must not be walked.
      if (weight + next.length * perValue > limit) return true
      for (const each of next) open.push(each)
    } else if (typeof next === 'object' && next !== null) {
      const prototype: unknown = Object.getPrototypeOf(next)
      if (prototype !== Object.prototype && prototype !== null) return true
      for (const [key, each] of Object.entries(next)) {
        weight += key.length
        open.push(each)
      }
    }
    if (weight > limit) return true
  }
  return false
}
