import type { AttributeFilter } from '../../../contract/model.ts'
import type { IndexedAttribute } from './attributes.ts'
import type { Columns, Names } from './columns.ts'

/** How many lists of the index belong to an attribute. */
const listsOf = ({ values }: IndexedAttribute): number => Math.max(1, values.length)

function mark(columns: Columns, marks: Uint8Array, list: number): void {
  for (
    let index = columns.attributeStart[list] as number;
    index < (columns.attributeStart[list + 1] as number);
    index++
  )
    marks[columns.attributeMembers[index] as number] = 1
}

/** By position, 1 for everyone who has the attribute at all. */
export function holders(columns: Columns, attribute: IndexedAttribute): Uint8Array {
  const marks = new Uint8Array(columns.n.length)
  for (let list = attribute.list; list < attribute.list + listsOf(attribute); list++) mark(columns, marks, list)
  return marks
}

/** By position, 1 for everyone who has one of the values; null: nobody can. */
export function withValues(columns: Columns, names: Names, { name, values }: AttributeFilter): Uint8Array | null {
  const attribute = names.attributes.find((one) => one.name === name)
  const none = values.includes('')
  if (attribute === undefined) return none ? new Uint8Array(columns.n.length).fill(1) : null
  const marks = none ? holders(columns, attribute).map((held) => 1 - held) : new Uint8Array(columns.n.length)
  for (const value of values) {
    const index = attribute.values.indexOf(value)
    if (index !== -1) mark(columns, marks, attribute.list + index)
  }
  return marks
}
