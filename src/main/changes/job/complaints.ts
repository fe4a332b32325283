import type { Change } from '../../../contract/change.ts'
import type { StatusAnswer } from '../../lastpass/answers/answers.ts'
import { keyOf } from '../../text/user-key.ts'
import { kindOf } from '../kinds/kinds.ts'
import { namesOf } from '../kinds/of-change.ts'

/** What an answer says of each row of its request. */
export interface Complaints {
  /** The service's words about a row; null: none. */
  wordsFor(row: number): string | null
  /** Whether every complaint names other people or groups than those of this row. */
  sparing(row: number): boolean
}

interface Name {
  text: string
  rows: Set<number>
}

/** A letter, a digit or a sign that mail systems take within an address, so that what touches it may be part of a longer one. */
const inAddress = /[\p{L}\p{N}\p{M}.!#$%&'*+/=?^_`{|}~@-]/u
const quotes = new Set(["'", '`'])

/** Whether a text that was found stands alone: not as part of a longer address or word. */
function standsAlone(text: string, from: number, to: number): boolean {
  const before = text.slice(0, from)
  const after = text.slice(to)
  const previous = before.at(-1) ?? ' '
  const next = after.at(0) ?? ' '
  const isQuoted = quotes.has(previous) && next === previous && !inAddress.test(before.at(-2) ?? ' ')
  if (isQuoted) return true
  // Its own first sign is the quotation mark around a shorter name.
  if (quotes.has(text.at(from) ?? '') && next === text.at(from)) return false
  // A full stop, a question mark or an apostrophe behind a name ends a sentence or the name, unless more of a name follows.
  const ends =
    !inAddress.test(next) ||
    (/[.!?'`*/=|}-]/.test(next) && !inAddress.test(after.at(1) ?? ' ')) ||
    /^'s(?![\p{L}\p{N}@.-])/u.test(after)
  return !inAddress.test(previous) && ends
}

/** The names that a complaint mentions, the longest first; a part of a longer one that was found is none. */
function mentioned(complaint: string, names: readonly Name[]): Set<number> {
  const rows = new Set<number>()
  let left = complaint
  for (const name of [...names].sort((a, b) => b.text.length - a.text.length)) {
    for (let from = left.indexOf(name.text); from >= 0; from = left.indexOf(name.text, from + 1)) {
      const to = from + name.text.length
      if (!standsAlone(left, from, to)) continue
      for (const row of name.rows) rows.add(row)
      left = left.slice(0, from) + '\0'.repeat(name.text.length) + left.slice(to)
    }
  }
  return rows
}

function collect(names: Map<string, Name>, text: string, row: number): void {
  const known = names.get(text)
  if (known === undefined) names.set(text, { text, rows: new Set([row]) })
  else known.rows.add(row)
}

/**
 * Tells each complaint of an answer to those whom it names, by their whole address or by a group that they asked for; what
 * names nobody concerns all, and what names somebody else concerns nobody. The service gives no receipt for each row. Pure.
 */
export function complaintsOf(
  rows: readonly { row: number; send: Change | null }[],
  { errors, message }: Pick<StatusAnswer, 'errors' | 'message'>,
): Complaints {
  const people = new Map<string, Name>()
  const groups = new Map<string, Name>()
  for (const { row, send } of rows) {
    if (send === null) continue
    for (const name of namesOf(send)) collect(people, keyOf(name), row)
  }
  for (const { row, send } of rows)
    for (const group of send === null ? [] : kindOf(send).groups(send))
      if (!people.has(group.toLowerCase())) collect(groups, group.toLowerCase(), row)

  const likeAddresses = [...groups.values()].filter(({ text }) => text.includes('@'))
  const byComplaint = errors.map((error) => {
    // A request about one person alone can only be complained about for that person.
    if (rows.length === 1) return { error, rows: null }
    const text = error.toLowerCase()
    const named = mentioned(text, [...people.values(), ...likeAddresses])
    const found = named.size > 0 ? named : mentioned(text, [...groups.values()])
    return { error, rows: found.size > 0 ? found : text.includes('@') ? new Set<number>() : null }
  })
  return {
    wordsFor(row) {
      const about = byComplaint.filter((each) => each.rows?.has(row))
      const general = byComplaint.filter((each) => each.rows === null)
      const chosen = (about.length > 0 ? about : general).map(({ error }) => error)
      const words = [...chosen, ...(message === null ? [] : [message])].join('\n')
      return words === '' ? null : words.slice(0, 3000)
    },
    sparing: (row) => byComplaint.length > 0 && byComplaint.every((each) => each.rows !== null && !each.rows.has(row)),
  }
}
