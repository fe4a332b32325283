import { createHash } from 'node:crypto'
import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'

/** The five parts of an event that LastPass sends, in which two events differ or are twins. */
export type EventFields = Pick<AuditEvent, 'local' | 'username' | 'ip' | 'action' | 'data'>

/**
 * What tells one event of an account from every other: 32 hexadecimal digits over the account's number, the five fields as LastPass
 * wrote them and which of equal ones it is, counted from 1. `local` is what the account's clock showed, so the key of an event stays
 * when the zone that its instant is derived by is corrected, and two workstations give it the same.
 */
export const eventKey = (account: string, { local, username, ip, action, data }: EventFields, twin: number): string =>
  createHash('sha256')
    .update(JSON.stringify(['provost event 1', account, local, username, ip, action, data, twin]))
    .digest('hex')
    .slice(0, 32)

/** Numbers equal events in the order they are given, 1 for the first of each. It has to be given every event of a second. */
export function createTwinCounter(): (fields: EventFields) => number {
  const seen = new Map<string, number>()
  return ({ local, username, ip, action, data }) => {
    const text = JSON.stringify([local, username, ip, action, data])
    const twin = (seen.get(text) ?? 0) + 1
    seen.set(text, twin)
    return twin
  }
}

/** Bytes of a key by which an event is known again; of two events of one hour they are never equal by chance. */
const markBytes = 8

/** The mark of a key, in hexadecimal digits. */
export const markOf = (key: string): string => key.slice(0, 2 * markBytes)

/** Marks as they are kept: one after another. */
export const packMarks = (marks: Iterable<string>): string => Buffer.from([...marks].join(''), 'hex').toString('base64')
export function unpackMarks(packed: string): Set<string> {
  const hex = Buffer.from(packed, 'base64').toString('hex')
  return new Set(hex.match(/.{16}/g) ?? [])
}
