import { meaningOf } from '../../../contract/audit/action-names.ts'
import { readCallerLabel } from '../../../contract/audit/caller-label.ts'
import type { AuditFilter, EventParts } from '../../../contract/calls/audit/audit.ts'
import type { Names } from '../archive/archive.ts'
import { type Leaf, textOfPair } from '../archive/leaves/leaf.ts'
import { notPlain, textLike } from '../archive/leaves/shape-table.ts'
import type { NameTable } from '../archive/name-table.ts'
import { usualCategory } from '../events/categories.ts'
import { parseData } from '../events/parse-data.ts'
import { kindsOf, pairsOf } from './leaf-kinds.ts'
import { gather, type LeafTraits } from './leaf-rows.ts'
import { shapesOf, shapesWith } from './leaf-shapes.ts'

// What a filter asks of an event as a whole, which neither its person nor its text tells alone: each of them gives bits, and a row
// joins them.

const oursByText = 1
const oursByName = 2
const foreignByText = 4
const foreignByName = 8
const isReading = 16
const isAbout = 32

const ours = (bits: number): boolean =>
  (bits & oursByText) !== 0 || ((bits & oursByName) !== 0 && (bits & foreignByText) === 0)
const foreign = (bits: number): boolean =>
  (bits & foreignByText) !== 0 || ((bits & foreignByName) !== 0 && (bits & oursByText) === 0)
const isOwnReading = (bits: number): boolean => (bits & isReading) !== 0 && ours(bits)

type About = NonNullable<AuditFilter['about']>
const lower = (text: string) => text.trim().toLowerCase()

/** What is asked of the rows of a leaf. */
export type TraitTest = (leaf: Leaf) => LeafTraits

/** What a filter asks of events as a whole; null: nothing of the kind. */
export function traitsOf({ own, callers, about }: AuditFilter, names: Names): TraitTest | null {
  if (own === undefined && callers === undefined && about === undefined) return null
  const asksOfCaller = own !== undefined || callers !== undefined
  const callerBits = asksOfCaller ? bitsOfNames(names.person) : null
  const named = callerBits ?? new Uint8Array(names.person.texts.length)
  const person = about?.kind === 'person' ? named.slice() : named
  if (about?.kind === 'person')
    for (const n of numbersOf(names.person, about.name)) person[n] = (person[n] as number) | isAbout
  const passes = (bits: number): boolean =>
    (own === undefined || isOwnReading(bits) === (own === 'only')) &&
    (callers === undefined || foreign(bits)) &&
    (about === undefined || (bits & isAbout) !== 0)
  const wanted = about === undefined ? null : numbersOf(names.target, about.name)
  const passing = Uint8Array.from({ length: isAbout * 2 }, (_, bits) => (passes(bits) ? 1 : 0))

  return (leaf) => {
    const known = asksOfCaller ? bitsOfCallers(leaf, names) : null
    if (about === undefined || wanted === null)
      return { ...(known as OfLeaf), people: bitsOfPeople(leaf, person), passing }
    const bits = known === null ? new Uint8Array(leaf.action.length) : bitsOfPairs(leaf, known)
    for (let pair = 0; pair < bits.length; pair++)
      if (namesOneOf(leaf, pair, wanted) && concerns(leaf, pair, names, about))
        bits[pair] = (bits[pair] as number) | isAbout
    return { of: 'pairs', bits, people: gather(person, leaf.people), passing }
  }
}

const mayBeCaller = /api/iu
const knownNames = new WeakMap<NameTable, Uint8Array>()
/** Whose label each user name is; names are only ever added. */
function bitsOfNames(table: NameTable): Uint8Array {
  const before = knownNames.get(table) ?? new Uint8Array()
  if (before.length === table.texts.length) return before
  const bits = new Uint8Array(table.texts.length)
  bits.set(before)
  knownNames.set(table, bits)
  for (let n = before.length; n < bits.length; n++) {
    const name = table.texts[n] ?? ''
    // Hardly anybody's name says so, and reading each would take most of an archive's first answer.
    const { label } = mayBeCaller.test(name) ? parseData(name, '', '') : {}
    bits[n] = label === undefined ? 0 : readCallerLabel(label) === null ? foreignByName : oursByName
  }
  return bits
}

const knownPeople = new WeakMap<Leaf, { of: Uint8Array; people: Uint8Array }>()
/** Bits of names by the leaf's own numbers. */
function bitsOfPeople(leaf: Leaf, of: Uint8Array): Uint8Array {
  const known = knownPeople.get(leaf)
  if (known?.of === of) return known.people
  const people = gather(of, leaf.people)
  knownPeople.set(leaf, { of, people })
  return people
}

const marker = Buffer.from('initiated by api')
/** The text itself has to be read. */
const undecided = 255

const bitsOfText = (text: string): number => {
  const { label } = parseData('', '', text)
  return label === undefined ? 0 : readCallerLabel(label) === null ? foreignByText : oursByText
}

/** Whose label the texts of each shape have; null: none of the leaf has one. Whose it is no digit decides, nor a capital. */
function bitsOfShapes(leaf: Leaf): Uint8Array | null {
  const holding = shapesWith(leaf, marker)
  if (holding.length === 0) return null
  const { shapes, shapeStart } = shapesOf(leaf)
  const bits = new Uint8Array(shapeStart.length - 1)
  for (const each of holding) {
    const shape = shapes.subarray(shapeStart[each], (shapeStart[each + 1] as number) - 1)
    bits[each] = shape.includes(notPlain) ? undecided : bitsOfText(textLike(shape))
  }
  return bits
}
type OfLeaf = Pick<LeafTraits, 'of' | 'bits'>
const knownLeaves = new WeakMap<Leaf, OfLeaf>()
/** Whether each pair of a leaf is a reading, and whose label its text has; by their kinds, where these tell it. */
function bitsOfCallers(leaf: Leaf, names: Names): OfLeaf {
  const known = knownLeaves.get(leaf)
  if (known !== undefined) return known
  const byShape = bitsOfShapes(leaf)
  const of = byShape?.includes(undecided) === true ? pairsOf(leaf) : kindsOf(leaf)
  const readings = Uint8Array.from(names.action.texts, (action) => (usualCategory(action) === 'api' ? isReading : 0))
  const bits = gather(readings, of.action)
  const shapes = of.shape()
  if (byShape !== null)
    for (let n = 0; n < bits.length; n++) {
      const ofShape = byShape[shapes[n] as number] as number
      bits[n] = (bits[n] as number) | (ofShape === undecided ? bitsOfText(textOfPair(leaf, n)) : ofShape)
    }
  const made: OfLeaf = { of: of.ofPair === null ? 'pairs' : 'kinds', bits }
  knownLeaves.set(leaf, made)
  return made
}
/** A copy of its own, by pairs. */
function bitsOfPairs(leaf: Leaf, { of, bits }: OfLeaf): Uint8Array {
  const { ofPair } = kindsOf(leaf)
  return of === 'pairs' || ofPair === null ? bits.slice() : gather(bits, ofPair)
}

function numbersOf(table: NameTable, name: string): ReadonlySet<number> {
  const found = new Set<number>()
  table.texts.forEach((text, n) => {
    if (lower(text) === lower(name)) found.add(n)
  })
  return found
}

function namesOneOf({ targetStart, target }: Leaf, pair: number, wanted: ReadonlySet<number>): boolean {
  if (wanted.size === 0) return false
  for (let at = targetStart[pair] as number; at < (targetStart[pair + 1] as number); at++)
    if (wanted.has(target[at] as number)) return true
  return false
}

function concerns(leaf: Leaf, pair: number, names: Names, about: About): boolean {
  const action = names.action.texts[leaf.action[pair] as number] ?? ''
  return isConcerned(parseData('', action, textOfPair(leaf, pair)), action, about)
}

/** Whether an event's text names this person, group or folder as such: a folder may be called as a group is. */
function isConcerned({ person, people, folder, group, from, to }: EventParts, action: string, about: About): boolean {
  const renamed = (what: string) => meaningOf(action).includes(what) && (from === about.name || to === about.name)
  switch (about.kind) {
    case 'person':
      return [person ?? '', ...(people ?? [])].some((name) => lower(name) === lower(about.name))
    case 'group':
      return group === about.name || renamed('group')
    case 'folder':
      return folder === about.name || renamed('folder')
  }
}
