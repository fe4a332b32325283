import { removed } from '../../lastpass/records/coerce.ts'
import { compareText } from '../../text/user-key.ts'

/** An attribute with more different values than this is a number of its own for everybody: only having one can be asked. */
export const mostValues = 2000
/** Attributes beyond this many cannot be filtered by: those that most people have are kept. */
const mostAttributes = 20
/** Letters of a value that count. */
const longestValue = 300

/** One attribute in the index; its lists begin at `list`, one for each value, or a single one where there are too many. */
export interface IndexedAttribute {
  name: string
  /** In alphabetical order; empty when there are too many. */
  values: string[]
  list: number
}

const none: readonly number[] = []

/** The values of one attribute as texts: a list has several; an object, nothing, or a password that was taken out has none. */
export function valuesOf(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => (Array.isArray(one) ? [] : valuesOf(one))))]
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return []
  const text = String(value).trim().slice(0, longestValue)
  return text === '' || text === removed ? [] : [text]
}

/** Attributes of people in the order in which they come, as numbers that stand for name and value. */
export interface AttributeDraft {
  /** The numbers of a person's values. */
  idsOf(attributes: Readonly<Record<string, unknown>>): readonly number[]
  /** The lists of the index, by position; `ids` are what `idsOf` gave of each person in the draft. */
  build(
    ids: readonly (readonly number[])[],
    positions: Uint32Array,
  ): { attributes: IndexedAttribute[]; lists: Uint32Array[] }
}

/** Gathers attributes while people are read. */
export function createAttributeDraft(): AttributeDraft {
  const names = new Map<string, { name: number; values: Map<string, number>; rest: number | null }>()
  /** By id: its attribute, and its value; null stands for all values past the most that are kept. */
  const entries: { name: number; value: string | null }[] = []
  const put = (name: number, value: string | null): number => entries.push({ name, value }) - 1

  function idOf(name: string, value: string): number {
    let known = names.get(name)
    if (known === undefined) {
      known = { name: names.size, values: new Map(), rest: null }
      names.set(name, known)
    }
    const id = known.values.get(value)
    if (id !== undefined) return id
    if (known.values.size < mostValues) {
      const next = put(known.name, value)
      known.values.set(value, next)
      return next
    }
    known.rest ??= put(known.name, null)
    return known.rest
  }

  return {
    idsOf(attributes) {
      const keys = Object.keys(attributes)
      if (keys.length === 0) return none
      return keys.flatMap((name) =>
        name === '' || name.length > 200 ? [] : valuesOf(attributes[name]).map((value) => idOf(name, value)),
      )
    },
    build(ids, positions) {
      const members = entries.map((): number[] => [])
      ids.forEach((list, index) => {
        for (const id of list) members[id]?.push(positions[index] as number)
      })
      const byName = [...names.keys()].map((name) => ({ name, ids: [] as number[], people: 0, tooMany: false }))
      entries.forEach(({ name, value }, id) => {
        const held = members[id]?.length ?? 0
        const attribute = byName[name]
        if (held === 0 || attribute === undefined) return
        attribute.ids.push(id)
        attribute.people += held
        if (value === null) attribute.tooMany = true
      })
      const kept = byName
        .filter(({ people }) => people > 0)
        .sort((a, b) => b.people - a.people || compareText(a.name, b.name))
        .slice(0, mostAttributes)
        .sort((a, b) => compareText(a.name, b.name))
      const lists: Uint32Array[] = []
      const attributes = kept.map(({ name, ids: own, tooMany }): IndexedAttribute => {
        const list = lists.length
        if (tooMany) {
          lists.push(Uint32Array.from(new Set(own.flatMap((id) => members[id] ?? []))).sort())
          return { name, values: [], list }
        }
        const sorted = own
          .map((id) => ({ id, value: entries[id]?.value ?? '' }))
          .sort((a, b) => compareText(a.value, b.value))
        for (const { id } of sorted) lists.push(Uint32Array.from(members[id] ?? []).sort())
        return { name, values: sorted.map(({ value }) => value), list }
      })
      return { attributes, lists }
    },
  }
}
