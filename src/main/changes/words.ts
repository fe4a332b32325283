import type { Change } from '../../contract/change.ts'
import { personTitle } from '../text/names/person-title.ts'
import { kindOf } from './kinds/kinds.ts'
import { doing } from './kinds/of-change.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const people = (count: number): string => (count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`)

/** What a plan is called when nobody named it: the kinds in it and how many people. `fullname`: of the only person in it. */
export function titleOf(changes: readonly Change[], fullname?: string): string {
  const [first] = changes
  const names = new Set(changes.map((change) => change.kind))
  if (first === undefined) return 'No change'
  const name = fullname ?? kindOf(first).newName(first)
  if (names.size === 1)
    return capital(
      changes.length === 1
        ? doing(first.kind, personTitle({ username: first.username, fullname: name }))
        : doing(first.kind, people(changes.length)),
    ).slice(0, 200)
  return `${changes.length.toLocaleString('en-US')} changes: ${[...names].map((name) => doing(name, 'people')).join(', ')}`.slice(
    0,
    200,
  )
}
