import { meaningOf } from '../../../contract/audit/action-names.ts'
import type { EventParts } from '../../../contract/calls/audit/audit.ts'
import { usualCategory } from './categories.ts'

// Who called the Enterprise API, as the user name and the text of an event say it.

/** An address as LastPass writes it. */
export const address = /^[^\s@,;]+@[^\s@,;]+$/u
/** Whom a read asks for may be several: "*@example.com". */
const pattern = /[*%?]/u

/** Actions by their English names. */
export const outOfGroup = ['remove from group', 'removing user from group', 'group removal']
export const intoGroup = ['adding user to group', 'add to group', 'group addition']

const mayNameApi = /initiated by api/iu
const plainApi = /^(?:\(\s*initiated by api\s*(?::\s*(.*?))?\s*\)|initiated by api\s*(?::\s*(.*?))?\s*)$/isu
const askedOfApi = /^(.*\S)\s*\(\s*initiated by api\s*(?::\s*(.*?))?\s*\)$/isu

const calledBy = (label = ''): EventParts => ({ byApi: true, ...(label.trim() ? { label: label.trim() } : {}) })

/** What an event's text says of the Enterprise API: the label of its caller, and whom a read asked for. */
export function fromApi(data: string): EventParts | null {
  // Hardly any text does, and looking for it takes longer than reading the text otherwise.
  if (!mayNameApi.test(data)) return null
  const plain = plainApi.exec(data.trim())
  if (plain !== null) return calledBy(plain[1] ?? plain[2])
  const asked = askedOfApi.exec(data.trim())
  if (asked === null) return null
  const who = (asked[1] ?? '').replace(/^(["'])(.*)\1$/su, '$2')
  return { ...calledBy(asked[2]), ...(address.test(who) && !pattern.test(who) ? { person: who } : {}) }
}

const callerName = /^api\s*(?::\s*(.*))?$/isu

/** What is done through the Enterprise API, or by an admin whom LastPass names. */
const byApiOrNamed = (action: string): boolean =>
  ['api', 'lifecycle'].includes(usualCategory(action)) || [...outOfGroup, ...intoGroup].includes(meaningOf(action))

/** Whether an event was caused through the Enterprise API, as its user name says: it has several ways to say so, one of them saying nothing. */
export function callerOf(username: string, action: string): EventParts {
  const name = username.trim()
  const caller = callerName.exec(name)
  if (caller !== null) return calledBy(caller[1])
  const plain = plainApi.exec(name)
  if (plain !== null) return calledBy(plain[1] ?? plain[2])
  const asked = askedOfApi.exec(name)
  if (asked !== null) return calledBy(asked[2] ?? asked[1])
  return name === '' && byApiOrNamed(action) ? { byApi: true } : {}
}
