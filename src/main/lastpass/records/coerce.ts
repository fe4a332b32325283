import { createRoom, fitted, longest, type Room } from './lengths.ts'

/** The service is written in PHP: numbers and flags come as strings, and an empty map comes as an empty list. */

/** An object of JSON, before anything is known about it. */
export type Raw = Record<string, unknown>

/** True for `{...}`; a list is none. */
export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A record that could not be read, with a reason for people. */
export interface SetAside {
  /** `field`: the record was taken over, but for what of it was too long. */
  what: 'user' | 'invited' | 'group' | 'folder' | 'member' | 'event' | 'expired' | 'field'
  id: string
  reason: string
}

/** The number meant, null where there is none, undefined when the value is no number at all. */
export function numberOf(value: unknown): number | null | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (value === null || value === undefined || value === '') return null
  if (typeof value !== 'string') return undefined
  // `Number` alone would take "0x10" and "1e3", which the service does not write.
  return /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(value) ? Number(value) : undefined
}

/** The flag meant, null where there is none, undefined when the value is neither yes nor no. */
export function flagOf(value: unknown): boolean | null | undefined {
  if (typeof value === 'boolean') return value
  if (value === 0 || value === '0') return false
  if (value === 1 || value === '1') return true
  if (value === null || value === undefined || value === '') return null
  if (typeof value !== 'string') return undefined
  const word = value.trim().toLowerCase()
  if (word === 'true' || word === 'yes') return true
  if (word === 'false' || word === 'no') return false
  return undefined
}

/** The text meant, null where there is none, undefined when the value is a list or an object. */
export function textOf(value: unknown): string | null | undefined {
  if (typeof value === 'string') return value === '' ? null : value
  if (value === null || value === undefined || value === false) return null
  return typeof value === 'number' || value === true ? String(value) : undefined
}

/** A list's items, also when PHP made a map of it because numbers were missing; null when it is neither. */
export function listOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value
  if (value === null || value === undefined || value === '') return []
  return isRaw(value) ? Object.values(value) : null
}

/** Sets an own property, whatever its name: `target['__proto__'] = x` would change the prototype instead. */
export function put(target: Raw, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  else target[name] = value
}

/** Stands where a value was that must not be kept. */
export const removed = '[removed]'
const secretName = /pass|secret|token|hash|key/i
/** Deeper than any attribute is; keeps a hostile answer from exhausting the stack. */
const deepest = 8

/**
 * A copy without the values whose names look secret: companies do put passwords into attributes. What is longer than `room` has space
 * for is cut, with a mark, and noted there under the outermost name.
 */
export function withoutSecrets(
  name: string,
  value: unknown,
  room: Room = createRoom(),
  field = name,
  depth = 0,
): unknown {
  if (secretName.test(name) || depth > deepest) return removed
  if (typeof value === 'string') {
    const kept = fitted(value, Math.min(longest.value, Math.max(0, room.left)), field, room)
    room.left -= kept.length
    return kept
  }
  const list = Array.isArray(value)
  if (!list && !isRaw(value)) return value
  const copy: Raw = {}
  const items: unknown[] = []
  for (const key of Object.keys(value)) {
    // Every entry takes room, also one of an endless list of nothings.
    room.left -= key.length + 4
    if (room.left < 0 || (!list && key.length > longest.key)) {
      room.cut.push(field)
      if (room.left < 0) break
      continue
    }
    const part = withoutSecrets(list ? '' : key, (value as Raw)[key], room, field, depth + 1)
    if (list) items.push(part)
    else put(copy, key, part)
  }
  return list ? items : copy
}
