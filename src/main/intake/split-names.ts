import { cleanName } from './list-entry.ts'

const piecesAStep = 50
const words = (text: string) => text.trim().split(/\s+/u).length

/** Words between two people; beside blanks, and only where both sides are whole names. */
const between = /\s+(?:and|und|et|y|e|en|och|og|i|и|та|及|和|と|&|\/|\+)\s+/iu

type Cut = (line: string, at: string) => Generator<void, string[]>

/** The people whom a text without addresses names: "Smith, Anna" is one, "Anna Smith, Bob Jones" and "Anna Smith und Bob Jones" are two. Yields now and then. */
export function* peopleOf(piece: string, cut: Cut): Generator<void, string[]> {
  const parts: string[] = []
  for (const [index, part] of (yield* cut(piece, ',')).entries()) {
    if (cleanName(part) !== null) parts.push(part)
    if (index % piecesAStep === piecesAStep - 1) yield
  }
  const people = parts.length !== 2 || parts.every((part) => words(part) >= 2) ? parts : [piece]
  const found: string[] = []
  for (const [index, person] of people.entries()) {
    if (index % piecesAStep === piecesAStep - 1) yield
    const several = person.length < 1000 ? person.split(between) : [person]
    found.push(...(several.every((part) => words(part) >= 2) ? several : [person]))
  }
  return found
}
